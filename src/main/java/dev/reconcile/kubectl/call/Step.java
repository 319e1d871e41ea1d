package dev.reconcile.kubectl.call;

import dev.reconcile.kubelet.Conversation;
import dev.reconcile.shell.Progress;

/** How far a command has come: it ended, or it waits and goes on later. */
public sealed interface Step {
    record Done(int code) implements Step {}

    /** Goes on with {@code next} when what is waited for has happened, or at any time before. */
    record Wait(Progress.Waiting until, Continuation next) implements Step {}

    /** There is more to do at once, but others may have their turn first. */
    record Turn(Continuation next) implements Step {}

    /**
     * Talks with a container until the conversation ends, then goes on with {@code next}.
     *
     * @param keys whether Ctrl-C goes to the other end, as from a terminal in raw mode, and does not end kubectl
     */
    record Talk(Conversation with, boolean keys, Ending next) implements Step {}

    /** The rest of a command after a conversation. */
    @FunctionalInterface
    interface Ending {
        Step run(int code) throws CommandFailure;
    }

    /** The rest of a command. */
    @FunctionalInterface
    interface Continuation {
        Step run() throws CommandFailure;
    }

    Step OK = new Done(0);

    /** @param millis when to stop waiting, in virtual milliseconds since the epoch; {@link Long#MAX_VALUE} for never */
    static Step changeUntil(long millis, Continuation next) {
        return new Wait((Progress.Waiting) (millis == Long.MAX_VALUE ? Progress.forChange() : Progress.forChangeUntil(millis)), next);
    }

    static Step input(Continuation next) {
        return new Wait((Progress.Waiting) Progress.forInput(), next);
    }
}
