package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.Optional;

/**
 * A running program: a plain single-threaded state machine that never blocks a thread.
 *
 * <p>It may be advanced although nothing that it waits for has happened; then it answers with the same wait again.
 */
public interface Process {
    /** Runs until the program ends, has to wait, or has used up its turn. */
    Progress advance();

    /** A signal arrives; the next {@link #advance} reacts to it. */
    void signal(Signal signal);

    /** Whether the program has put the terminal into raw mode: a key such as Ctrl-C is then input for it, and none of the shell's business. */
    default boolean takesKeys() {
        return false;
    }

    /** Whether it may react to signals; one that does not is left alone by all but {@code KILL} where it is the first of a container. */
    default boolean hasHandlers() {
        return true;
    }

    /** Everything needed to go on from here in {@link Program#restore}, or empty where this process cannot be saved (in this moment). */
    default Optional<Json> save() {
        return Optional.empty();
    }
}
