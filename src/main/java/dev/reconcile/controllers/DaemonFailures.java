package dev.reconcile.controllers;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.List;

/**
 * How long a node's failed daemon pod is left alone, so that a daemon which its node rejects is not made and deleted without end: 1 s,
 * doubled by each failure since the template changed, up to 15 min ({@code daemon_controller.go failedPodsBackoff}). Upstream keeps the
 * series in memory; here the events that tell of it are the memory, so a failure counts for as long as its event is kept.
 *
 * @param since when the current template came, in milliseconds
 */
record DaemonFailures(KubeObject set, View view, long since) {
    static final String REASON = "FailedDaemonPod";
    private static final long FIRST = 1000;
    private static final long MOST = 900_000;

    static String message(KubeObject pod, String node) {
        return "Found failed daemon pod %s/%s on node %s, will try to kill it".formatted(pod.namespace(), pod.name(), node);
    }

    /** The instant from which a failed pod on that node may be deleted. */
    long retryAt(String node) {
        String ending = " on node " + node + ", will try to kill it";
        List<Long> failures = view.eventsAbout(set.uid()).stream()
                .filter(event -> REASON.equals(event.tree().text("reason")) && event.tree().textOrEmpty("message").endsWith(ending))
                .map(event -> Times.millis(event.tree().text("lastTimestamp")).orElse(0L))
                .filter(at -> at >= since).sorted().toList();
        return failures.isEmpty() ? 0 : failures.getLast() + Math.min(FIRST << Math.min(failures.size() - 1, 20), MOST);
    }
}
