package dev.reconcile.exercise;

/**
 * A line of an exercise's script: what happens while the learner works.
 *
 * @param id names it in the log
 * @param after the item whose being met starts it; empty for the beginning of the exercise
 * @param delay virtual milliseconds after that
 * @param turn what is done
 * @param say what the learner is told; may be empty
 */
public record Happening(String id, String after, long delay, Turn turn, Localized say) {}
