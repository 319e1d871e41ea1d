package dev.reconcile.exercise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All exercises that are served, in their order. Any thread may read it; one changes it at a time. */
public final class Library {
    private static final Comparator<Exercise> ORDER = Comparator.comparingLong(Exercise::order).thenComparing(Exercise::id);

    private volatile List<Exercise> exercises;

    public Library(List<Exercise> exercises) {
        this.exercises = exercises.stream().sorted(ORDER).toList();
    }

    public List<Exercise> all() {
        return exercises;
    }

    /** @param id the folder's name; null for none */
    public Optional<Exercise> get(String id) {
        return exercises.stream().filter(exercise -> exercise.id().equals(id)).findFirst();
    }

    /** @throws java.util.NoSuchElementException if none is served */
    public Exercise first() {
        return exercises.getFirst();
    }

    /** Serves this one from now on, in the place of an older version. */
    public void put(Exercise exercise) {
        List<Exercise> next = new ArrayList<>(exercises);
        next.removeIf(other -> other.id().equals(exercise.id()));
        next.add(exercise);
        next.sort(ORDER);
        exercises = List.copyOf(next);
    }

    /** Serves it no longer. */
    public void remove(String id) {
        exercises = exercises.stream().filter(exercise -> !exercise.id().equals(id)).toList();
    }
}
