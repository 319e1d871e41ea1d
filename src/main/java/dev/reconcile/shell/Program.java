package dev.reconcile.shell;

import dev.reconcile.model.Json;

/** Something that can be started by its name: kubectl, cat, a shell script, what a container image runs. */
@FunctionalInterface
public interface Program {
    /** A process that has done nothing yet; its first {@link Process#advance} begins the work. */
    Process start(Invocation invocation);

    /**
     * The process that once answered {@link Process#save} with this state, wired to an equal invocation. Programs whose processes cannot be saved
     * keep this default.
     */
    default Process restore(Invocation invocation, Json state) {
        throw new UnsupportedOperationException(invocation.name() + " cannot be restored");
    }
}
