package dev.reconcile.kubectl.call;

import dev.reconcile.kubelet.Conversation;
import dev.reconcile.shell.Progress;

/** How far a command has come: it ended, or it waits and goes on later. */
public sealed interface Step {
    record Done(int code) implements Step {}

    /**
     * Goes on with {@code next} when what is waited for has happened, or at any time before.
     *
     * @param catches whether Ctrl-C is caught, and the command ends with 1 instead of by the signal ({@code kubectl/pkg/util/interrupt})
     */
    record Wait(Progress.Waiting until, boolean catches, Continuation next) implements Step {}

    /** There is more to do at once, but others may have their turn first. */
    record Turn(Continuation next) implements Step {}

    /**
     * Talks with a container until the conversation ends, then goes on with {@code next}.
     *
     * @param keys whether Ctrl-C goes to the other end, as from a terminal in raw mode, and does not end kubectl
     * @param catches as in {@link Wait}
     */
    record Talk(Conversation with, boolean keys, boolean catches, Ending next) implements Step {
        public Talk(Conversation with, boolean keys, Ending next) {
            this(with, keys, false, next);
        }
    }

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
        return new Wait((Progress.Waiting) (millis == Long.MAX_VALUE ? Progress.forChange() : Progress.forChangeUntil(millis)), false, next);
    }

    /** As {@link #changeUntil}, for commands that watch and so catch Ctrl-C. */
    static Step watchedUntil(long millis, Continuation next) {
        Wait wait = (Wait) changeUntil(millis, next);
        return new Wait(wait.until(), true, next);
    }

    static Step input(Continuation next) {
        return new Wait((Progress.Waiting) Progress.forInput(), false, next);
    }
}
