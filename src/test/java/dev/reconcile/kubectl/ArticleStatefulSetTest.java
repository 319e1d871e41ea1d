package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.shell.Files;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 12 of the article and its second exercise, with the files of the learner's home. */
class ArticleStatefulSetTest {
    private static final String LOOK_UP = "kubectl run -it --rm debug --image=%s --restart=Never -- nslookup %s";

    private final Bench bench = new Bench();

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("mysql-headless-svc.yaml", "mysql-statefulset.yaml", "mysql-statefulset-with-password.yaml")) {
            bench.files.write(Files.HOME + "/" + name, java.nio.file.Files.readString(Path.of("src/main/resources/home/" + name)));
        }
    }

    private String pods() {
        return bench.run("kubectl get pods -l app=mysql --no-headers -o custom-columns=N:.metadata.name,S:.status.phase").out();
    }

    private Bench.Result lookUp(String image, String name) {
        return bench.typing(LOOK_UP.formatted(image, name)).go(bench.cluster.now() + 120_000).result();
    }

    @Test
    void asTheArticleWritesItTheFirstPodFailsAndTheOthersAreNeverMade() {
        assertThat(bench.run("kubectl create -f mysql-headless-svc.yaml").out()).isEqualTo("service/mysql created\n");
        assertThat(bench.run("kubectl create -f mysql-statefulset.yaml").out()).isEqualTo("statefulset.apps/mysql created\n");
        bench.pass(60);

        assertThat(bench.run("kubectl get pods -l app=mysql").out()).contains("mysql-0").contains("CrashLoopBackOff").doesNotContain("mysql-1");
        assertThat(bench.run("kubectl logs mysql-0").out()).contains("Database is uninitialized and password option is not specified");
        assertThat(lookUp("busybox:1.28", "mysql-0.mysql").exit()).isNotZero();
    }

    @Test
    void withAPasswordThreePodsRunUnderNamesOfTheirOwn() {
        bench.run("kubectl create -f mysql-headless-svc.yaml");
        bench.run("kubectl create -f mysql-statefulset-with-password.yaml");
        bench.pass(120);
        assertThat(pods()).isEqualTo("mysql-0   Running\nmysql-1   Running\nmysql-2   Running\n");
        String ip = bench.run("kubectl get pod mysql-0 -o jsonpath='{.status.podIP}'").out();

        // The article's own command: since 1.29, busybox does not complete names that have a dot.
        assertThat(lookUp("busybox", "mysql-0.mysql").out()).isEqualTo("""
                Server:\t\t10.96.0.10
                Address:\t10.96.0.10:53

                ** server can't find mysql-0.mysql: NXDOMAIN

                ** server can't find mysql-0.mysql: NXDOMAIN

                pod "debug" deleted from default namespace
                """);
        assertThat(lookUp("busybox", "mysql-0.mysql.default.svc.cluster.local").out()).isEqualTo("""
                Server:\t\t10.96.0.10
                Address:\t10.96.0.10:53

                Name:\tmysql-0.mysql.default.svc.cluster.local
                Address: %s


                pod "debug" deleted from default namespace
                """.formatted(ip));
        assertThat(lookUp("busybox:1.28", "mysql-0.mysql").out()).contains("""
                Name:      mysql-0.mysql
                Address 1: %s mysql-0.mysql.default.svc.cluster.local
                """.formatted(ip));
    }

    @Test
    void aPodThatComesBackFindsItsDatabase() {
        bench.run("kubectl create -f mysql-headless-svc.yaml");
        bench.run("kubectl create -f mysql-statefulset-with-password.yaml");
        bench.pass(120);
        bench.run("kubectl exec mysql-1 -- sh -c 'echo precious > /var/lib/mysql/row'");

        bench.run("kubectl delete pod mysql-1");
        bench.pass(60);

        assertThat(bench.run("kubectl exec mysql-1 -- cat /var/lib/mysql/row").out()).isEqualTo("precious\n");
        assertThat(bench.run("kubectl exec mysql-2 -- ls /var/lib/mysql").out()).isEqualTo("auto.cnf\nibdata1\nmysql\n");
        assertThat(bench.run("kubectl exec mysql-1 -- mysqladmin ping").out()).isEqualTo("mysqld is alive\n");
        assertThat(bench.run("kubectl logs mysql-1").out()).doesNotContain("Initializing database files");
        assertThat(bench.run("kubectl get pvc -o name").out()).isEqualTo("""
                persistentvolumeclaim/data-mysql-0
                persistentvolumeclaim/data-mysql-1
                persistentvolumeclaim/data-mysql-2
                """);
    }

    @Test
    void whatIsDoneInAContainerIsSeenByItsProbes() {
        bench.run("kubectl create -f -", """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - {name: main, image: "nginx:1.20", readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 2, failureThreshold: 1}}
                """);
        bench.pass(20);
        assertThat(bench.run("kubectl get pod web --no-headers").out()).contains("1/1");

        bench.run("kubectl exec web -- rm /usr/share/nginx/html/index.html");
        bench.pass(10);

        assertThat(bench.run("kubectl get pod web --no-headers").out()).contains("0/1");
    }
}
