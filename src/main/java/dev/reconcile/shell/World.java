package dev.reconcile.shell;

import java.util.Optional;

/** What a program may know of the world around it. */
public interface World {
    /** Virtual time in milliseconds since the epoch. */
    long nowMillis();

    /** The learner's terminal; empty in a container and in scripts run through the API. */
    Optional<Terminal> terminal();

    /** What can be reached over the network. */
    default Network network() {
        return Network.NONE;
    }
}
