package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast nodes are emptied that are lost together: one in ten seconds, and none where too many are lost to believe it. */
class NodeLifecycleTest {
    private static final String EVICTING = "node.kubernetes.io/unreachable:NoExecute";

    private final Playground cluster = Playground.standard();

    private List<String> evicted() {
        return cluster.list("nodes").stream().filter(node -> taints(node).contains(EVICTING)).map(KubeObject::name).toList();
    }

    private static List<String> taints(KubeObject node) {
        return node.spec().objects("taints").stream().map(taint -> taint.text("key") + ":" + taint.text("effect")).toList();
    }

    private void lose(String nodes) {
        for (String node : nodes.split(" ")) {
            cluster.fault("cut-off-node " + node);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "a node that is lost alone is emptied at once | worker-2                   | worker-2 | worker-2",
            "the second one ten seconds later             | worker-1 worker-2          | worker-1 | worker-1 worker-2",
            "of three of four nobody believes it          | worker-1 worker-2 worker-3 | ''       | ''",
            "nor that all are lost                        | control-plane worker-1 worker-2 worker-3 | '' | ''"})
    void lost_together(String because, String lost, String soon, String later) {
        cluster.after(5);
        lose(lost);

        cluster.after(51);
        assertThat(cluster.list("nodes").stream().filter(node -> taints(node).contains("node.kubernetes.io/unreachable:NoSchedule")))
                .as("those are marked at once in any case").hasSize(lost.split(" ").length);
        assertThat(String.join(" ", evicted())).isEqualTo(soon);

        cluster.after(15);
        assertThat(String.join(" ", evicted())).isEqualTo(later);
    }

    @Test
    void when_one_comes_back_the_others_are_emptied_after_all() {
        lose("worker-1 worker-2 worker-3");
        cluster.after(80).fork().fault("reconnect-node worker-1").after(2);
        assertThat(evicted()).containsExactly("worker-2");

        cluster.after(10);
        assertThat(evicted()).containsExactly("worker-2", "worker-3");
    }

    @Test
    void when_the_last_one_is_lost_too_the_others_are_spared() {
        lose("worker-1");
        cluster.after(60);
        assertThat(evicted()).containsExactly("worker-1");

        lose("worker-2 worker-3 control-plane");
        cluster.after(60);
        assertThat(evicted()).isEmpty();
    }

    @Test
    void a_node_that_nobody_has_reported_yet_does_not_count() {
        lose("worker-1 worker-2");
        cluster.after(40).apply("apiVersion: v1\nkind: Node\nmetadata: {name: paper}\n").after(12);

        assertThat(evicted()).as("two of four are lost, not three of five").containsExactly("worker-1");
    }

    @Test
    void nor_does_one_that_is_excluded() {
        cluster.change("nodes", "control-plane", node -> node.withLabel("node.kubernetes.io/exclude-disruption", ""));
        lose("worker-1 worker-2 worker-3");
        cluster.after(70);

        assertThat(evicted()).as("all that count are lost").isEmpty();
    }

    @Test
    void each_zone_counts_for_itself() {
        for (String node : List.of("worker-1", "worker-2", "worker-3")) {
            cluster.change("nodes", node, object -> object.withLabel("topology.kubernetes.io/zone", node.equals("worker-3") ? "b" : "a"));
        }
        lose("worker-1 worker-2 worker-3");

        cluster.after(55);
        assertThat(evicted()).containsExactly("worker-1", "worker-3");
        cluster.after(10);
        assertThat(evicted()).containsExactly("worker-1", "worker-2", "worker-3");
    }

    @Test
    void a_node_that_nobody_runs_is_said_to_be_silent_after_a_minute() {
        cluster.apply("apiVersion: v1\nkind: Node\nmetadata: {name: paper}\n").after(55);
        assertThat(cluster.get("nodes", "paper").condition("Ready")).isEmpty();
        assertThat(cluster.cluster().nextDue().orElseThrow() - cluster.cluster().now()).as("milliseconds without anything to do").isGreaterThan(100);

        cluster.after(10);
        Json ready = cluster.get("nodes", "paper").condition("Ready").orElseThrow();
        assertThat(ready.text("status") + " " + ready.text("reason") + ": " + ready.text("message"))
                .isEqualTo("Unknown NodeStatusNeverUpdated: Kubelet never posted node status.");
    }

    @Test
    void what_becomes_of_a_node_is_told_from_the_beginning_to_the_end() {
        cluster.after(1);
        KubeObject node = cluster.get("nodes", "worker-2");
        assertThat(cluster.events(node)).containsExactlyInAnyOrder(
                "Starting: Starting kubelet.",
                "NodeHasSufficientMemory: Node worker-2 status is now: NodeHasSufficientMemory",
                "NodeHasNoDiskPressure: Node worker-2 status is now: NodeHasNoDiskPressure",
                "NodeHasSufficientPID: Node worker-2 status is now: NodeHasSufficientPID",
                "NodeReady: Node worker-2 status is now: NodeReady",
                "NodeAllocatableEnforced: Updated Node Allocatable limit across pods",
                "RegisteredNode: Node worker-2 event: Registered Node worker-2 in Controller");

        cluster.delete("nodes", "worker-2").after(1);
        assertThat(cluster.events(node)).contains("RemovingNode: Node worker-2 event: Removing Node worker-2 from Controller");
    }

    @Test
    void evictions_that_are_called_off_are_told() {
        cluster.apply("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: main, image: nginx}], "
                + "nodeSelector: {kubernetes.io/hostname: worker-2}}\n").after(20);
        lose("worker-2");
        cluster.after(100).fork().fault("reconnect-node worker-2").after(10);

        assertThat(cluster.events("pods", "web")).contains("TaintManagerEviction: Cancelling deletion of Pod default/web")
                .doesNotContain("TaintManagerEviction: Marking for deletion Pod default/web");
        cluster.after(400);
        assertThat(cluster.has("pods", "web")).isTrue();
    }
}
