package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a person has come in one exercise, whichever of their sessions they did it in.
 *
 * @param practice empty if they never began it
 * @param current the session is at it
 */
public record ExerciseProgress(Exercise exercise, Optional<Practice> practice, boolean current) {

    /** In each of these exercises. */
    static List<ExerciseProgress> of(List<Exercise> exercises, Map<String, Practice> practices, String current) {
        return exercises.stream().map(each -> new ExerciseProgress(each, Optional.ofNullable(practices.get(each.id())), each.id().equals(current))).toList();
    }

    /** Items that are not optional. */
    public int needed() {
        return (int) exercise.items().stream().filter(item -> !item.optional()).count();
    }

    /** Of these, the ones that were ever met. */
    public int met() {
        return (int) exercise.items().stream().filter(item -> !item.optional()).map(Item::id)
                .filter(id -> practice.map(known -> known.met().containsKey(id)).orElse(false)).count();
    }

    public boolean complete() {
        return practice.isPresent() && met() == needed();
    }
}
