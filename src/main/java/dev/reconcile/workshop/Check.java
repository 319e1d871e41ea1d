package dev.reconcile.workshop;

import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Item;
import dev.reconcile.model.Json;
import java.util.List;

/**
 * What "Check my work" found in the future of a cluster.
 *
 * @param from virtual time of the check
 * @param until virtual time at which the future that was played ends
 * @param complete everything that is needed is met
 * @param cutShort more happened in the future than a check may look at
 */
public record Check(long from, long until, List<Happened> happened, List<Verdict> items, boolean complete, boolean cutShort) {
    /** The most happenings that a check tells. */
    public static final int MOST_HAPPENINGS = 200;

    /**
     * Something that happened in the future.
     *
     * @param actor who did it or saw it
     * @param object {@code pod/web-0}; empty where it is about none
     * @param reason of a Kubernetes event, or {@code event}, {@code met}, {@code failed}
     * @param text the event's message, or the id of what was done or met
     */
    public record Happened(long time, String actor, String object, String reason, String text) {}

    /**
     * How an item stands at the end of the future.
     *
     * @param before how it stands without the future
     * @param after how it stands there; of items that are not judged in the future, only what would come of it
     * @param time virtual time at which it was met or failed; 0 for neither
     * @param values what was found
     * @param found the same in a sentence
     */
    public record Verdict(Item item, Grading.State before, Grading.State after, long time, Json values, String found) {}
}
