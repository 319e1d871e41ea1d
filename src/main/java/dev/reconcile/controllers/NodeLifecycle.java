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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Notices nodes whose kubelet has fallen silent, and puts on each node the taints that its conditions call for
 * ({@code pkg/controller/nodelifecycle/node_lifecycle_controller.go}).
 * Says which nodes have come and gone. A key is a node's name, or that of one that has come or gone, with a word before it and its uid behind.
 */
public final class NodeLifecycle implements Reconciler {
    static final String RESOURCE = "nodes";

    /** {@code --node-monitor-grace-period}, 50 s since release 1.32. Milliseconds. */
    static final long GRACE = 50_000;

    /** {@code --node-startup-grace-period}. Milliseconds. */
    private static final long STARTUP_GRACE = 60_000;

    private static final String REGISTERED = "registered ";
    private static final String REMOVED = "removed ";

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
        return List.of(new Watch(RESOURCE, NodeLifecycle::onNode), new Watch(Heartbeats.RESOURCE, NodeLifecycle::onLease));
    }

    /** The node, and where it was lost or found again, the others that wait for their turn. */
    private static List<String> onNode(Body.Change change, View view) {
        String name = change.key().name();
        List<String> keys = new ArrayList<>();
        switch (change.kind()) {
            case ADDED -> keys.addAll(List.of(REGISTERED + name + " " + change.after().uid(), name));
            case MODIFIED -> keys.add(name);
            case DELETED -> keys.add(REMOVED + name + " " + change.after().uid());
        }
        boolean same = change.kind() == Body.ChangeKind.MODIFIED && isReady(change.before()) == isReady(change.after())
                && change.before().labels().equals(change.after().labels());
        if (!same) {
            view.list(RESOURCE, "").stream().filter(other -> !isReady(other) && !other.name().equals(name)).forEach(other -> keys.add(other.name()));
        }
        return keys;
    }

    private static List<String> onLease(Body.Change change, View view) {
        boolean about = change.key().namespace().equals(Heartbeats.NAMESPACE)
                && (Heartbeats.lastBeat(change.after()).isPresent() || change.before() != null && Heartbeats.lastBeat(change.before()).isPresent());
        return about ? List.of(change.key().name()) : List.of();
    }

    @Override
    public Plan reconcile(String key, View view) {
        if (key.startsWith(REGISTERED)) {
            return told(key, view, "RegisteredNode", "Node %1$s event: Registered Node %1$s in Controller");
        }
        if (key.startsWith(REMOVED)) {
            return told(key, view, "RemovingNode", "Node %1$s event: Removing Node %1$s from Controller");
        }
        return view.get(RESOURCE, "", key).filter(node -> !node.isTerminating()).map(node -> reconcile(node, view)).orElse(Plan.NOTHING);
    }

    private static Plan told(String key, View view, String reason, String message) {
        String[] words = key.split(" ");
        KubeObject node = KubeObject.of("v1", "Node", "", words[1]).with(words[2], "metadata", "uid");
        Plan.Builder plan = Plan.builder();
        Announcement.once(plan, view, node, "Normal", reason, message.formatted(node.name()));
        return plan.build();
    }

    private static Plan reconcile(KubeObject node, View view) {
        Plan.Builder plan = Plan.builder();
        boolean never = node.condition("Ready").isEmpty();
        Optional<Long> lastBeat = never ? Optional.of(node.createdAt())
                : view.get(Heartbeats.RESOURCE, Heartbeats.NAMESPACE, node.name()).flatMap(Heartbeats::lastBeat);
        long grace = never ? STARTUP_GRACE : GRACE;
        if (lastBeat.isPresent() && view.now() < lastBeat.get() + grace) {
            plan.lookAgainAt(lastBeat.get() + grace);
        } else if (lastBeat.isPresent()) {
            giveUp(plan, node, lastBeat.get(), view);
        }
        List<Json> taints = NodeTaints.of(node, !isReady(node) && mayEvict(plan, node, view), view.now());
        if (!taints.equals(node.spec().objects("taints"))) {
            plan.update(RESOURCE, node.with(taints.isEmpty() ? null : taints, "spec", "taints"),
                    Reason.of("node.taints", "node", node.name(), "taints", NodeTaints.text(taints)));
        }
        return plan.build();
    }

    private static boolean mayEvict(Plan.Builder plan, KubeObject node, View view) {
        NodeZones zones = new NodeZones(view);
        if (!NodeTaints.evicting(node).isEmpty()) {
            return !zones.allLost();
        }
        OptionalLong turn = zones.turn(node);
        boolean now = turn.isPresent() && turn.getAsLong() <= view.now();
        if (turn.isPresent() && !now) {
            plan.lookAgainAt(turn.getAsLong());
        }
        return now;
    }

    /** Nothing is known of the node any more; its pods do not count as ready. */
    private static void giveUp(Plan.Builder plan, KubeObject node, long lastBeat, View view) {
        Json status = node.status();
        boolean never = node.condition("Ready").isEmpty();
        for (String type : CONDITIONS) {
            Optional<Json> old = Conditions.find(status, type);
            if (old.filter(condition -> "Unknown".equals(condition.text("status"))).isEmpty()) {
                status = Conditions.set(status, old.orElse(Json.of("type", type))
                        .with("status", "Unknown")
                        .with("reason", never ? "NodeStatusNeverUpdated" : "NodeStatusUnknown")
                        .with("message", never ? "Kubelet never posted node status." : "Kubelet stopped posting node status.")
                        .with("lastTransitionTime", Times.text(view.now())));
            }
        }
        if (!status.equals(node.status())) {
            plan.saw("lastHeartbeat", Times.text(lastBeat))
                    .status(RESOURCE, node, status, Reason.of("node.unknown", "node", node.name(), "seconds", (view.now() - lastBeat) / 1000));
            if (isReady(node)) {
                plan.event(node, "Normal", "NodeNotReady", "Node " + node.name() + " status is now: NodeNotReady");
            }
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
