package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** DaemonSets on nodes that come, go and change. */
class DaemonSetScenarioTest {
    private static final String SETS = "daemonsets.apps";

    private static KubeObject daemon(String strategy, String pod) {
        return Given.yaml("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: exporter, namespace: default}
                spec:
                  selector: {matchLabels: {app: exporter}}
                  updateStrategy: {type: RollingUpdate, rollingUpdate: %s}
                  template:
                    metadata: {labels: {app: exporter}}
                    spec: {containers: [{name: c, image: "exporter:1"}]%s}
                """.formatted(strategy, pod));
    }

    private static KubeObject node(String name) {
        return KubeObject.of("v1", "Node", "", name);
    }

    private static Bench onThreeNodes(KubeObject daemon) {
        return on("a", "b", "c").create(daemon).after(5);
    }

    /** Nodes that have said that they are ready: of one that never says so, nothing counts as ready after a minute. */
    private static Bench on(String... names) {
        Bench bench = Bench.with(500, 500);
        for (String name : names) {
            bench.create(node(name));
            KubeObject node = bench.view().get("nodes", "", name).orElseThrow();
            bench.status("nodes", node, Json.of("conditions", List.of(Json.of("type", "Ready", "status", "True"))));
        }
        return bench;
    }

    private static List<String> nodes(Bench bench) {
        return bench.list("pods").stream().map(DaemonPlace::node).sorted().toList();
    }

    private static List<Json> taint(String key, String effect) {
        return List.of(Json.of("key", key, "effect", effect));
    }

    @Test
    void nodes_that_come_change_and_go() {
        Bench bench = onThreeNodes(daemon("{maxUnavailable: 1}", ", nodeSelector: {metrics: \"on\"}"));
        assertThat(nodes(bench)).isEmpty();

        bench.change("nodes", "", "a", n -> n.withLabel("metrics", "on")).change("nodes", "", "b", n -> n.withLabel("metrics", "on")).after(5);
        assertThat(nodes(bench)).containsExactly("a", "b");

        bench.change("nodes", "", "a", n -> n.withLabel("metrics", null)).after(5);
        assertThat(nodes(bench)).containsExactly("b");

        bench.create(node("d").withLabel("metrics", "on")).after(5);
        assertThat(nodes(bench)).containsExactly("b", "d");
        assertThat(bench.get(SETS, "exporter").status().number(0, "desiredNumberScheduled")).isEqualTo(2);
        assertThat(bench.get(SETS, "exporter").status().number(0, "numberAvailable")).isEqualTo(2);
    }

    @Test
    void taints_keep_away_or_drive_out() {
        Bench bench = onThreeNodes(daemon("{maxUnavailable: 1}", ""));
        bench.change("nodes", "", "a", n -> n.with(taint("busy", "NoSchedule"), "spec", "taints")).after(5);
        assertThat(nodes(bench)).containsExactly("a", "b", "c");
        assertThat(bench.get(SETS, "exporter").status().number(0, "numberMisscheduled")).isEqualTo(1);
        assertThat(bench.get(SETS, "exporter").status().number(0, "desiredNumberScheduled")).isEqualTo(2);

        bench.change("nodes", "", "b", n -> n.with(taint("away", "NoExecute"), "spec", "taints")).after(5);
        assertThat(nodes(bench)).containsExactly("a", "c");

        bench.change("nodes", "", "c", n -> n.with(taint("node.kubernetes.io/unreachable", "NoExecute"), "spec", "taints")).after(5);
        assertThat(nodes(bench)).containsExactly("a", "c");
    }

    /** Available pods by node at each instant, and the most pods that one node ever had. */
    private static long fewestNodesServed(Bench bench, long since) {
        TreeMap<String, KubeObject> pods = new TreeMap<>();
        long[] fewest = {Long.MAX_VALUE};
        bench.changes(0, "pods").forEach(change -> {
            if (change.kind() == Body.ChangeKind.DELETED) {
                pods.remove(change.key().name());
            } else {
                pods.put(change.key().name(), change.after());
            }
            if (change.after().revision() > since) {
                TreeSet<String> served = new TreeSet<>();
                pods.values().stream().filter(pod -> Pods.isReady(pod) && !pod.isTerminating()).forEach(pod -> served.add(DaemonPlace.node(pod)));
                fewest[0] = Math.min(fewest[0], served.size());
            }
        });
        return fewest[0];
    }

    @Test
    void a_rolling_update_goes_node_by_node() {
        Bench bench = onThreeNodes(daemon("{maxUnavailable: 1}", ""));
        long before = bench.position();
        bench.change(SETS, "exporter", Bench.image("exporter:2")).after(20);

        assertThat(fewestNodesServed(bench, before)).isEqualTo(2);
        assertThat(bench.list("pods")).hasSize(3).allMatch(pod -> pod.spec().objects("containers").getFirst().text("image").equals("exporter:2"));
        assertThat(bench.list("controllerrevisions.apps")).hasSize(2);
    }

    @Test
    void a_surge_leaves_no_node_without_service() {
        Bench bench = onThreeNodes(daemon("{maxUnavailable: 0, maxSurge: 1}", ""));
        long before = bench.position();
        bench.change(SETS, "exporter", Bench.image("exporter:2")).after(20);

        assertThat(fewestNodesServed(bench, before)).isEqualTo(3);
        assertThat(bench.list("pods")).hasSize(3).allMatch(pod -> pod.spec().objects("containers").getFirst().text("image").equals("exporter:2"));
    }

    @Test
    void a_broken_update_stops_at_one_node_and_is_undone_without_loss() {
        Bench bench = onThreeNodes(daemon("{maxUnavailable: 1}", ""));
        bench.change(SETS, "exporter", Bench.image("exporter:nonexistent")).after(60);
        assertThat(bench.list("pods").stream().filter(Pods::isReady)).hasSize(2);
        assertThat(bench.get(SETS, "exporter").status().number(0, "updatedNumberScheduled")).isEqualTo(1);

        List<String> survivors = bench.list("pods").stream().filter(Pods::isReady).map(KubeObject::name).toList();
        bench.change(SETS, "exporter", Bench.image("exporter:1")).after(20);
        assertThat(bench.list("pods").stream().filter(Pods::isReady).map(KubeObject::name)).hasSize(3).containsAll(survivors);
        assertThat(bench.list("controllerrevisions.apps").stream().map(History::number)).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void failed_pods_are_replaced_ever_more_slowly() {
        Bench bench = on("a").create(daemon("{maxUnavailable: 1}", "")).after(5);
        for (int i = 0; i < 6000; i++) {
            bench.list("pods").stream().filter(pod -> !Pods.isFinished(pod) && !pod.isTerminating()).findFirst()
                    .ifPresent(pod -> bench.status("pods", pod, Json.of("phase", "Failed")));
            bench.after(1);
        }
        List<Long> at = bench.since(0).filter(entry -> entry.body() instanceof Body.Change change && change.key().resource().equals("pods")
                && change.kind() == Body.ChangeKind.ADDED).map(entry -> entry.time() / 1000).toList();

        assertThat(at.getLast() - at.get(at.size() - 2)).as("at most every fifteen minutes").isBetween(900L, 905L);
        assertThat(at.get(at.size() - 2) - at.get(at.size() - 3)).as("and no more often for all that").isBetween(900L, 905L);
        assertThat(at.get(3) - at.get(2)).isGreaterThan(at.get(2) - at.get(1));
    }

    @Test
    void a_daemon_set_that_goes_takes_its_pods_along_or_leaves_them() {
        Bench bench = onThreeNodes(daemon("{maxUnavailable: 1}", ""));
        bench.delete(SETS, "exporter", Options.of("propagationPolicy", "Orphan")).after(5);
        assertThat(nodes(bench)).containsExactly("a", "b", "c");

        bench.create(daemon("{maxUnavailable: 1}", "")).after(5);
        assertThat(bench.list("pods")).hasSize(3).allMatch(pod -> pod.controllerReference().isPresent());
        bench.delete(SETS, "exporter", Options.of("propagationPolicy", "Foreground")).after(5);
        assertThat(nodes(bench)).isEmpty();
        assertThat(bench.has(SETS, "exporter")).isFalse();
    }
}
