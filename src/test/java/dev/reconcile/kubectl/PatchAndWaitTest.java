package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatchAndWaitTest {
    private final Bench bench = new Bench();

    @BeforeEach
    void deployment() {
        bench.run("kubectl create deployment web --image=nginx:1.20 --replicas=2");
    }

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    @Test
    void aStrategicPatchMergesListsByTheirKeys() {
        bench.run("kubectl set env deployment/web A=1");
        assertThat(run("kubectl patch deployment web -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"nginx\",\"image\":\"nginx:1.21\"}]}}}}'"))
                .isEqualTo("deployment.apps/web patched\n");
        assertThat(run("kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].env[0].name}'"))
                .isEqualTo("nginx:1.21 A");
    }

    @Test
    void aPatchThatChangesNothingSaysSo() {
        assertThat(run("kubectl patch deployment web -p '{\"spec\":{\"replicas\":2}}'")).isEqualTo("deployment.apps/web patched (no change)\n");
    }

    @Test
    void mergeAndJsonPatchesAndFilesWork() {
        assertThat(run("kubectl patch deploy/web --type=merge -p '{\"metadata\":{\"labels\":{\"app\":null,\"tier\":\"front\"}}}'")).isEqualTo("deployment.apps/web patched\n");
        assertThat(run("kubectl get deploy web -o jsonpath='{.metadata.labels}'")).isEqualTo("{\"tier\":\"front\"}");
        assertThat(run("kubectl patch deploy/web --type=json -p '[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":3}]'")).isEqualTo("deployment.apps/web patched\n");
        bench.files.write("/home/learner/patch.yaml", "spec:\n  replicas: 4\n");
        assertThat(run("kubectl patch deploy/web --patch-file patch.yaml")).isEqualTo("deployment.apps/web patched\n");
        assertThat(run("kubectl patch deploy/web --subresource=scale --type=merge -p '{\"spec\":{\"replicas\":5}}' -o jsonpath='{.spec.replicas}'")).isEqualTo("5");
        assertThat(run("kubectl patch deploy/web --dry-run=client -p 'spec: {replicas: 9}' -o jsonpath='{.spec.replicas}'")).isEqualTo("9");
        assertThat(run("kubectl get deploy web -o jsonpath='{.spec.replicas}'")).isEqualTo("5");
    }

    @Test
    void wrongPatchesSayWhatIsWrong() {
        assertThat(run("kubectl patch deploy/web")).isEqualTo("error: must specify --patch or --patch-file containing the contents of the patch\n");
        assertThat(run("kubectl patch deploy/web --type=odd -p '{}'")).isEqualTo("error: --type must be one of [json merge strategic], not \"odd\"\n");
        assertThat(run("kubectl patch deploy/nothing -p '{}'")).isEqualTo("Error from server (NotFound): deployments.apps \"nothing\" not found\n");
        assertThat(run("kubectl patch deploy/web --type=json -p '[{\"op\":\"remove\",\"path\":\"/spec/nothing\"}]'"))
                .isEqualTo("The request is invalid: the server rejected our request due to an error in our request\n");
        assertThat(run("kubectl patch deploy/web -p '{\"spec\":{\"replicas\":-1}}'"))
                .isEqualTo("The Deployment \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\n");
    }

    @Test
    void waitingForAConditionEndsWhenItIsMet() {
        long before = bench.cluster.now();
        assertThat(run("kubectl wait deployment/web --for=condition=Available --timeout=2m")).isEqualTo("deployment.apps/web condition met\n");
        assertThat(bench.cluster.now()).isGreaterThan(before);
        assertThat(run("kubectl wait pods -l app=web --for=condition=ready=false --timeout=0"))
                .matches("error: condition not met for pods/web-.*|condition not met for pods/web-\\S+\ncondition not met for pods/web-\\S+\n");
        assertThat(run("kubectl wait deployment/web --for=jsonpath='{.status.readyReplicas}'=2")).isEqualTo("deployment.apps/web condition met\n");
        assertThat(run("kubectl wait deployment/web --for=jsonpath='{.status.readyReplicas}'")).isEqualTo("deployment.apps/web condition met\n");
    }

    @Test
    void waitingTooLongFails() {
        Bench.Result result = bench.run("kubectl wait deployment/web --for=condition=Progressing=False --timeout=5s");
        assertThat(result).isEqualTo(new Bench.Result("", "error: timed out waiting for the condition on deployments/web\n", 1));
    }

    @Test
    void waitingForADeletionEndsWhenNothingIsLeft() {
        bench.pass(10);
        Bench.Running waiting = bench.start("kubectl wait --for=delete deployment/web --timeout=1m").go(bench.cluster.now() + 1_000);
        assertThat(waiting.ended()).isFalse();
        bench.run("kubectl delete deployment web");
        waiting.go(bench.cluster.now() + 10_000);
        assertThat(waiting.result()).isEqualTo(new Bench.Result("deployment.apps/web condition met\n", "", 0));
        assertThat(bench.run("kubectl wait --for=delete deployment/web")).isEqualTo(new Bench.Result("", "", 0));
    }

    @Test
    void waitingForACreationEndsWhenTheObjectIsThere() {
        Bench.Running waiting = bench.start("kubectl wait --for=create cm/later").go(bench.cluster.now() + 1_000);
        assertThat(waiting.ended()).isFalse();
        bench.run("kubectl create configmap later");
        waiting.go(bench.cluster.now() + 1_000);
        assertThat(waiting.result()).isEqualTo(new Bench.Result("configmap/later condition met\n", "", 0));
    }

    @Test
    void wrongWaitsSayWhatIsWrong() {
        assertThat(run("kubectl wait pods --all --for=condition=Ready -n kube-public")).isEqualTo("error: no matching resources found\n");
        assertThat(run("kubectl wait deployment/web --for=ready")).isEqualTo("error: unrecognized condition: \"ready\"\n");
        assertThat(run("kubectl wait deployment/x --for=condition=Ready")).isEqualTo("Error from server (NotFound): deployments.apps \"x\" not found\n");
        assertThat(run("kubectl wait deployment --for=condition=Ready")).isEqualTo("error: resource(s) were provided, but no name was specified\n");
    }
}
