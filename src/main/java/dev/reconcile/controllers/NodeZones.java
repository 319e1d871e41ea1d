package dev.reconcile.controllers;

import dev.reconcile.model.Heartbeats;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.List;
import java.util.OptionalLong;

/**
 * How fast nodes may be emptied that are lost together ({@code handleDisruption} in {@code node_lifecycle_controller.go}): one after the other in
 * each zone, hardly any or none where most of the zone is lost, and none at all when every node is: then it is the control plane that is cut off.
 * What upstream's rate limiters remember is read from the times of the taints.
 */
final class NodeZones {
    /** {@code --node-eviction-rate} 0.1, and {@code --secondary-node-eviction-rate} 0.01: milliseconds from one node to the next. */
    private static final long USUAL_PAUSE = 10_000;
    private static final long LONG_PAUSE = 100_000;

    /** {@code --unhealthy-zone-threshold}, and from how many lost nodes it counts. */
    private static final double UNHEALTHY = 0.55;
    private static final int FEW = 2;

    /** {@code --large-cluster-size-threshold}: a zone without more nodes is not emptied at all when most of it is lost. */
    private static final int LARGE = 50;

    private static final String EXCLUDED = "node.kubernetes.io/exclude-disruption";
    private static final String TOPOLOGY = "topology.kubernetes.io/";

    private final View view;
    private final List<KubeObject> nodes;

    NodeZones(View view) {
        this.view = view;
        this.nodes = view.list(NodeLifecycle.RESOURCE, "").stream()
                .filter(node -> node.label(EXCLUDED).isEmpty() && node.condition("Ready").isPresent()).toList();
    }

    boolean allLost() {
        return !nodes.isEmpty() && nodes.stream().allMatch(this::isLost);
    }

    /** When the node may be emptied; nothing while its zone is in too bad a state for that. */
    OptionalLong turn(KubeObject node) {
        List<KubeObject> zone = nodes.stream().filter(other -> zone(other).equals(zone(node))).toList();
        long lost = zone.stream().filter(this::isLost).count();
        boolean most = lost > FEW && lost < zone.size() && (double) lost / zone.size() >= UNHEALTHY;
        if (allLost() || most && zone.size() <= LARGE) {
            return OptionalLong.empty();
        }
        long pause = most ? LONG_PAUSE : USUAL_PAUSE;
        return OptionalLong.of(zone.stream().flatMap(other -> NodeTaints.evicting(other).stream())
                .mapToLong(taint -> Times.millis(taint.text("timeAdded")).orElse(0L) + pause).max().orElse(0));
    }

    private boolean isLost(KubeObject node) {
        return !NodeLifecycle.isReady(node) || view.get(Heartbeats.RESOURCE, Heartbeats.NAMESPACE, node.name()).flatMap(Heartbeats::lastBeat)
                .filter(beat -> beat + NodeLifecycle.GRACE <= view.now()).isPresent();
    }

    private static String zone(KubeObject node) {
        return node.label(TOPOLOGY + "region").orElse("") + " " + node.label(TOPOLOGY + "zone").orElse("");
    }
}
