package dev.reconcile.kubelet;

import dev.reconcile.model.Json;

/**
 * One probe of one running container: when it is asked next and what the answers amount to ({@code pkg/kubelet/prober/worker.go}).
 *
 * <p>Where the answer cannot change before something else happens in the pod, the probe rests: a healthy pod costs nothing while time passes.
 */
final class Probe {
    private final ProbeKind kind;
    private final Json spec;
    private final long firstAt;
    private long nextAt;
    private int run;
    private boolean lastGood;
    private Boolean verdict;
    private boolean resting;
    private Exec command;
    private long commandUntil;

    Probe(ProbeKind kind, Json spec, long containerStartedAt) {
        this.kind = kind;
        this.spec = spec;
        this.firstAt = containerStartedAt + spec.number(0, "initialDelaySeconds") * 1000;
        this.nextAt = firstAt;
    }

    ProbeKind kind() {
        return kind;
    }

    Json spec() {
        return spec;
    }

    /** Whether it has passed or failed often enough in a row; null while neither. */
    Boolean verdict() {
        return verdict;
    }

    boolean due(long now) {
        return command != null ? command.task().wakeAt() <= now || commandUntil <= now : !resting && nextAt <= now;
    }

    long wakeAt() {
        if (command != null) {
            return Math.min(command.task().wakeAt(), commandUntil);
        }
        return resting ? Task.NEVER : nextAt;
    }

    private long period() {
        return spec.number(10, "periodSeconds") * 1000;
    }

    long timeoutMillis() {
        return spec.number(1, "timeoutSeconds") * 1000;
    }

    /** A command that does not answer at once. */
    void await(Exec running, long now) {
        command = running;
        commandUntil = now + timeoutMillis();
    }

    /** The command that is being waited for; null for none. */
    Exec command() {
        return command;
    }

    boolean timedOut(long now) {
        return now >= commandUntil;
    }

    /** Counts an answer. */
    void answer(boolean good, boolean mayRest, long now) {
        command = null;
        run = run > 0 && good == lastGood ? run + 1 : 1;
        lastGood = good;
        long needed = good ? spec.number(1, "successThreshold") : spec.number(3, "failureThreshold");
        if (run >= needed) {
            verdict = good;
        }
        nextAt = tickAfter(now);
        resting = good && mayRest && Boolean.TRUE.equals(verdict);
    }

    /** Something has happened in the pod: the answer may be another at the next tick. */
    void stir(long now) {
        if (resting) {
            resting = false;
            nextAt = tickAfter(now - 1);
        }
    }

    private long tickAfter(long now) {
        return now < firstAt ? firstAt : firstAt + ((now - firstAt) / period() + 1) * period();
    }

    Json save() {
        return Json.of("firstAt", firstAt, "nextAt", nextAt, "run", run, "lastGood", lastGood, "verdict", verdict, "resting", resting,
                "command", command == null ? null : command.save(), "commandUntil", command == null ? null : commandUntil);
    }

    static Probe restore(ProbeKind kind, Json spec, Json saved, Exec command) {
        Probe probe = new Probe(kind, spec, saved.number(0, "firstAt") - spec.number(0, "initialDelaySeconds") * 1000);
        probe.nextAt = saved.number(0, "nextAt");
        probe.run = (int) saved.number(0, "run");
        probe.lastGood = saved.isTrue("lastGood");
        probe.verdict = saved.has("verdict") ? saved.isTrue("verdict") : null;
        probe.resting = saved.isTrue("resting");
        probe.command = command;
        probe.commandUntil = saved.number(0, "commandUntil");
        return probe;
    }
}
