package dev.reconcile.kubelet;

import dev.reconcile.api.Status;
import dev.reconcile.shell.Process;
import java.util.Optional;

/** One streaming request that was let in, while it goes on: {@link Process#advance} gives it its turns. It cannot be saved. */
public interface Conversation extends Process {
    /** After the end: why it ended, where that is more than an exit code; what the error channel of the remote command protocol carries. */
    default Optional<Status> failure() {
        return Optional.empty();
    }
}
