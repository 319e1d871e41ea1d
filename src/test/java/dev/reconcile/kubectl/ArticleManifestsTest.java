package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The article's manifests as they are printed, where parts are left out, and as they are meant. */
class ArticleManifestsTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void theManifestsAreAtHome() {
        for (String file : List.of("myapp-rs.yaml", "nginx-deployment.yaml", "mysql-headless-svc.yaml", "mysql-statefulset.yaml",
                "node-exporter-daemonset.yaml", "data-processing-job.yaml", "backup-cronjob.yaml")) {
            bench.files.write("/home/learner/" + file, manifest(file));
        }
    }

    private static String manifest(String file) {
        try (InputStream in = ArticleManifestsTest.class.getResourceAsStream("/home/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the file's object without those lines. */
    private Bench.Result without(String file, String... lines) {
        String text = manifest(file);
        for (String line : lines) {
            assertThat(text).contains(line);
            text = text.replace(line, "");
        }
        bench.files.write("/home/learner/broken.yaml", text);
        return bench.run("kubectl create -f broken.yaml");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "myapp-rs.yaml, replicaset.apps/myapp-rs",
        "nginx-deployment.yaml, deployment.apps/nginx-deployment",
        "mysql-headless-svc.yaml, service/mysql",
        "mysql-statefulset.yaml, statefulset.apps/mysql",
        "node-exporter-daemonset.yaml, daemonset.apps/node-exporter",
        "data-processing-job.yaml, job.batch/data-processing",
        "backup-cronjob.yaml, cronjob.batch/backup",
    })
    void whatIsComplete(String file, String made) {
        assertThat(bench.run("kubectl create -f " + file).out()).isEqualTo(made + " created\n");
        assertThat(bench.run("kubectl apply --server-side --dry-run=server --force-conflicts -f " + file).err()).isEmpty();
    }

    @Test
    void aStatefulSetWithoutSelectorIsRefused() {
        assertThat(without("mysql-statefulset.yaml", "  selector:\n    matchLabels:\n      app: mysql\n").err()).isEqualTo("""
                The StatefulSet "mysql" is invalid:\s
                * spec.selector: Required value
                * spec.template.metadata.labels: Invalid value: {"app":"mysql"}: `selector` does not match template `labels`
                """);
    }

    @Test
    void aDaemonSetWithoutSelectorIsRefused() {
        assertThat(without("node-exporter-daemonset.yaml", "  selector:\n    matchLabels:\n      app: node-exporter\n").err()).isEqualTo("""
                The DaemonSet "node-exporter" is invalid: spec.template.metadata.labels: Invalid value: {"app":"node-exporter"}: \
                `selector` does not match template `labels`
                """);
    }

    @Test
    void aReplicaSetWithoutSelectorIsRefused() {
        assertThat(without("myapp-rs.yaml", "  selector:\n    matchLabels:\n      app: myapp\n").err()).contains("spec.selector: Required value");
    }

    @Test
    void aCronJobWithoutRestartPolicyIsRefused() {
        assertThat(without("backup-cronjob.yaml", "          restartPolicy: OnFailure\n").err()).isEqualTo("""
                The CronJob "backup" is invalid: spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"
                """);
    }

    @Test
    void aServiceWithoutSelectorIsMadeAndHasNoEndpoints() {
        assertThat(without("mysql-headless-svc.yaml", "  selector:\n    app: mysql\n").out()).isEqualTo("service/mysql created\n");
        bench.run("kubectl create -f mysql-statefulset.yaml");
        bench.run("kubectl rollout status statefulset/mysql");
        assertThat(bench.run("kubectl get endpoints mysql").err()).isEqualTo("""
                Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
                Error from server (NotFound): endpoints "mysql" not found
                """);
        assertThat(bench.run("kubectl describe service mysql").out()).contains("""
                Selector:                 <none>
                Type:                     ClusterIP
                IP Family Policy:         RequireDualStack
                IP Families:              IPv4,IPv6
                """).contains("Endpoints:                <none>\n");
    }
}
