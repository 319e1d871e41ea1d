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
import dev.reconcile.model.Tolerations;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Deletes pods that do not tolerate a NoExecute taint of their node, at once or when their toleration runs out
 * ({@code pkg/controller/tainteviction/taint_eviction.go}). Upstream counts from when it sees the taint, here it is the taint's own time.
 */
public final class TaintEviction implements Reconciler {
    private static final long NOW = 0;

    @Override
    public String name() {
        return "taint-eviction-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch("pods", TaintEviction::onPod), new Watch(NodeLifecycle.RESOURCE, TaintEviction::onNode));
    }

    private static List<String> onPod(Body.Change change, View view) {
        boolean news = change.kind() != Body.ChangeKind.DELETED && !Pods.node(change.after()).isEmpty()
                && (change.before() == null || !change.before().spec().equals(change.after().spec()));
        return news && view.get(NodeLifecycle.RESOURCE, "", Pods.node(change.after())).filter(node -> !taints(node).isEmpty()).isPresent()
                ? List.of(change.key().path())
                : List.of();
    }

    private static List<String> onNode(Body.Change change, View view) {
        boolean same = change.kind() == Body.ChangeKind.DELETED || change.before() != null && taints(change.before()).equals(taints(change.after()));
        return same ? List.of() : view.podsOn(change.key().name()).stream().map(pod -> pod.namespace() + "/" + pod.name()).toList();
    }

    private static List<Json> taints(KubeObject node) {
        return node.spec().objects("taints").stream().filter(taint -> "NoExecute".equals(taint.text("effect"))).toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of("pods", key)).filter(pod -> !pod.isTerminating() && !Pods.node(pod).isEmpty())
                .map(pod -> reconcile(pod, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject pod, View view) {
        List<Json> taints = view.get(NodeLifecycle.RESOURCE, "", Pods.node(pod)).map(TaintEviction::taints).orElse(List.of());
        OptionalLong end = taints.isEmpty() ? OptionalLong.empty() : endOfToleration(pod, taints);
        if (end.isEmpty()) {
            return Plan.NOTHING;
        }
        if (view.now() < end.getAsLong()) {
            return Plan.builder().lookAgainAt(end.getAsLong()).build();
        }
        Json status = Pods.disrupted(pod, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", view.now());
        Reason reason = Reason.of(end.getAsLong() == NOW ? "taint.not-tolerated" : "taint.toleration-over", "name", pod.name(), "node", Pods.node(pod),
                "taints", NodeTaints.text(taints));
        return Plan.builder()
                .event(pod, "Normal", "TaintManagerEviction", "Marking for deletion Pod %s/%s".formatted(pod.namespace(), pod.name()))
                .status("pods", pod, status, reason)
                .delete("pods", pod, Options.NONE, reason)
                .build();
    }

    /** When the first of the pod's tolerations runs out; empty if none ever does. */
    private static OptionalLong endOfToleration(KubeObject pod, List<Json> taints) {
        List<Long> ends = new ArrayList<>();
        for (Json taint : taints) {
            List<Json> tolerations = pod.spec().objects("tolerations").stream().filter(toleration -> Tolerations.tolerates(toleration, taint)).toList();
            if (tolerations.isEmpty()) {
                return OptionalLong.of(NOW);
            }
            long added = Times.millis(taint.text("timeAdded")).orElse(NOW);
            tolerations.forEach(toleration -> toleration.number("tolerationSeconds").ifPresent(seconds -> ends.add(added + Math.max(0, seconds) * 1000)));
        }
        return ends.stream().mapToLong(Long::longValue).min();
    }
}
