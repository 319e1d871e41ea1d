package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigCommandsTest {
    private static final String FILE = "/home/learner/.kube/config";
    private final Bench bench = new Bench();

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    @Test
    void theNamespaceOfTheContextIsUsedFromThenOn() {
        bench.run("kubectl create namespace team");
        assertThat(run("kubectl config set-context --current --namespace=team")).isEqualTo("Context \"reconcile\" modified.\n");
        bench.run("kubectl create configmap a");
        assertThat(run("kubectl get cm a -n team -o name")).isEqualTo("configmap/a\n");
        assertThat(run("kubectl get deployments")).isEqualTo("No resources found in team namespace.\n");
        assertThat(run("kubectl config get-contexts")).isEqualTo("""
                CURRENT   NAME        CLUSTER     AUTHINFO   NAMESPACE
                *         reconcile   reconcile   learner    team
                """);
    }

    @Test
    void contextsAreMadeUsedRenamedAndDeleted() {
        assertThat(run("kubectl config current-context")).isEqualTo("reconcile\n");
        assertThat(run("kubectl config set-context new --cluster=reconcile --user=learner")).isEqualTo("Context \"new\" created.\n");
        assertThat(run("kubectl config use-context new")).isEqualTo("Switched to context \"new\".\n");
        assertThat(run("kubectl config use-context zz")).isEqualTo("error: no context exists with the name: \"zz\"\n");
        assertThat(run("kubectl config rename-context new newer")).isEqualTo("Context \"new\" renamed to \"newer\".\n");
        assertThat(run("kubectl config current-context")).isEqualTo("newer\n");
        assertThat(run("kubectl config use reconcile")).isEqualTo("Switched to context \"reconcile\".\n");
        assertThat(run("kubectl config delete-context newer")).isEqualTo("deleted context newer from " + FILE + "\n");
        assertThat(run("kubectl config delete-context newer")).isEqualTo("error: cannot delete context newer, not in " + FILE + "\n");
        assertThat(run("kubectl config get-contexts -o name")).isEqualTo("reconcile\n");
        assertThat(run("kubectl config get-contexts x")).isEqualTo("CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\nerror: context x not found\n");
    }

    @Test
    void propertiesAreSetAndUnset() {
        assertThat(run("kubectl config set contexts.reconcile.namespace team")).isEqualTo("Property \"contexts.reconcile.namespace\" set.\n");
        assertThat(run("kubectl config view -o jsonpath='{.contexts[0].context.namespace}'")).isEqualTo("team");
        assertThat(run("kubectl config unset contexts.reconcile.namespace")).isEqualTo("Property \"contexts.reconcile.namespace\" unset.\n");
        assertThat(run("kubectl config set x.y z")).isEqualTo("error: unable to parse x.y after [] at api.Config\n");
        assertThat(run("kubectl config unset current-context")).isEqualTo("Property \"current-context\" unset.\n");
        assertThat(run("kubectl config current-context")).isEqualTo("error: current-context is not set\n");
    }

    @Test
    void theFileIsShownWithoutSecrets() {
        assertThat(run("kubectl config set-credentials learner --token=secret")).isEqualTo("User \"learner\" set.\n");
        assertThat(run("kubectl config view")).isEqualTo("""
                apiVersion: v1
                clusters:
                - cluster:
                    server: https://127.0.0.1:6443
                  name: reconcile
                contexts:
                - context:
                    cluster: reconcile
                    user: learner
                  name: reconcile
                current-context: reconcile
                kind: Config
                preferences: {}
                users:
                - name: learner
                  user:
                    token: REDACTED
                """);
        assertThat(run("kubectl config view --raw")).contains("token: secret\n");
        assertThat(run("kubectl config odd")).isEqualTo("error: unknown command \"odd\"\nSee 'kubectl config -h' for help and examples\n");
    }
}
