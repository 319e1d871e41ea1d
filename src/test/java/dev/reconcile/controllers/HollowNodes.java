package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;

/**
 * Nodes without containers, as in the recordings: a pod is bound and runs at once, is ready some time later, and is gone some time after its
 * deletion. An image named nonexistent never starts. So the controllers can be watched with nothing else in the way.
 *
 * @param readyAfter milliseconds from creation; pods differ a little, so that they become ready one after the other
 * @param goneAfter milliseconds from deletion
 */
record HollowNodes(long readyAfter, long goneAfter) implements Reconciler {
    private static final Reason REASON = Reason.of("event");
    private static final long BETWEEN_PODS = 97;

    @Override
    public String name() {
        return "hollow-nodes";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own("pods"));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of("pods", key)).map(pod -> reconcile(pod, view)).orElse(Plan.NOTHING);
    }

    private Plan reconcile(KubeObject pod, View view) {
        Plan.Builder plan = Plan.builder();
        if (pod.isTerminating()) {
            long goneAt = pod.deletedAt().orElseThrow().toEpochMilli() - pod.metadata().number(0, "deletionGracePeriodSeconds") * 1000 + goneAfter;
            return view.now() < goneAt
                    ? plan.lookAgainAt(goneAt).build()
                    : plan.delete("pods", pod, Options.of("gracePeriodSeconds", 0), REASON).build();
        }
        if (Pods.isFinished(pod)) {
            return plan.build();
        }
        if (Pods.node(pod).isEmpty()) {
            String node = DaemonPlace.node(pod).isEmpty() ? "worker-" + (1 + Math.floorMod(pod.name().hashCode(), 3)) : DaemonPlace.node(pod);
            plan.step(new Plan.Intent.Post(ObjectKey.of("pods", pod.namespace() + "/" + pod.name()), "Pod", "binding",
                    Json.of("target", Json.of("name", node))), REASON);
        }
        long number = view.list("pods", pod.namespace()).stream().filter(p -> p.createdAt() == pod.createdAt()).toList().indexOf(pod);
        long readyAt = pod.createdAt() + readyAfter + number * BETWEEN_PODS;
        boolean startable = pod.spec().objects("containers").stream().noneMatch(c -> c.textOrEmpty("image").contains("nonexistent"));
        boolean ready = startable && view.now() >= readyAt;
        Json status = pod.status().with("phase", "Running");
        if (!Pods.isReady(pod)) {
            status = status.with("conditions", List.of(Json.of(
                    "type", "Ready", "status", ready ? "True" : "False", "lastTransitionTime", ready ? Times.text(view.now()) : null)));
        }
        plan.status("pods", pod, status, REASON);
        if (startable && !ready) {
            plan.lookAgainAt(readyAt);
        }
        return plan.build();
    }
}
