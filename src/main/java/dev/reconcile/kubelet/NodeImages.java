package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which images a node holds and which it is pulling. As a kubelet does by default, a node pulls one image at a time; pods that want the same image
 * share the pull.
 */
final class NodeImages {
    /** Asking the registry whether an image is still the same, where the policy is Always. Milliseconds, before jitter. */
    private static final long CHECK_MILLIS = 700;
    /** Until a registry has refused. Milliseconds, before jitter. */
    private static final long REFUSAL_MILLIS = 1_200;
    private static final int JITTER_PERCENT = 20;

    /** Milliseconds since the epoch. */
    record Pull(long startedAt, long doneAt) {}

    private final String node;
    private final Map<String, Pull> pulls = new TreeMap<>();
    private long busyUntil;

    NodeImages(String node) {
        this.node = node;
    }

    boolean holds(String imageName, long now) {
        Pull pull = pulls.get(imageName);
        return pull != null && pull.doneAt() <= now;
    }

    /**
     * The pull that would serve a pod that asks now.
     *
     * @param pullMillis how long the image takes from its registry, before jitter
     */
    Pull plan(long pullMillis, String imageName, String podUid, long now) {
        if (holds(imageName, now)) {
            return new Pull(now, now + Digests.jitter(CHECK_MILLIS, JITTER_PERCENT, podUid + imageName));
        }
        Pull underway = pulls.get(imageName);
        if (underway != null) {
            return new Pull(now, underway.doneAt());
        }
        long start = Math.max(now, busyUntil);
        return new Pull(start, start + Digests.jitter(pullMillis, JITTER_PERCENT, node + imageName + podUid));
    }

    /** When a registry that does not have the image will have said so. */
    static long refusedAt(String imageName, String podUid, long now) {
        return now + Digests.jitter(REFUSAL_MILLIS, JITTER_PERCENT, podUid + imageName);
    }

    void begin(String imageName, Pull pull) {
        if (pulls.putIfAbsent(imageName, pull) == null) {
            busyUntil = Math.max(busyUntil, pull.doneAt());
        }
    }

    Json save() {
        List<Json> saved = new ArrayList<>();
        pulls.forEach((name, pull) -> saved.add(Json.of("name", name, "startedAt", pull.startedAt(), "doneAt", pull.doneAt())));
        return Json.of("pulls", saved, "busyUntil", busyUntil);
    }

    void restore(Json saved) {
        saved.objects("pulls").forEach(p -> pulls.put(p.text("name"), new Pull(p.number(0, "startedAt"), p.number(0, "doneAt"))));
        busyUntil = saved.number(0, "busyUntil");
    }
}
