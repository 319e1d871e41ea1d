package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;

/**
 * Removes pods that nobody is left to remove: those of a node that does not exist any more, and dying ones of a node that is said to be out of
 * service ({@code pkg/controller/podgc/gc_controller.go}).
 *
 * <p>Left out: the limit of finished pods, 12,500 upstream.
 */
public final class PodGarbageCollector implements Reconciler {
    private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

    @Override
    public String name() {
        return "pod-garbage-collector-controller";
    }

    /** A node that vanished may come back for so long. */
    @Override
    public Delay delay() {
        return Delay.ORPHAN_QUARANTINE;
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch(NodeLifecycle.RESOURCE, PodGarbageCollector::onNode), new Watch("pods", PodGarbageCollector::onPod));
    }

    private static List<String> onNode(Body.Change change, View view) {
        boolean lost = change.kind() == Body.ChangeKind.DELETED || isOutOfService(change.after());
        return lost ? view.podsOn(change.key().name()).stream().map(pod -> pod.namespace() + "/" + pod.name()).toList() : List.of();
    }

    /** A pod that names a node that is not there, or that is told to go on a node out of service. */
    private static List<String> onPod(Body.Change change, View view) {
        KubeObject pod = change.object();
        boolean news = change.before() == null || change.before().isTerminating() != pod.isTerminating();
        if (change.kind() == Body.ChangeKind.DELETED || Pods.node(pod).isEmpty() || !news) {
            return List.of();
        }
        boolean lost = view.get(NodeLifecycle.RESOURCE, "", Pods.node(pod)).map(PodGarbageCollector::isOutOfService).orElse(true);
        return lost ? List.of(change.key().path()) : List.of();
    }

    private static boolean isOutOfService(KubeObject node) {
        return !NodeLifecycle.isReady(node) && node.spec().objects("taints").stream().anyMatch(taint -> OUT_OF_SERVICE.equals(taint.text("key")));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of("pods", key)).filter(pod -> !Pods.node(pod).isEmpty()).map(pod -> reconcile(pod, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject pod, View view) {
        var node = view.get(NodeLifecycle.RESOURCE, "", Pods.node(pod));
        if (node.isEmpty()) {
            return remove(pod, view, "PodGC: node no longer exists", Reason.of("podgc.orphan", "name", pod.name(), "node", Pods.node(pod)));
        }
        return pod.isTerminating() && isOutOfService(node.get())
                ? remove(pod, view, "PodGC: node out-of-service", Reason.of("podgc.out-of-service", "name", pod.name(), "node", Pods.node(pod)))
                : Plan.NOTHING;
    }

    private static Plan remove(KubeObject pod, View view, String message, Reason reason) {
        Plan.Builder plan = Plan.builder();
        if (!Pods.isFinished(pod)) {
            plan.status("pods", pod, Pods.disrupted(pod, "DeletionByPodGC", message, view.now()).with("phase", "Failed"), reason);
        }
        return plan.delete("pods", pod, Options.of("gracePeriodSeconds", 0), reason).build();
    }
}
