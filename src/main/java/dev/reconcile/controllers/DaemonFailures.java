package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Reason;

/**
 * How long a node's failed daemon pod is left alone, so that a daemon which its node rejects is not made and deleted without end: 1 s,
 * doubled by each failure since the DaemonSet changed, up to 15 min; half an hour without a failure ends the series
 * ({@code daemon_controller.go failedPodsBackoff}).
 */
final class DaemonFailures {
    static final String REASON = "FailedDaemonPod";
    private static final long FIRST = 1000;
    private static final long MOST = 900_000;

    private final Memories memories;
    private final String key;
    private final Json generation;
    private final long now;
    /** By node: {@code {at, backOff}} in milliseconds. */
    private Json nodes;

    DaemonFailures(KubeObject set, Memories memories, long now) {
        this.memories = memories;
        this.key = memory(set.namespace() + "/" + set.name());
        this.generation = Json.of("uid", set.uid(), "generation", set.status().number(0, "observedGeneration"));
        this.now = now;
        Json saved = memories.get(key);
        this.nodes = saved.object("of").equals(generation) ? saved.object("nodes") : Json.EMPTY;
    }

    static String memory(String set) {
        return "daemonset/" + set;
    }

    static String message(KubeObject pod, String node) {
        return "Found failed daemon pod %s/%s on node %s, will try to kill it".formatted(pod.namespace(), pod.name(), node);
    }

    /** Milliseconds that a failed pod on that node is left alone; 0 if it may be deleted. */
    long backOff(String node) {
        Json series = nodes.object(node);
        long backOff = series.number(0, "backOff");
        return now - series.number(0, "at") < backOff ? backOff : 0;
    }

    /** A failed pod on that node is about to be deleted. */
    void failed(String node) {
        Json series = nodes.object(node);
        boolean goesOn = !series.isEmpty() && now - series.number(0, "at") <= 2 * MOST;
        nodes = nodes.with(node, Json.of("at", now, "backOff", goesOn ? Math.min(2 * series.number(FIRST, "backOff"), MOST) : FIRST));
    }

    void note(Plan.Builder plan) {
        Json learned = Json.of("of", generation, "nodes", nodes);
        plan.step(new Plan.Intent.Local("note", key, () -> memories.put(key, learned)), Reason.of("daemonset.noted"));
    }
}
