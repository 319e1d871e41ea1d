package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.sim.Delay;
import java.util.ArrayList;
import java.util.List;

/**
 * What an autoscaler has recommended and done lately. Upstream notes a recommendation at each look; here one is noted when it is another than before,
 * and holds until the last look before the next.
 *
 * @param recommendations {@code {at, replicas}}, oldest first; times in milliseconds since the epoch
 * @param scalings {@code {at, by}}, oldest first
 */
record AutoscalerMemory(List<Json> recommendations, List<Json> scalings, long now) {
    /** The longest window and period that the API accepts. Milliseconds. */
    private static final long HORIZON = 3_600_000;

    static AutoscalerMemory of(Json saved, long now) {
        return new AutoscalerMemory(saved.objects("recommendations"), saved.objects("scalings"), now);
    }

    Json save() {
        return Json.of("recommendations", recommendations.isEmpty() ? null : recommendations, "scalings", scalings.isEmpty() ? null : scalings);
    }

    /** What there was before the first look counts as recommended ({@code recordInitialRecommendation}). */
    AutoscalerMemory began(long replicas) {
        return recommendations.isEmpty() ? recommended(replicas) : this;
    }

    AutoscalerMemory recommended(long replicas) {
        if (!recommendations.isEmpty() && recommendations.getLast().number(-1, "replicas") == replicas) {
            return this;
        }
        List<Json> more = new ArrayList<>();
        for (int i = 0; i < recommendations.size(); i++) {
            if (until(i) > now - HORIZON) {
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

    /** All that was recommended after an instant. */
    List<Long> after(long millis) {
        List<Long> after = new ArrayList<>();
        for (int i = 0; i < recommendations.size(); i++) {
            if (until(i) > millis) {
                after.add(recommendations.get(i).number(0, "replicas"));
            }
        }
        return after;
    }

    /** When it was recommended for the last time. */
    private long until(int index) {
        long at = recommendations.get(index).number(0, "at");
        return index + 1 == recommendations.size() ? now : Math.max(at, recommendations.get(index + 1).number(0, "at") - Delay.AUTOSCALE.millis());
    }

    /** How many replicas were added, or taken away, in the last seconds. */
    long changed(long seconds, boolean up) {
        return scalings.stream()
                .filter(scaling -> scaling.number(0, "at") > now - seconds * 1000 && scaling.number(0, "by") > 0 == up)
                .mapToLong(scaling -> Math.abs(scaling.number(0, "by"))).sum();
    }
}
