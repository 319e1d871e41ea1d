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
 * ({@code pkg/controller/tainteviction/taint_eviction.go}). Upstream counts from when it sees the taint, here it is the taint's own time. A key is a
 * pod, or one whose deletion was called off.
 */
public final class TaintEviction implements Reconciler {
    private static final long NOW = 0;
    private static final String CALLED_OFF = " called off";

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
        if (same) {
            return List.of();
        }
        List<Json> before = change.before() == null ? List.of() : taints(change.before());
        return view.podsOn(change.key().name()).stream()
                .map(pod -> pod.namespace() + "/" + pod.name() + (isCalledOff(pod, before, taints(change.after()), view.now()) ? CALLED_OFF : "")).toList();
    }

    /** It was to go later, and may stay by now. */
    private static boolean isCalledOff(KubeObject pod, List<Json> before, List<Json> after, long now) {
        return !pod.isTerminating() && !before.isEmpty() && endOfToleration(pod, before).orElse(NOW) > now
                && (after.isEmpty() || endOfToleration(pod, after).isEmpty());
    }

    private static List<Json> taints(KubeObject node) {
        return node.spec().objects("taints").stream().filter(taint -> "NoExecute".equals(taint.text("effect"))).toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        if (key.endsWith(CALLED_OFF)) {
            String path = key.substring(0, key.length() - CALLED_OFF.length());
            Plan.Builder plan = Plan.builder();
            view.get(ObjectKey.of("pods", path)).ifPresent(pod ->
                    Announcement.once(plan, view, pod, "Normal", "TaintManagerEviction", "Cancelling deletion of Pod " + path));
            return plan.build();
        }
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
