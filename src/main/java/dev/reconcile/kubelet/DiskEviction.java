package dev.reconcile.kubelet;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes room on a full disk: ends one pod after the other, the least important first, until there is room
 * ({@code pkg/kubelet/eviction/eviction_manager.go}). Pods without a request for ephemeral storage go before those with one.
 */
final class DiskEviction {
    /** From one eviction to the next ({@code monitoringInterval}). Milliseconds. */
    static final long PERIOD = 10_000;

    /** {@code --eviction-hard nodefs.available<10%}. */
    private static final int THRESHOLD_PERCENT = 10;
    private static final String AVAILABLE = "1Gi";

    private static final long CRITICAL = 2_000_000_000L;

    private DiskEviction() {}

    static boolean isCritical(KubeObject pod) {
        return pod.spec().number(0, "priority") >= CRITICAL || pod.annotation("kubernetes.io/config.mirror").isPresent();
    }

    /** Ends the next pod, if there is one that may be ended. */
    static void write(Plan.Builder plan, KubeObject node, View view) {
        Optional<KubeObject> victim = view.podsOn(node.name()).stream()
                .filter(pod -> !Pods.isFinished(pod) && !pod.isTerminating() && !isCritical(pod) && pod.status().has("startTime"))
                .min(Comparator.comparingInt(DiskEviction::hasRequest).thenComparingLong(pod -> pod.spec().number(0, "priority"))
                        .thenComparing(KubeObject::namespace).thenComparing(KubeObject::name));
        if (victim.isEmpty()) {
            return;
        }
        KubeObject pod = victim.get();
        long threshold = Quantity.of(node.status().at("capacity", "ephemeral-storage")).whole() * THRESHOLD_PERCENT / 100;
        String message = "The node was low on resource: ephemeral-storage. Threshold quantity: %d, available: %s. ".formatted(threshold, AVAILABLE);
        Json status = Pods.disrupted(pod, "TerminationByKubelet", message, view.now())
                .with("phase", "Failed").with("reason", "Evicted").with("message", message);
        plan.event(node, "Warning", "EvictionThresholdMet", "Attempting to reclaim ephemeral-storage")
                .event(pod, "Warning", "Evicted", message)
                .status("pods", pod, status, Reason.of("kubelet.evict", "name", pod.name(), "node", node.name()))
                .lookAgainAt(view.now() + PERIOD);
    }

    private static int hasRequest(KubeObject pod) {
        List<Json> containers = pod.spec().objects("containers");
        return containers.stream().anyMatch(container -> container.has("resources", "requests", "ephemeral-storage")) ? 1 : 0;
    }
}
