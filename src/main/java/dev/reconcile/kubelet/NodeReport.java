package dev.reconcile.kubelet;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Heartbeats;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a kubelet says about its node: its lease, its conditions, and that it was started anew ({@code pkg/kubelet/kubelet_node_status.go}). */
final class NodeReport {
    private final KubeObject node;
    private final NodeState state;
    private final long now;
    private final Plan.Builder plan = Plan.builder();

    NodeReport(KubeObject node, NodeState state, long now) {
        this.node = node;
        this.state = state;
        this.now = now;
    }

    Plan plan(View view) {
        lease(view);
        boolean first = node.status().objects("conditions").stream().noneMatch(condition -> condition.has("lastHeartbeatTime"));
        boolean rebooted = !first && !bootId().equals(node.status().text("nodeInfo", "bootID"));
        if (first || rebooted) {
            plan.event(node, "Normal", "Starting", "Starting kubelet.");
        }
        if (rebooted) {
            plan.event(node, "Warning", "Rebooted", "Node %s has been rebooted, boot id: %s".formatted(node.name(), bootId()));
        }
        cordon();
        List<Json> conditions = conditions(first);
        if (first || rebooted) {
            plan.event(node, "Normal", "NodeAllocatableEnforced", "Updated Node Allocatable limit across pods");
        }
        Json status = node.status().with("conditions", conditions);
        status = status.has("nodeInfo") ? status.withAt(bootId(), "nodeInfo", "bootID") : status;
        if (!conditions.isEmpty()) {
            plan.status("nodes", node, status, Reason.of(first ? "kubelet.register" : "kubelet.node-status", "node", node.name()));
        }
        if (!state.isDiskFull() && state.reportsDiskPressure(now)) {
            plan.lookAgainAt(state.diskPressureEndsAt());
        }
        return plan.build();
    }

    /** {@code recordNodeSchedulableEvent}. */
    private void cordon() {
        boolean cordoned = node.spec().isTrue("unschedulable");
        if (cordoned != state.isCordoned()) {
            String event = cordoned ? "NodeNotSchedulable" : "NodeSchedulable";
            plan.event(node, "Normal", event, "Node %s status is now: %s".formatted(node.name(), event));
            plan.step(new Plan.Intent.Local("note", node.name(), () -> state.cordon(cordoned)), Reason.of("kubelet.node-status", "node", node.name()));
        }
    }

    private String bootId() {
        return Nodes.bootId(node.name(), state.boots());
    }

    private void lease(View view) {
        Optional<KubeObject> lease = view.get(Heartbeats.RESOURCE, Heartbeats.NAMESPACE, node.name());
        Reason reason = Reason.of("kubelet.heartbeat", "node", node.name());
        if (lease.isEmpty() && view.get("namespaces", "", Heartbeats.NAMESPACE).isPresent()) {
            plan.create(Heartbeats.RESOURCE, Heartbeats.lease(node, now), reason);
        } else if (lease.flatMap(Heartbeats::lastBeat).isPresent()) {
            plan.update(Heartbeats.RESOURCE, Heartbeats.renewed(lease.get(), now), reason);
        }
    }

    // conditions

    private List<Json> conditions(boolean first) {
        boolean full = state.reportsDiskPressure(now);
        List<Json> conditions = new ArrayList<>();
        for (Json old : node.status().objects("conditions")) {
            conditions.add(switch (old.textOrEmpty("type")) {
                case "MemoryPressure" -> holding(first, old, "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", "NodeHasSufficientMemory");
                case "DiskPressure" -> full
                        ? holding(first, old, "True", "KubeletHasDiskPressure", "kubelet has disk pressure", "NodeHasDiskPressure")
                        : holding(first, old, "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", "NodeHasNoDiskPressure");
                case "PIDPressure" -> holding(first, old, "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", "NodeHasSufficientPID");
                case "Ready" -> holding(first, old, "True", "KubeletReady", "kubelet is posting ready status", "NodeReady");
                default -> old;
            });
        }
        String time = Times.text(now);
        return !first ? conditions
                : conditions.stream().map(c -> c.withDefault(time, "lastHeartbeatTime").withDefault(time, "lastTransitionTime")).toList();
    }

    private Json holding(boolean first, Json old, String status, String reason, String message, String event) {
        boolean news = !status.equals(old.text("status"));
        if (first || news) {
            plan.event(node, "Normal", event, "Node %s status is now: %s".formatted(node.name(), event));
        }
        if (!news) {
            return old;
        }
        return old.with("status", status).with("reason", reason).with("message", message)
                .with("lastHeartbeatTime", Times.text(now)).with("lastTransitionTime", Times.text(now));
    }
}
