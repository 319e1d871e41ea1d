package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.store.EntryJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kubernetes' own walkthrough of autoscaling ({@code tasks/run-application/horizontal-pod-autoscale-walkthrough}), command by command. */
class AutoscalingWalkthroughTest {
    private static final String LOOP = "/bin/sh -c 'while sleep 0.01; do wget -q -O- http://php-apache; done'";

    private final Bench bench = new Bench();

    @BeforeEach
    void an_expensive_server_and_an_autoscaler() {
        bench.files.write("/home/learner/php-apache.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: php-apache}
                spec:
                  selector: {matchLabels: {run: php-apache}}
                  template:
                    metadata: {labels: {run: php-apache}}
                    spec:
                      containers:
                      - name: php-apache
                        image: registry.k8s.io/hpa-example
                        ports: [{containerPort: 80}]
                        resources: {limits: {cpu: 500m}, requests: {cpu: 200m}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: php-apache, labels: {run: php-apache}}
                spec:
                  ports: [{port: 80}]
                  selector: {run: php-apache}
                """);
        assertThat(bench.run("kubectl apply -f php-apache.yaml").out()).isEqualTo("deployment.apps/php-apache created\nservice/php-apache created\n");
        assertThat(bench.run("kubectl autoscale deployment php-apache --cpu-percent=50 --min=1 --max=10").out())
                .isEqualTo("horizontalpodautoscaler.autoscaling/php-apache autoscaled\n");
        bench.pass(60);
    }

    private long replicas() {
        return Long.parseLong(bench.run("kubectl get deployment php-apache -o jsonpath={.spec.replicas}").out());
    }

    private List<Long> millicores() {
        return bench.run("kubectl top pods -l run=php-apache --no-headers").out().lines()
                .map(line -> Long.valueOf(line.split(" +")[1].replace("m", ""))).toList();
    }

    @Test
    void the_server_grows_with_the_load_and_shrinks_five_minutes_after_it() {
        assertThat(bench.run("kubectl get hpa php-apache --no-headers").out()).matches("php-apache +Deployment/php-apache +cpu: [01]%/50% +1 +10 +1 +\\d+s\n");

        Bench.Running generator = bench.typing("kubectl run -i --tty load-generator --rm --image=busybox:1.28 --restart=Never -- " + LOOP);
        generator.go(bench.cluster.now() + 300_000);

        long grown = replicas();
        assertThat(grown).isBetween(4L, 9L);
        assertThat(bench.run("kubectl describe hpa php-apache").out())
                .contains("SuccessfulRescale").contains("reason: cpu resource utilization (percentage of request) above target");
        List<Long> shares = millicores();
        assertThat(shares).hasSize((int) grown).allMatch(used -> used > 400 / grown / 2 && used < 400 / grown * 2);
        generator.interrupt();
        generator.go(bench.cluster.now() + 40_000);
        assertThat(generator.result().out()).contains("OK!OK!OK!").endsWith("pod \"load-generator\" deleted from default namespace\n");
        bench.pass(200);
        assertThat(replicas()).as("within the stabilization window").isEqualTo(grown);
        bench.pass(150);
        assertThat(replicas()).isEqualTo(1);
        assertThat(bench.run("kubectl events --for hpa/php-apache").out()).contains("New size: 1; reason: All metrics below target");
    }

    @Test
    void more_clients_wait_longer_and_the_server_never_uses_more_than_its_limit() {
        bench.run("kubectl delete hpa php-apache");
        for (int i = 0; i < 4; i++) {
            bench.run("kubectl run client-" + i + " --image=busybox:1.28 --restart=Never -- " + LOOP);
        }
        bench.pass(60);

        assertThat(millicores()).allMatch(used -> used > 495 && used <= 500);
        long before = bench.cluster.now();
        assertThat(bench.run("kubectl exec client-0 -- wget -q -O- http://php-apache").out()).isEqualTo("OK!");
        assertThat(bench.cluster.now() - before).as("four others first, a tenth of a second each").isBetween(300L, 600L);
        assertThat(bench.run("kubectl exec client-0 -- sh -c 'for i in $(seq 10); do wget -q -O- http://php-apache >/dev/null & done; sleep 0.1; "
                + "wget -q -T 1 -O- http://php-apache'").err()).startsWith("wget: download timed out\n");
    }

    @Test
    void cheap_servers_stay_idle_and_requests_from_outside_count_too() {
        bench.run("kubectl create deployment web --image=nginx");
        bench.run("kubectl expose deployment web --port=80");
        bench.run("kubectl run load-generator --image=busybox:1.28 --restart=Never -- /bin/sh -c 'while sleep 0.01; do wget -q -O- http://web; done'");
        bench.pass(60);
        assertThat(Long.parseLong(bench.run("kubectl top pods -l app=web --no-headers").out().split(" +")[1].replace("m", ""))).isBetween(5L, 15L);

        long before = millicores().getFirst();
        bench.pass(15 - bench.cluster.now() / 1000 % 15);
        for (int i = 0; i < 60; i++) {
            assertThat(bench.run("kubectl get --raw /api/v1/namespaces/default/services/php-apache:80/proxy/").out()).isEqualTo("OK!");
        }
        bench.pass(15);
        assertThat(millicores().getFirst()).isEqualTo(before + 200);
    }

    @Test
    void a_loaded_copy_measures_the_same() throws JsonText.Malformed {
        bench.run("kubectl run load-generator --image=busybox:1.28 --restart=Never -- " + LOOP);
        bench.pass(15);
        Cluster original = bench.cluster;
        List<Json> entries = new ArrayList<>();
        for (String entry : entries(original, 0)) {
            entries.add(JsonText.patch(entry));
        }
        Cluster loaded = Cluster.load(StandardBlueprint.INSTANCE, entries, JsonText.object(original.save().toString()));
        Cluster fork = original.fork();
        long position = original.log().position();
        for (Cluster each : List.of(original, loaded, fork)) {
            each.runUntil(each.now() + 120_000);
        }

        assertThat(entries(original, position)).anyMatch(entry -> entry.contains("SuccessfulRescale"));
        assertThat(entries(loaded, position)).isEqualTo(entries(original, position));
        assertThat(entries(fork, position)).isEqualTo(entries(original, position));
    }

    private static List<String> entries(Cluster cluster, long since) {
        return cluster.log().since(since).stream().map(entry -> EntryJson.write(entry).toString()).toList();
    }
}
