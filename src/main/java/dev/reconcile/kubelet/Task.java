package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.function.Function;

/** A process in a container, with the time at which it wants to go on. */
final class Task {
    /** No time: nothing happens by itself. */
    static final long NEVER = Long.MAX_VALUE;
    /** Turns that a process gets at one instant before it has to wait like one that is short of CPU. */
    private static final int MOST_TURNS = 5_000;
    private static final long STARVED_MILLIS = 100;

    private final Process process;
    private long wakeAt;
    private int exitCode = -1;

    Task(Process process, long wakeAt) {
        this.process = process;
        this.wakeAt = wakeAt;
    }

    /** Runs what is due. True if there was something. */
    boolean catchUp(long now) {
        if (ended() || now < wakeAt) {
            return false;
        }
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            switch (process.advance()) {
                case Progress.Exited exited -> {
                    exitCode = exited.code();
                    wakeAt = NEVER;
                    return true;
                }
                case Progress.Waiting waiting -> {
                    wakeAt = waiting.untilMillis().orElse(NEVER);
                    return true;
                }
                case Progress.Working working -> { }
            }
        }
        wakeAt = now + STARVED_MILLIS;
        return true;
    }

    /** It may go on: what it waits for has come. */
    void stir(long now) {
        if (!ended()) {
            wakeAt = Math.min(wakeAt, now);
        }
    }

    void signal(Signal signal, long now) {
        if (!ended()) {
            process.signal(signal);
            wakeAt = now;
            catchUp(now);
        }
    }

    boolean ended() {
        return exitCode >= 0;
    }

    int exitCode() {
        return exitCode;
    }

    long wakeAt() {
        return wakeAt;
    }

    Json save() {
        return Json.of("wakeAt", wakeAt, "exitCode", exitCode < 0 ? null : exitCode, "process", ended() ? null : process.save().orElseThrow());
    }

    /** A process that ended before anybody could look. */
    static Task ended(int exitCode) {
        Task task = new Task(null, NEVER);
        task.exitCode = exitCode;
        return task;
    }

    /** @param processes makes the process that saved that state */
    static Task restore(Json saved, Function<Json, Process> processes) {
        if (saved.has("exitCode")) {
            return ended((int) saved.number(0, "exitCode"));
        }
        return new Task(processes.apply(saved.object("process")), saved.number(NEVER, "wakeAt"));
    }
}
