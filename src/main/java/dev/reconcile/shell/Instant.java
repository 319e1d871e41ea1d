package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.function.ToIntFunction;

/** A program that is over in its first turn: needs no input and never waits. */
public final class Instant extends Utility {
    private final ToIntFunction<Invocation> work;

    Instant(Invocation invocation, ToIntFunction<Invocation> work) {
        super(invocation);
        this.work = work;
    }

    /** A program that does this work and ends with its result. */
    public static Program of(ToIntFunction<Invocation> work) {
        return program(invocation -> new Instant(invocation, work));
    }

    @Override
    protected Progress run() {
        return Progress.exited(work.applyAsInt(invocation));
    }

    @Override
    protected Json state() {
        return Json.EMPTY;
    }
}
