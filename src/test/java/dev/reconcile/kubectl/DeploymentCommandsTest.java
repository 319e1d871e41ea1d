package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeploymentCommandsTest {
    private final Bench bench = new Bench();

    private void nginx() {
        bench.run("kubectl create deployment nginx --image=nginx:1.20 --replicas=3");
        bench.pass(10);
    }

    @Test
    void creatingADeploymentSaysSoAndItsPodsBecomeReady() {
        assertThat(bench.run("kubectl create deployment nginx --image=nginx:1.20 --replicas=3"))
                .isEqualTo(new Bench.Result("deployment.apps/nginx created\n", "", 0));
        bench.pass(10);
        assertThat(bench.run("kubectl get deployments").out()).isEqualTo("""
                NAME    READY   UP-TO-DATE   AVAILABLE   AGE
                nginx   3/3     3            3           10s
                """);
    }

    @Test
    void aRolloutIsFollowedToItsEnd() {
        nginx();
        assertThat(bench.run("kubectl set image deployment/nginx nginx=nginx:1.21").out()).isEqualTo("deployment.apps/nginx image updated\n");
        bench.cluster.runUntil(bench.cluster.now() + 100);
        Bench.Result status = bench.run("kubectl rollout status deployment/nginx");
        assertThat(status.out())
                .startsWith("Waiting for deployment \"nginx\" rollout to finish: 1 out of 3 new replicas have been updated...\n")
                .endsWith("deployment \"nginx\" successfully rolled out\n");
        assertThat(bench.run("kubectl rollout history deployment/nginx").out())
                .isEqualTo("deployment.apps/nginx \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n");
    }

    @Test
    void ctrlCIsCaughtByWhatWatches() {
        nginx();
        bench.run("kubectl set image deployment/nginx nginx=nginx:nonexistent");
        Bench.Running running = bench.start("kubectl rollout status deployment/nginx").go(bench.cluster.now() + 5_000);
        assertThat(running.ended()).isFalse();
        running.interrupt();
        assertThat(running.result().exit()).isEqualTo(1);
    }

    @Test
    void deletingWaitsUntilTheObjectIsGone() {
        nginx();
        assertThat(bench.run("kubectl delete deployment nginx").out()).isEqualTo("deployment.apps \"nginx\" deleted from default namespace\n");
        assertThat(bench.run("kubectl get deployments").err()).isEqualTo("No resources found in default namespace.\n");
        assertThat(bench.run("kubectl delete deployment nginx").err())
                .isEqualTo("Error from server (NotFound): deployments.apps \"nginx\" not found\n");
    }

    @Test
    void aJobWithoutLabelsGetsThoseOfItsTemplateAfterItWasChecked() {
        String job = """
                {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "%s"}, "spec": {"template": {"spec":
                {"restartPolicy": "Never", "containers": [{"name": "c", "image": "busybox"}]}}}}
                """;
        String name = "a".repeat(64);
        assertThat(bench.run("kubectl create -f -", job.formatted(name)).err()).isEqualTo(
                "The Job \"" + name + "\" is invalid: spec.template.labels: Invalid value: \"" + name + "\": must be no more than 63 bytes\n");
        assertThat(bench.run("kubectl create -f -", job.formatted("short")).out()).isEqualTo("job.batch/short created\n");
        assertThat(bench.run("kubectl get job short -o jsonpath='{.metadata.labels.job-name}'").out()).isEqualTo("short");
    }
}
