package dev.reconcile.exercise;

import java.util.List;

/**
 * A way of going wrong that is worth a question. It never says what to do instead.
 *
 * @param after items that must be met before it is looked for
 * @param pattern what the run looks like then
 */
public record Misconception(String id, List<String> after, Goal pattern, Localized question) {}
