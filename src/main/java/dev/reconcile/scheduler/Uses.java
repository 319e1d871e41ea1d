package dev.reconcile.scheduler;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.View;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The scheduler's cache: what every node holds and which pods wait, as upstream's {@code pkg/scheduler/backend/cache} keeps it. It is built from the
 * store when first asked for and then follows the changes, so it holds nothing that the store does not.
 */
final class Uses {
    private final Map<String, NodeUse> byNode = new TreeMap<>();
    private final SortedSet<String> waiting = new TreeSet<>();
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
        String path = change.key().path();
        boolean deleted = change.kind() == Body.ChangeKind.DELETED;
        if (!deleted && change.before() != null && sameForUs(change.before(), change.after())) {
            return;
        }
        waiting.remove(path);
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
                && before.labels().equals(after.labels());
    }

    private void put(String path, KubeObject pod) {
        String node = Pods.node(pod);
        if (!node.isEmpty()) {
            of(node).put(path, pod);
        } else if (!Pods.isFinished(pod)) {
            waiting.add(path);
        }
    }

    NodeUse of(String node) {
        return byNode.computeIfAbsent(node, n -> new NodeUse());
    }

    /** Pods that have no node yet. */
    SortedSet<String> waiting() {
        return Collections.unmodifiableSortedSet(waiting);
    }
}
