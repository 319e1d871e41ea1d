package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerSideApplyCommandTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {team: blue}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers: [{name: nginx, image: 'nginx:1.20'}]
            """;

    private final Bench bench = new Bench();

    private Bench.Result apply(String text, String flags) {
        bench.files.write("/home/learner/web.yaml", text);
        return bench.run("kubectl apply -f web.yaml " + flags);
    }

    /** Each entry as {@code manager operation subresource}. */
    private String managers() {
        return bench.run("kubectl get deployment web --show-managed-fields -o jsonpath="
                + "'{range .metadata.managedFields[*]}{.manager} {.operation} {.subresource}{\"\\n\"}{end}'").out();
    }

    @Test
    void theServerMergesAndTellsItSo() {
        assertThat(apply(DEPLOYMENT, "--server-side").out()).isEqualTo("deployment.apps/web serverside-applied\n");
        assertThat(managers()).startsWith("kubectl Apply \n");
        assertThat(bench.run("kubectl get deployment web -o yaml").out()).doesNotContain("managedFields");
    }

    @Test
    void whatAnotherCommandHasScaledIsAConflictThatCanBeForced() {
        apply(DEPLOYMENT, "--server-side");
        bench.run("kubectl scale deployment web --replicas=5");
        assertThat(apply(DEPLOYMENT, "--server-side").err()).startsWith("error: Apply failed with 1 conflict: conflict with \"kubectl\" "
                + "with subresource \"scale\" using apps/v1: .spec.replicas\nPlease review the fields above--they currently have other managers.");
        assertThat(apply(DEPLOYMENT, "--server-side --force-conflicts").out()).isEqualTo("deployment.apps/web serverside-applied\n");
        assertThat(bench.run("kubectl get deployment web -o jsonpath='{.spec.replicas}'").out()).isEqualTo("2");
    }

    @Test
    void theServersSideTakesOverFromTheClientsWithItsFields() {
        apply(DEPLOYMENT, "");
        assertThat(managers()).contains("kubectl-client-side-apply Update");
        assertThat(apply(DEPLOYMENT.replace(", labels: {team: blue}", ""), "--server-side").out()).isEqualTo("deployment.apps/web serverside-applied\n");
        assertThat(managers()).contains("kubectl Apply").doesNotContain("client-side");
        assertThat(bench.run("kubectl get deployment web -o jsonpath='{.metadata.labels}'").out()).isEmpty();
    }

    @Test
    void everyCommandOwnsUnderItsName() {
        bench.run("kubectl create deployment web --image=nginx:1.20");
        assertThat(managers()).contains("kubectl-create Update");
        bench.run("kubectl label deployment web a=b");
        bench.run("kubectl set image deployment/web nginx=nginx:1.21");
        bench.run("kubectl annotate deployment web c=d");
        bench.run("kubectl patch deployment web -p '{\"spec\":{\"paused\":true}}'");
        assertThat(managers()).contains("kubectl-label Update", "kubectl-set Update", "kubectl-annotate Update", "kubectl-patch Update");
    }
}
