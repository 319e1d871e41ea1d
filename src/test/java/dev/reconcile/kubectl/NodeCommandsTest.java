package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeCommandsTest {
    private final Bench bench = new Bench();

    private String run(String line) {
        Bench.Result result = bench.run(line);
        return result.out() + result.err();
    }

    private String nodeOf(String pod) {
        return run("kubectl get pod " + pod + " -o jsonpath='{.spec.nodeName}'");
    }

    @Test
    void aCordonedNodeGetsNoPodsUntilItIsUncordoned() {
        assertThat(run("kubectl cordon worker-1")).isEqualTo("node/worker-1 cordoned\n");
        assertThat(run("kubectl cordon node/worker-1")).isEqualTo("node/worker-1 already cordoned\n");
        assertThat(run("kubectl get node worker-1 --no-headers")).contains("Ready,SchedulingDisabled");
        assertThat(run("kubectl uncordon worker-1 --dry-run=client")).isEqualTo("node/worker-1 uncordoned (dry run)\n");
        assertThat(run("kubectl uncordon worker-1")).isEqualTo("node/worker-1 uncordoned\n");
        assertThat(run("kubectl uncordon worker-1")).isEqualTo("node/worker-1 already uncordoned\n");
        assertThat(run("kubectl cordon nothing")).isEqualTo("Error from server (NotFound): nodes \"nothing\" not found\n");
        assertThat(run("kubectl cordon")).isEqualTo("error: USAGE: cordon NODE [flags]\nSee 'kubectl cordon -h' for help and examples\n");
    }

    @Test
    void drainingEvictsTheirPodsAndTheyComeBackElsewhere() {
        bench.run("kubectl create deployment web --image=nginx:1.20 --replicas=3");
        bench.pass(20);
        Bench.Result result = bench.run("kubectl drain worker-1 --ignore-daemonsets");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).startsWith("node/worker-1 cordoned\n").endsWith("node/worker-1 drained\n")
                .containsPattern("evicting pod default/web-\\S+\n").containsPattern("pod/web-\\S+ evicted\n");
        bench.pass(30);
        assertThat(run("kubectl get pods -l app=web -o jsonpath='{.items[*].spec.nodeName}'")).doesNotContain("worker-1");
        assertThat(run("kubectl get deployment web -o jsonpath='{.status.readyReplicas}'")).isEqualTo("3");
    }

    @Test
    void podsThatWouldBeLostAreRefusedUntilForced() {
        bench.files.write("/home/learner/p.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: alone}
                spec:
                  nodeName: worker-1
                  containers: [{name: c, image: "nginx:1.20", volumeMounts: [{name: d, mountPath: /d}]}]
                  volumes: [{name: d, emptyDir: {}}]
                """);
        bench.run("kubectl apply -f p.yaml");
        bench.pass(10);
        Bench.Result refused = bench.run("kubectl drain worker-1 --ignore-daemonsets");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo("error: unable to drain node \"worker-1\" due to error: cannot delete Pods with local storage"
                + " (use --delete-emptydir-data to override): default/alone, continuing command...\nThere are pending nodes to be drained:\n worker-1\n"
                + "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/alone\n");
        assertThat(bench.run("kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data").err())
                .contains("cannot delete Pods that declare no controller (use --force to override): default/alone");
        Bench.Result forced = bench.run("kubectl drain worker-1 --ignore-daemonsets --delete-emptydir-data --force --grace-period=1");
        assertThat(forced.err()).matches(
                "Warning: deleting Pods that declare no controller: default/alone; ignoring DaemonSet-managed Pods: kube-system/kube-proxy-\\w+\n");
        assertThat(forced.out()).isEqualTo("node/worker-1 already cordoned\nevicting pod default/alone\npod/alone evicted\nnode/worker-1 drained\n");
    }

    @Test
    void podsOfDaemonSetsAreRefusedOrIgnored() {
        bench.files.write("/home/learner/d.yaml", """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template:
                    metadata: {labels: {app: agent}}
                    spec: {containers: [{name: c, image: "nginx:1.20"}]}
                """);
        bench.run("kubectl apply -f d.yaml");
        bench.pass(20);
        assertThat(run("kubectl drain worker-2")).containsPattern(
                "cannot delete DaemonSet-managed Pods \\(use --ignore-daemonsets to ignore\\): default/agent-\\w+, kube-system/kube-proxy-\\w+, continuing command...\n");
        assertThat(run("kubectl drain worker-2 --ignore-daemonsets"))
                .containsPattern("Warning: ignoring DaemonSet-managed Pods: default/agent-\\w+, kube-system/kube-proxy-\\w+\n")
                .contains("node/worker-2 drained\n");
    }

    @Test
    void aDisruptionBudgetMakesTheDrainWaitAndTryAgain() {
        bench.run("kubectl create deployment web --image=nginx:1.20");
        bench.run("kubectl create pdb web --selector=app=web --min-available=1");
        bench.pass(20);
        String pod = run("kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}'");
        Bench.Result result = bench.run("kubectl drain " + nodeOf(pod) + " --ignore-daemonsets --timeout=12s");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("evicting pod default/" + pod + "\nevicting pod default/" + pod + "\n");
        assertThat(result.err()).contains("error when evicting pods/\"" + pod + "\" -n \"default\" (will retry after 5s):"
                + " Cannot evict pod as it would violate the pod's disruption budget.\n").contains("global timeout reached: 12s");
        Bench.Running waiting = bench.start("kubectl drain " + nodeOf(pod) + " --ignore-daemonsets").go(bench.cluster.now() + 7_000);
        bench.run("kubectl delete pdb web");
        waiting.go(bench.cluster.now() + 120_000);
        assertThat(waiting.result().exit()).isZero();
        assertThat(waiting.result().out()).contains("pod/" + pod + " evicted\n");
    }

    @Test
    void taintsAreAddedChangedAndRemoved() {
        assertThat(run("kubectl taint nodes worker-1 dedicated=batch:NoSchedule gpu:NoExecute")).isEqualTo("node/worker-1 tainted\n");
        assertThat(run("kubectl taint nodes worker-1 dedicated=web:NoSchedule"))
                .isEqualTo("error: node worker-1 already has dedicated taint(s) with same effect(s) and --overwrite is false\n");
        assertThat(run("kubectl taint --overwrite nodes worker-1 dedicated=web:NoSchedule")).isEqualTo("node/worker-1 modified\n");
        assertThat(run("kubectl get node worker-1 -o jsonpath='{.spec.taints}'"))
                .isEqualTo("[{\"effect\":\"NoSchedule\",\"key\":\"dedicated\",\"value\":\"web\"},{\"effect\":\"NoExecute\",\"key\":\"gpu\"}]");
        assertThat(run("kubectl taint nodes worker-1 dedicated:NoSchedule-")).isEqualTo("node/worker-1 untainted\n");
        assertThat(run("kubectl taint nodes worker-1 gpu-")).isEqualTo("node/worker-1 untainted\n");
        assertThat(run("kubectl taint nodes worker-1 gpu-")).isEqualTo("error: taint \"gpu\" not found\n");
        assertThat(run("kubectl get node worker-1 -o jsonpath='{.spec.taints}'")).isEmpty();
    }

    @Test
    void wrongTaintsSayWhatIsWrong() {
        String help = "\nSee 'kubectl taint -h' for help and examples\n";
        assertThat(run("kubectl taint")).isEqualTo("error: one or more resources must be specified as <resource> <name>\n");
        assertThat(run("kubectl taint nodes worker-1")).isEqualTo("error: at least one taint update is required\n");
        assertThat(run("kubectl taint nodes worker-1 a=b")).isEqualTo("error: invalid taint spec: a=b, name part must consist of alphanumeric characters,"
                + " '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
                + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')" + help);
        assertThat(run("kubectl taint nodes worker-1 a=b:Never")).isEqualTo("error: invalid taint effect: Never, unsupported taint effect" + help);
        assertThat(run("kubectl taint nodes a:NoSchedule")).isEqualTo("error: at least one resource name must be specified since 'all' parameter is not set\n");
        assertThat(run("kubectl taint pods x a:NoSchedule")).isEqualTo("error: invalid resource type pods, only node types are supported\n");
        assertThat(run("kubectl taint nodes nothing a:NoSchedule")).isEqualTo("Error from server (NotFound): nodes \"nothing\" not found\n");
    }

    @Test
    void a_cordon_and_its_end_are_events_of_the_node() {
        Bench bench = new Bench();
        bench.pass(5);
        bench.run("kubectl cordon worker-1");
        bench.pass(2);
        bench.run("kubectl uncordon worker-1");
        bench.pass(2);

        String events = bench.run("kubectl get events --field-selector involvedObject.name=worker-1 -o custom-columns=R:.reason,M:.message --no-headers").out();
        assertThat(events.replaceAll(" +", " ").lines()).endsWith(
                "NodeNotSchedulable Node worker-1 status is now: NodeNotSchedulable",
                "NodeSchedulable Node worker-1 status is now: NodeSchedulable");

    }
}
