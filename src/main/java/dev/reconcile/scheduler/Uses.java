package dev.reconcile.scheduler;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.View;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scheduler's cache: what every node holds and which pods wait, as upstream's {@code pkg/scheduler/backend/cache} keeps it. It is built from the
 * store when first asked for and then follows the changes, so it holds nothing that the store does not.
 */
final class Uses {
    private final Map<String, NodeUse> byNode = new TreeMap<>();
    private final SortedMap<String, KubeObject> waiting = new TreeMap<>();
    private final SortedMap<String, KubeObject> nominated = new TreeMap<>();
    private boolean built;

    void build(View view) {
        if (!built) {
            view.list("pods", "").forEach(pod -> put(pod.namespace() + "/" + pod.name(), pod));
            built = true;
        }
    }

    void follow(Body.Change change) {
        if (!built) {
            return;
        }
        boolean deleted = change.kind() == Body.ChangeKind.DELETED;
        if (!deleted && change.before() != null && sameForUs(change.before(), change.after())) {
            return;
        }
        String path = change.key().path();
        waiting.remove(path);
        nominated.remove(path);
        if (change.before() != null && !Pods.node(change.before()).isEmpty()) {
            of(Pods.node(change.before())).remove(path);
        }
        if (!deleted) {
            put(path, change.after());
        }
    }

    private static boolean sameForUs(KubeObject before, KubeObject after) {
        return before.spec() == after.spec()
                && before.isTerminating() == after.isTerminating()
                && Pods.isFinished(before) == Pods.isFinished(after)
                && before.metadata().object("labels").equals(after.metadata().object("labels"))
                && nomination(before).equals(nomination(after));
    }

    private void put(String path, KubeObject pod) {
        String node = Pods.node(pod);
        if (!node.isEmpty()) {
            of(node).put(path, pod);
        } else if (!Pods.isFinished(pod)) {
            waiting.put(path, pod);
            if (!nomination(pod).isEmpty()) {
                nominated.put(path, pod);
            }
        }
    }

    /** The node on which room is being made for the pod; empty for none. */
    static String nomination(KubeObject pod) {
        return pod.status().textOrEmpty("nominatedNodeName");
    }

    /** What the node holds as that pod has to see it: with those for whom room is being made there and who are no less important. */
    NodeUse seenBy(KubeObject pod, String node) {
        NodeUse seen = of(node);
        for (KubeObject other : nominated.values()) {
            boolean counts = nomination(other).equals(node) && !other.uid().equals(pod.uid()) && priority(other) >= priority(pod);
            seen = counts ? seen.with(other) : seen;
        }
        return seen;
    }

    static long priority(KubeObject pod) {
        return pod.spec().number(0, "priority");
    }

    NodeUse of(String node) {
        return byNode.computeIfAbsent(node, n -> new NodeUse());
    }

    /** Pods that have no node yet, the most important first, of equals the one that has waited longest ({@code queuesort/priority_sort.go}). */
    List<String> waiting() {
        return waiting.isEmpty() ? List.of() : waiting.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, KubeObject> entry) -> priority(entry.getValue())).reversed()
                        .thenComparingLong(entry -> entry.getValue().createdAt()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
