package dev.reconcile.shell;

import java.util.Optional;

/** What a program may know of the world around it. */
public interface World {
    /** Virtual time in milliseconds since the epoch. */
    long nowMillis();

    /** The learner's terminal; empty in a container and in scripts run through the API. */
    Optional<Terminal> terminal();

    /** Sends a signal to another process of this system. False if there is none with that number. */
    default boolean signal(long pid, Signal signal) {
        return false;
    }

    /** What can be reached over the network. */
    default Network network() {
        return Network.NONE;
    }
}
