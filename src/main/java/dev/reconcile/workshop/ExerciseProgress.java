package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Item;
import java.util.List;
import java.util.Set;

/**
 * How far a person has come in one exercise.
 *
 * @param begun how often it was begun
 * @param met needed items that were ever met
 * @param needed items that are not optional
 * @param hints how many hints were shown since it was last begun
 * @param cost points of a hundred that these have cost
 * @param checks how often the work was checked
 * @param workedMillis wall milliseconds during which somebody looked and the exercise was not finished
 * @param current the session is at it
 */
public record ExerciseProgress(
        Exercise exercise, int begun, int met, int needed, int hints, long cost, int checks, long workedMillis, boolean current) {

    static ExerciseProgress of(Exercise exercise, Progress.Attempt attempt, boolean current) {
        List<String> needed = exercise.items().stream().filter(item -> !item.optional()).map(Item::id).toList();
        Set<String> met = attempt.everMet();
        int hints = exercise.items().stream().mapToInt(item -> attempt.hints(item.id())).sum();
        return new ExerciseProgress(exercise, attempt.begun(), (int) needed.stream().filter(met::contains).count(), needed.size(), hints,
                attempt.cost(exercise), attempt.checks(), attempt.workedMillis(), current);
    }

    public boolean complete() {
        return begun > 0 && met == needed;
    }
}
