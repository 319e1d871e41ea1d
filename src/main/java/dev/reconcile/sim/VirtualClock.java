package dev.reconcile.sim;

/** Virtual time of one cluster, in milliseconds since the epoch. It only moves when somebody moves it, and never back. */
public final class VirtualClock {
    private long now;

    public VirtualClock(long startMillis) {
        this.now = startMillis;
    }

    public long now() {
        return now;
    }

    /** Moves forward; an instant in the past leaves the clock where it is. */
    public void advanceTo(long millis) {
        now = Math.max(now, millis);
    }
}
