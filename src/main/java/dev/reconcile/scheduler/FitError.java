package dev.reconcile.scheduler;

import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why no node takes a pod, in upstream's words ({@code pkg/scheduler/framework/types.go}, {@code FitError}; release 1.34 no longer names taints).
 *
 * @param nodes how many nodes there are
 * @param before what is wrong with the pod whatever the node; empty if nothing is
 */
record FitError(int nodes, String before, Map<String, Rejection> rejected) {
    /** Something that no node can help. */
    static FitError ofAll(List<KubeObject> nodes, String text) {
        Map<String, Rejection> rejected = new TreeMap<>();
        nodes.forEach(node -> rejected.put(node.name(), Rejection.hopeless(text)));
        return new FitError(nodes.size(), text, rejected);
    }

    /** @param preemption what came of looking for victims; empty if some were found */
    String text(String preemption) {
        if (nodes == 0) {
            return "no nodes available to schedule pods";
        }
        String reasons = before.isEmpty() ? histogram(rejected.values().stream().flatMap(rejection -> rejection.texts().stream()).toList()) : before;
        return "0/%d nodes are available: %s.".formatted(nodes, reasons)
                + (preemption.isEmpty() ? "" : " no new claims to deallocate, preemption: " + preemption);
    }

    /** Why no node has victims: {@code texts} has the reasons of all nodes together. */
    String noVictims(List<String> texts) {
        return "0/%d nodes are available: %s.".formatted(nodes, histogram(texts));
    }

    private static String histogram(List<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        List<String> lines = new ArrayList<>();
        counts.forEach((text, count) -> lines.add(count + " " + text));
        lines.sort(null);
        return String.join(", ", lines);
    }
}
