package dev.reconcile.controllers;

import static dev.reconcile.controllers.Bench.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.control.Reconciler;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.List;

/** One pod on each node that is meant for the daemon, and never a second one unless it may surge. */
final class DaemonSetWalk extends Walk {
    private static final List<String> NODES = List.of("a", "b", "c", "d");
    private final Memories memories = new Memories();
    private final DaemonSetReconciler reconciler = new DaemonSetReconciler(memories);

    DaemonSetWalk(long seed) {
        super(seed);
    }

    @Override
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    String resource() {
        return DaemonSetReconciler.RESOURCE;
    }

    @Override
    String name() {
        return "log";
    }

    @Override
    void begin() {
        NODES.forEach(node -> bench.create(KubeObject.of("v1", "Node", "", node).withLabel("disk", dice.below(3) == 0 ? "hdd" : "ssd")));
        int surge = dice.below(3);
        KubeObject set = Given.yaml("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: log, namespace: default}
                spec:
                  selector: {matchLabels: {app: log}}
                  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxSurge: %d, maxUnavailable: %d}}
                  template: {metadata: {labels: {app: log}}, spec: {containers: [{name: c, image: "log:0"}], nodeSelector: {disk: ssd}}}
                """.formatted(surge, surge == 0 ? 1 + dice.below(2) : 0));
        bench.create(set);
    }

    @Override
    void act() {
        String node = NODES.get(dice.below(NODES.size()));
        switch (dice.below(8)) {
            case 0, 1 -> change(image("log:" + dice.below(3)));
            case 2 -> change(image("log:nonexistent"));
            case 3 -> bench.change("nodes", "", node, n -> n.withLabel("disk", dice.below(2) == 0 ? "ssd" : "hdd"));
            case 4, 5 -> bench.change("nodes", "", node, n -> n.with(taints(), "spec", "taints"));
            default -> mishap();
        }
    }

    private List<Json> taints() {
        return switch (dice.below(4)) {
            case 0 -> List.of(Json.of("key", "busy", "effect", "NoSchedule"));
            case 1 -> List.of(Json.of("key", "away", "effect", "NoExecute"));
            case 2 -> List.of(Json.of("key", "node.kubernetes.io/unschedulable", "effect", "NoSchedule"));
            default -> null;
        };
    }

    @Override
    void calm() {
        change(image("log:last"));
        bench.after(900);
    }

    @Override
    void look(Entry entry, Body.Change change, Past past) {
        if (!isOurs(entry) || !isBirth(change, "pods")) {
            return;
        }
        String node = DaemonPlace.node(change.after());
        KubeObject set = past.get(resource(), "log").orElseThrow();
        List<KubeObject> there = past.all("pods").stream().filter(pod -> DaemonPlace.node(pod).equals(node)).toList();
        DaemonPods pods = DaemonPods.of(set, change.after().label(DaemonPods.HASH_LABEL).orElseThrow(), List.copyOf(past.all("nodes")), there, entry.time());
        assertThat(pods.places()).as("seed %d: a daemon comes to %s", seed, node).containsEntry(node, DaemonPlace.Place.BELONGS);
        List<KubeObject> running = pods.staying(node).stream().filter(pod -> !Pods.isFinished(pod)).toList();
        assertThat(running.stream().filter(pod -> !pods.surges() || pods.isUpdated(pod)).toList())
                .as("seed %d: others on %s", seed, node).isEmpty();
    }

    @Override
    void rest() {
        DaemonPods pods = DaemonPods.of(workload(), "", bench.view().list("nodes", ""), pods(), bench.view().now());
        for (String node : NODES) {
            switch (pods.places().get(node)) {
                case BELONGS -> assertThat(pods.on(node)).as("seed %d: daemons on %s", seed, node).hasSize(1).allMatch(Pods::isReady)
                        .allMatch(pod -> pod.spec().objects("containers").getFirst().text("image").equals("log:last"));
                case MAY_STAY -> assertThat(pods.on(node).size()).as("seed %d: daemons on %s", seed, node).isLessThanOrEqualTo(1);
                case MUST_GO -> assertThat(pods.on(node)).as("seed %d: daemons on %s", seed, node).isEmpty();
            }
        }
        assertThat(workload().status().number(0, "numberAvailable")).as("seed %d", seed).isEqualTo(pods.wanted().size());
    }
}
