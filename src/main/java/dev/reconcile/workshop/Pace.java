package dev.reconcile.workshop;

import dev.reconcile.model.Json;

/**
 * How a session's virtual time follows the wall clock: stopped, or at a speed. It follows only while {@link #follow} is called; while nobody
 * looks, nobody calls, and time stands still.
 */
final class Pace {
    static final double SLOWEST = 0.05;
    static final double FASTEST = 3600;

    private boolean running = true;
    private double speed = 1;
    private long lastWall;

    /**
     * Where the clock should be now.
     *
     * @param wallMillis of the wall clock
     * @param virtualMillis what the session's clock shows
     * @param longestGap wall milliseconds of not looking after which the gap is not caught up with
     */
    long follow(long wallMillis, long virtualMillis, long longestGap) {
        long passed = wallMillis - lastWall;
        boolean wasLooking = lastWall != 0 && passed >= 0 && passed <= longestGap;
        lastWall = wallMillis;
        return running && wasLooking ? virtualMillis + Math.round(passed * speed) : virtualMillis;
    }

    boolean running() {
        return running;
    }

    double speed() {
        return speed;
    }

    void running(boolean now) {
        running = now;
    }

    void speed(double times) {
        speed = times;
    }

    Json save() {
        return Json.of("running", running, "speed", speed);
    }

    void restore(Json saved) {
        running = saved.isTrue("running");
        speed = saved.at("speed") instanceof Number number ? number.doubleValue() : 1;
    }
}
