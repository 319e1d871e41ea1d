package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.Optional;

/** A process of this package's own programs: has no signal handlers and can be saved at any time. */
abstract class Utility implements Process {
    final Invocation invocation;
    private Signal signal;

    Utility(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public final Progress advance() {
        return signal != null ? Progress.exited(signal.exitCode()) : run();
    }

    /** Does its work as {@link Process#advance} says. */
    abstract Progress run();

    /** What {@link #run} needs to go on, with any names. */
    abstract Json state();

    @Override
    public void signal(Signal arrived) {
        signal = arrived;
    }

    @Override
    public final Optional<Json> save() {
        return Optional.of(Json.of("state", state(), "signal", signal == null ? null : signal.name()));
    }

    /** Takes over what {@link #save} wrote; the subclass has read its own part. */
    final Utility signalled(Json saved) {
        signal = saved.has("signal") ? Signal.valueOf(saved.text("signal")) : null;
        return this;
    }

    final void out(String text) {
        invocation.io().out().write(text);
    }

    /** Prints a complaint that starts with the program's name. */
    final void complain(String message) {
        invocation.io().err().line(invocation.name() + ": " + message);
    }
}
