package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.Optional;
import java.util.function.Function;

/** A process of this package's own programs: has no signal handlers and can be saved at any time. */
public abstract class Utility implements Process {
    protected final Invocation invocation;
    private Signal signal;

    protected Utility(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public final Progress advance() {
        return signal != null ? Progress.exited(signal.exitCode()) : run();
    }

    /** Does its work as {@link Process#advance} says. */
    protected abstract Progress run();

    /** What {@link #run} needs to go on, with any names. */
    protected abstract Json state();

    /** Takes over what {@link #state} gave; called on a new process with an equal invocation. */
    protected void load(Json state) {}

    @Override
    public void signal(Signal arrived) {
        signal = arrived;
    }

    @Override
    public final boolean hasHandlers() {
        return false;
    }

    @Override
    public final Optional<Json> save() {
        return Optional.of(Json.of("state", state(), "signal", signal == null ? null : signal.name()));
    }

    /** A program whose processes this makes, from the invocation alone. */
    public static Program program(Function<Invocation, Utility> make) {
        return new Program() {
            @Override
            public Process start(Invocation invocation) {
                return make.apply(invocation);
            }

            @Override
            public Process restore(Invocation invocation, Json saved) {
                return make.apply(invocation).loaded(saved);
            }
        };
    }

    /** Takes over what {@link #save} wrote. */
    public final Utility loaded(Json saved) {
        load(saved.object("state"));
        signal = saved.has("signal") ? Signal.valueOf(saved.text("signal")) : null;
        return this;
    }

    protected final void out(String text) {
        invocation.io().out().write(text);
    }

    /** Prints a complaint that starts with the program's name. */
    protected final void complain(String message) {
        invocation.io().err().line(invocation.name() + ": " + message);
    }
}
