package dev.reconcile.workshop;

import java.util.OptionalLong;

/** Something of a person's that runs on virtual time beside the cluster: the terminal's command, or a conversation of an own client. */
interface Runs {
    /** Lets it go on as far as it can now. True if it is worth calling again at this instant. */
    boolean pump();

    /** The instant of virtual time at which it wants to go on by itself. */
    OptionalLong wakeAt();
}
