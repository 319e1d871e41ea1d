package dev.reconcile.kubelet;

import dev.reconcile.api.Status;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.Optional;

/** A conversation that is over before it has begun. */
record FailedConversation(Status status) implements Conversation {
    @Override
    public Progress advance() {
        return Progress.exited(1);
    }

    @Override
    public void signal(Signal signal) {
        // There is nobody to hear it.
    }

    @Override
    public Optional<Status> failure() {
        return Optional.of(status);
    }
}
