package dev.reconcile.kubelet;

import dev.reconcile.model.Json;

/**
 * Waiting longer after each failure: 10 s, doubling up to 5 min, forgotten 10 min after the last failure (client-go {@code util/flowcontrol/backoff.go}).
 *
 * @param millis how long to wait after the failure
 * @param updatedAt when this was last raised, in milliseconds since the epoch
 */
record BackOff(long millis, long updatedAt) {
    static final long FIRST_MILLIS = 10_000;
    static final long MOST_MILLIS = 300_000;

    /** After a failure at that time; {@code before} is null for the first. */
    static BackOff next(BackOff before, long failedAt, long now) {
        boolean fresh = before == null || before.expired(failedAt);
        return new BackOff(fresh ? FIRST_MILLIS : Math.min(before.millis * 2, MOST_MILLIS), now);
    }

    private boolean expired(long failedAt) {
        return failedAt - updatedAt > 2 * MOST_MILLIS;
    }

    /** When the next try may be made after a failure at that time; in the past where none is held back. */
    long until(long failedAt) {
        return expired(failedAt) ? failedAt : failedAt + millis;
    }

    Json save() {
        return Json.of("millis", millis, "updatedAt", updatedAt);
    }

    static BackOff restore(Json json) {
        return new BackOff(json.number(0, "millis"), json.number(0, "updatedAt"));
    }
}
