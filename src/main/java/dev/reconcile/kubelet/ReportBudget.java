package dev.reconcile.kubelet;

/**
 * How many failed probes of one pod are still worth an event: 25 at once, then one every 5 minutes, as client-go's spam filter
 * ({@code tools/record/events_cache.go}) lets through per source and object.
 */
final class ReportBudget {
    private static final int BURST = 25;
    private static final long REFILL_MILLIS = 300_000;

    private long spentUntil;

    ReportBudget(long spentUntil) {
        this.spentUntil = spentUntil;
    }

    /** Takes one, if there is one. */
    boolean take(long now) {
        boolean allowed = spentUntil - now <= (BURST - 1) * REFILL_MILLIS;
        if (allowed) {
            spentUntil = Math.max(spentUntil, now) + REFILL_MILLIS;
        }
        return allowed;
    }

    /** All there is to save, in milliseconds since the epoch. */
    long spentUntil() {
        return spentUntil;
    }
}
