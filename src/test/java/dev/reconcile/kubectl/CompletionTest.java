package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.shell.Environment;
import dev.reconcile.shell.ShellLimits;
import dev.reconcile.shell.TerminalShell;
import dev.reconcile.shell.tools.StandardPrograms;
import dev.reconcile.store.Body;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final Bench bench = new Bench();
    private final TerminalShell shell = new TerminalShell(StandardPrograms.withTerminal().with("kubectl", new Kubectl(bench.client)),
            ShellLimits.TERMINAL, bench.files, Environment.ofLearner("lab"));

    @BeforeEach
    void deployment() {
        bench.run("kubectl create namespace team");
        bench.run("kubectl create deployment web --image=nginx:1.20");
        bench.run("kubectl create deployment world --image=nginx:1.20 -n team");
        bench.pass(10);
    }

    private List<String> complete(String line) {
        return shell.complete(line, line.length(), bench).candidates();
    }

    @Test
    void commandsAndTheirSubcommandsAreOffered() {
        assertThat(complete("kubectl de")).containsExactly("debug", "delete", "describe");
        assertThat(complete("kubectl rollout ")).containsExactly("history", "pause", "restart", "resume", "status", "undo");
        assertThat(complete("kubectl -n team rollout re")).containsExactly("restart", "resume");
        assertThat(complete("kubectl config use")).containsExactly("use-context");
        assertThat(complete("kubectl help ann")).containsExactly("annotate");
    }

    @Test
    void kindsNamesAndNamespacesAreOffered() {
        assertThat(complete("kubectl get deplo")).containsExactly("deployments.apps");
        assertThat(complete("kubectl get deployments w")).containsExactly("web");
        assertThat(complete("kubectl get deploy -n team w")).containsExactly("world");
        assertThat(complete("kubectl get deploy/")).containsExactly("deploy/web");
        assertThat(complete("kubectl delete deployment web w")).isEmpty();
        assertThat(complete("kubectl get pods -n te")).containsExactly("team");
        assertThat(complete("kubectl get pods --namespace=te")).containsExactly("--namespace=team");
        assertThat(complete("kubectl rollout status d")).containsExactly("daemonset", "deployment");
        assertThat(complete("kubectl cordon worker-")).contains("worker-1");
        assertThat(complete("kubectl config use-context ")).containsExactly("reconcile");
    }

    @Test
    void flagsContainersAndFieldsAreOffered() {
        assertThat(complete("kubectl get pods --all")).containsExactly("--all-namespaces", "--allow-missing-template-keys");
        assertThat(complete("kubectl get pods --sel")).containsExactly("--selector=");
        assertThat(complete("kubectl get pods -o ya")).containsExactly("yaml");
        assertThat(complete("kubectl set image deployment/web ng")).containsExactly("nginx=");
        assertThat(complete("kubectl explain deployments.spec.str")).containsExactly("deployments.spec.strategy");
    }

    @Test
    void filesAreOfferedWhereOneIsMeant() {
        bench.files.write("/home/learner/web.yaml", "");
        assertThat(complete("kubectl apply -f w")).containsExactly("web.yaml");
    }

    @Test
    void lookingThingsUpIsNotTheLearnersLook() {
        long before = bench.cluster.log().position();
        complete("kubectl get deployments w");
        assertThat(bench.cluster.log().since(before)).noneMatch(entry -> entry.body() instanceof Body.Read);
    }
}
