package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.Optional;

/** The outermost process of a start: gives it and everything below it their turns, and ends it when a limit is exceeded. */
final class Metered implements Process {
    private final Process process;
    private final Meter meter;
    private final Invocation invocation;
    private boolean init;
    private boolean killed;

    Metered(Process process, Meter meter, Invocation invocation) {
        this.process = process;
        this.meter = meter;
        this.invocation = invocation;
    }

    Metered init() {
        init = true;
        return this;
    }

    @Override
    public Progress advance() {
        if (killed) {
            return Progress.exited(Signal.KILL.exitCode());
        }
        meter.beginTurn();
        Progress progress;
        do {
            progress = process.advance();
            meter.steps(1, invocation.world().nowMillis());
        } while (progress instanceof Progress.Working && !meter.turnOver());
        Optional<String> exceeded = meter.exceeded();
        if (exceeded.isPresent() && !(progress instanceof Progress.Exited)) {
            invocation.io().err().line(invocation.name() + ": " + exceeded.get());
            return Progress.exited(ShellLimits.EXIT_CODE);
        }
        return progress;
    }

    @Override
    public void signal(Signal signal) {
        killed |= signal == Signal.KILL;
        if (!init || process.hasHandlers()) {
            process.signal(signal);
        }
    }

    @Override
    public boolean takesKeys() {
        return process.takesKeys();
    }

    @Override
    public Optional<Json> save() {
        return process.save().map(state -> Json.of("process", state, "meter", meter.save(), "init", init ? true : null, "killed", killed ? true : null));
    }
}
