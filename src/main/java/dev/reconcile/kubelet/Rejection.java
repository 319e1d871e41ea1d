package dev.reconcile.kubelet;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import dev.reconcile.scheduler.Demand;
import dev.reconcile.scheduler.NodeAffinity;
import dev.reconcile.scheduler.Taints;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a node does not take a pod that was bound to it ({@code pkg/kubelet/lifecycle/predicate.go}). The scheduler has checked already; this is for
 * pods that name their node themselves.
 *
 * @param reason {@code OutOfpods}, {@code OutOfcpu}, …
 */
record Rejection(String reason, String message) {
    static Optional<Rejection> of(KubeObject pod, KubeObject node, Runtime runtime, View view) {
        if (runtime.state().reportsDiskPressure(view.now()) && !DiskEviction.isCritical(pod)) {
            return Optional.of(new Rejection("Evicted", "The node had condition: [DiskPressure]. "));
        }
        int pods = runtime.count();
        long most = Quantity.of(node.tree().at("status", "allocatable", "pods")).whole();
        if (pods + 1 > most) {
            return Optional.of(lacking("pods", 1, pods, most));
        }
        if (!NodeAffinity.matches(pod, node)) {
            return Optional.of(new Rejection("NodeAffinity", "Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"));
        }
        if (Demand.of(pod).ports().stream().anyMatch(port -> ports(pod, node.name(), view).contains(port))) {
            return Optional.of(new Rejection("NodePorts", "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports"));
        }
        for (Map.Entry<String, Long> asked : Demand.of(pod).resources().entrySet()) {
            String name = asked.getKey();
            long room = Demand.amount(name, node.tree().at("status", "allocatable", name));
            long used = asked.getValue() == 0 ? 0 : used(name, pod, node.name(), view);
            if (asked.getValue() > 0 && used + asked.getValue() > room) {
                return Optional.of(lacking(name, asked.getValue(), used, room));
            }
        }
        return Taints.evicts(pod, node)
                ? Optional.of(new Rejection("TaintToleration", "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate"))
                : Optional.empty();
    }

    private static List<String> ports(KubeObject pod, String node, View view) {
        return admitted(pod, node, view).flatMap(other -> Demand.of(other).ports().stream()).toList();
    }

    /** By the pods that were admitted before. */
    static long used(String resource, KubeObject pod, String node, View view) {
        return admitted(pod, node, view).mapToLong(other -> Demand.of(other).resources().getOrDefault(resource, 0L)).sum();
    }

    private static Stream<KubeObject> admitted(KubeObject pod, String node, View view) {
        return view.podsOn(node).stream()
                .filter(other -> !Pods.isFinished(other) && !other.uid().equals(pod.uid()) && other.status().has("startTime"));
    }

    private static Rejection lacking(String resource, long requested, long used, long capacity) {
        return new Rejection("OutOf" + resource, "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
                .formatted(resource, requested, used, capacity));
    }
}
