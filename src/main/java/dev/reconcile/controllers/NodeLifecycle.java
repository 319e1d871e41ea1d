package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Heartbeats;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/**
 * Notices nodes whose kubelet has fallen silent, and puts on each node the taints that its conditions call for
 * ({@code pkg/controller/nodelifecycle/node_lifecycle_controller.go}).
 *
 * <p>Left out: zones, and slower eviction when many nodes are lost at once.
 */
public final class NodeLifecycle implements Reconciler {
    static final String RESOURCE = "nodes";

    /** {@code --node-monitor-grace-period}, 50 s since release 1.32. Milliseconds. */
    private static final long GRACE = 50_000;

    private static final List<String> CONDITIONS = List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

    @Override
    public String name() {
        return "node-lifecycle-controller";
    }

    @Override
    public String component() {
        return "node-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch(RESOURCE, (change, view) -> change.kind() == Body.ChangeKind.DELETED ? List.of() : List.of(change.key().name())),
                new Watch(Heartbeats.RESOURCE, NodeLifecycle::onLease));
    }

    private static List<String> onLease(Body.Change change, View view) {
        boolean about = change.key().namespace().equals(Heartbeats.NAMESPACE)
                && (Heartbeats.lastBeat(change.after()).isPresent() || change.before() != null && Heartbeats.lastBeat(change.before()).isPresent());
        return about ? List.of(change.key().name()) : List.of();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(RESOURCE, "", key).filter(node -> !node.isTerminating()).map(node -> reconcile(node, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject node, View view) {
        Plan.Builder plan = Plan.builder();
        Optional<Long> lastBeat = view.get(Heartbeats.RESOURCE, Heartbeats.NAMESPACE, node.name()).flatMap(Heartbeats::lastBeat);
        if (lastBeat.isPresent() && view.now() < lastBeat.get() + GRACE) {
            plan.lookAgainAt(lastBeat.get() + GRACE);
        } else if (lastBeat.isPresent()) {
            giveUp(plan, node, lastBeat.get(), view);
        }
        List<Json> taints = NodeTaints.of(node, view.now());
        if (!taints.equals(node.spec().objects("taints"))) {
            plan.update(RESOURCE, node.with(taints.isEmpty() ? null : taints, "spec", "taints"),
                    Reason.of("node.taints", "node", node.name(), "taints", NodeTaints.text(taints)));
        }
        return plan.build();
    }

    /** Nothing is known of the node any more; its pods do not count as ready. */
    private static void giveUp(Plan.Builder plan, KubeObject node, long lastBeat, View view) {
        Json status = node.status();
        for (String type : CONDITIONS) {
            Optional<Json> old = Conditions.find(status, type);
            if (old.filter(condition -> "Unknown".equals(condition.text("status"))).isEmpty()) {
                status = Conditions.set(status, old.orElse(Json.of("type", type))
                        .with("status", "Unknown")
                        .with("reason", "NodeStatusUnknown")
                        .with("message", "Kubelet stopped posting node status.")
                        .with("lastTransitionTime", Times.text(view.now())));
            }
        }
        if (!status.equals(node.status())) {
            plan.saw("lastHeartbeat", Times.text(lastBeat))
                    .status(RESOURCE, node, status, Reason.of("node.unknown", "node", node.name(), "seconds", (view.now() - lastBeat) / 1000))
                    .event(node, "Normal", "NodeNotReady", "Node " + node.name() + " status is now: NodeNotReady");
        }
        for (KubeObject pod : view.podsOn(node.name())) {
            Optional<Json> ready = pod.condition("Ready").filter(condition -> "True".equals(condition.text("status")));
            if (ready.isPresent()) {
                Json not = ready.get().with("status", "False").with("lastTransitionTime", Times.text(view.now()));
                plan.status("pods", pod, Conditions.set(pod.status(), not), Reason.of("node.pod-unready", "name", pod.name(), "node", node.name()))
                        .event(pod, "Warning", "NodeNotReady", "Node is not ready");
            }
        }
    }

    static boolean isReady(KubeObject node) {
        return Conditions.isTrue(node.status(), "Ready");
    }
}
