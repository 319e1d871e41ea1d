package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What an autoscaler has recommended and done lately. Upstream keeps it in memory; here it is an annotation, written when something new is in it: a
 * recommendation holds until the next.
 *
 * @param recommendations {@code {at, replicas}}, oldest first; times in milliseconds since the epoch
 * @param scalings {@code {at, by}}, oldest first
 */
record AutoscalerMemory(List<Json> recommendations, List<Json> scalings, long now) {
    private static final String ANNOTATION = "lab.reconcile.dev/autoscaling";

    /** The longest window and period that the API accepts. Milliseconds. */
    private static final long HORIZON = 3_600_000;

    static AutoscalerMemory of(KubeObject autoscaler, long now) {
        Json kept = autoscaler.annotation(ANNOTATION).map(AutoscalerMemory::read).orElse(Json.EMPTY);
        return new AutoscalerMemory(kept.objects("recommendations"), kept.objects("scalings"), now);
    }

    /** What a person wrote there instead is forgotten. */
    private static Json read(String text) {
        try {
            return JsonText.object(text);
        } catch (JsonText.Malformed e) {
            return Json.EMPTY;
        }
    }

    AutoscalerMemory recommended(long replicas) {
        if (!recommendations.isEmpty() && recommendations.getLast().number(-1, "replicas") == replicas) {
            return this;
        }
        List<Json> more = new ArrayList<>();
        for (int i = 0; i < recommendations.size(); i++) {
            boolean current = i + 1 == recommendations.size() || recommendations.get(i + 1).number(0, "at") > now - HORIZON;
            if (current) {
                more.add(recommendations.get(i));
            }
        }
        more.add(Json.of("at", now, "replicas", replicas));
        return new AutoscalerMemory(more, scalings, now);
    }

    AutoscalerMemory scaled(long by) {
        List<Json> more = new ArrayList<>(scalings.stream().filter(scaling -> scaling.number(0, "at") > now - HORIZON).toList());
        more.add(Json.of("at", now, "by", by));
        return new AutoscalerMemory(recommendations, more, now);
    }

    /** All that was recommended at any time of the last seconds. */
    List<Long> within(long seconds) {
        long from = now - seconds * 1000;
        List<Long> within = new ArrayList<>();
        for (int i = 0; i < recommendations.size(); i++) {
            boolean heldUntil = i + 1 == recommendations.size() || recommendations.get(i + 1).number(0, "at") > from;
            if (heldUntil) {
                within.add(recommendations.get(i).number(0, "replicas"));
            }
        }
        return within;
    }

    /** How many replicas were added, or taken away, in the last seconds. */
    long changed(long seconds, boolean up) {
        return scalings.stream()
                .filter(scaling -> scaling.number(0, "at") > now - seconds * 1000 && scaling.number(0, "by") > 0 == up)
                .mapToLong(scaling -> Math.abs(scaling.number(0, "by"))).sum();
    }

    Json annotation() {
        return recommendations.isEmpty() && scalings.isEmpty()
                ? Json.EMPTY
                : Json.of(ANNOTATION, Json.of("recommendations", recommendations, "scalings", scalings).toString());
    }
}
