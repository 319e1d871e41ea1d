package dev.reconcile.shell;

import java.util.OptionalLong;

/** How a call of {@link Process#advance} came out. */
public sealed interface Progress {
    /** The program ended; the process must not be advanced again. */
    record Exited(int code) implements Progress {}

    /**
     * Nothing can be done until one of these happens: an instant of virtual time (milliseconds since the epoch) is reached, something changes in the
     * cluster or in the terminal's editor, input arrives or ends.
     */
    record Waiting(OptionalLong untilMillis, boolean forChange, boolean forInput) implements Progress {}

    /** There is more to do at once, but others may have their turn first: no call of {@link Process#advance} runs for long. */
    record Working() implements Progress {}

    static Progress exited(int code) {
        return new Exited(code);
    }

    static Progress until(long millis) {
        return new Waiting(OptionalLong.of(millis), false, false);
    }

    static Progress forChange() {
        return new Waiting(OptionalLong.empty(), true, false);
    }

    /** Waits for a change, but not longer than until that instant. */
    static Progress forChangeUntil(long millis) {
        return new Waiting(OptionalLong.of(millis), true, false);
    }

    static Progress forInput() {
        return new Waiting(OptionalLong.empty(), false, true);
    }
}
