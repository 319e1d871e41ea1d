package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filters that look at one node at a time, in the order of upstream's default plugins ({@code pkg/scheduler/framework/plugins}); the first
 * that objects names the reason.
 */
final class Filters {
    private static final Json UNSCHEDULABLE = Json.of("key", "node.kubernetes.io/unschedulable", "effect", "NoSchedule");

    private Filters() {}

    static Optional<Rejection> reject(KubeObject pod, Demand demand, KubeObject node, NodeUse use) {
        return unschedulable(pod, node)
                .or(() -> taints(pod, node))
                .or(() -> affinity(pod, node))
                .or(() -> ports(demand, use))
                .or(() -> resources(demand, node, use));
    }

    private static Optional<Rejection> unschedulable(KubeObject pod, KubeObject node) {
        boolean refused = node.spec().isTrue("unschedulable") && !Taints.tolerates(pod, UNSCHEDULABLE);
        return refused ? Optional.of(Rejection.hopeless("node(s) were unschedulable")) : Optional.empty();
    }

    private static Optional<Rejection> taints(KubeObject pod, KubeObject node) {
        return Taints.untolerated(pod, node).isEmpty()
                ? Optional.empty()
                : Optional.of(Rejection.hopeless("node(s) had untolerated taint(s)"));
    }

    private static Optional<Rejection> affinity(KubeObject pod, KubeObject node) {
        return NodeAffinity.matches(pod, node)
                ? Optional.empty()
                : Optional.of(Rejection.hopeless("node(s) didn't match Pod's node affinity/selector"));
    }

    private static Optional<Rejection> ports(Demand demand, NodeUse use) {
        return demand.ports().stream().anyMatch(use::usesPort)
                ? Optional.of(Rejection.of("node(s) didn't have free ports for the requested pod ports"))
                : Optional.empty();
    }

    private static Optional<Rejection> resources(Demand demand, KubeObject node, NodeUse use) {
        List<String> texts = new ArrayList<>();
        boolean hopeless = false;
        Json allocatable = node.tree().object("status", "allocatable");
        if (use.podCount() + 1 > Quantity.of(allocatable.get("pods")).whole()) {
            texts.add("Too many pods");
        }
        for (Map.Entry<String, Long> asked : demand.resources().entrySet()) {
            String name = asked.getKey();
            long room = Demand.amount(name, allocatable.get(name));
            if (asked.getValue() > 0 && asked.getValue() > room - use.used(name)) {
                texts.add("Insufficient " + name);
                hopeless |= asked.getValue() > room;
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(new Rejection(texts, hopeless));
    }
}
