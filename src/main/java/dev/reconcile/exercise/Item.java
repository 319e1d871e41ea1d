package dev.reconcile.exercise;

import java.util.List;
import java.util.SortedMap;

/**
 * A line of the checklist.
 *
 * @param after the items that must be met before this one counts
 * @param optional worth doing, but not needed to finish
 * @param inFuture judged only in the future that "Check my work" plays
 * @param weight how much it counts, beside others
 * @param values named expressions that {@code found} fills in
 * @param found what is there now, with {@code {name}} placeholders
 * @param wanted what should be
 * @param hints from a nudge to nearly the answer
 */
public record Item(
        String id,
        Localized title,
        Goal goal,
        List<String> after,
        boolean optional,
        boolean inFuture,
        long weight,
        SortedMap<String, Expression> values,
        Localized found,
        Localized wanted,
        List<Hint> hints) {

    /** @param cost points of a hundred that it takes from the result */
    public record Hint(Localized text, long cost) {}
}
