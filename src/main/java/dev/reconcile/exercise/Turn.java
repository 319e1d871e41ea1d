package dev.reconcile.exercise;

import dev.reconcile.cluster.Fault;

/** Something that is done to a cluster by somebody other than its learner. */
public sealed interface Turn {
    /** Nothing is done for so many virtual milliseconds. */
    record Wait(long millis) implements Turn {}

    /**
     * Somebody types commands. None of them may wait for something.
     *
     * @param actor who, as the story shows it: {@code colleague}
     */
    record Run(String actor, String script) implements Turn {}

    /** Something goes wrong, or is made good again. */
    record Break(Fault fault) implements Turn {}
}
