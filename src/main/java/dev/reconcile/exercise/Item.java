package dev.reconcile.exercise;

import java.util.List;
import java.util.SortedMap;

/**
 * A line of the checklist.
 *
 * @param after the item that must be met before this one counts; empty for none
 * @param optional worth doing, but not needed to finish
 * @param values named expressions that {@code found} fills in
 * @param found what is there now, with {@code {name}} placeholders
 * @param wanted what should be
 * @param hints from a nudge to nearly the answer
 */
public record Item(
        String id,
        Localized title,
        Goal goal,
        String after,
        boolean optional,
        SortedMap<String, Expression> values,
        Localized found,
        Localized wanted,
        List<Localized> hints) {}
