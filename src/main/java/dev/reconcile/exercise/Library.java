package dev.reconcile.exercise;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All exercises that are served, in their order. */
public final class Library {
    private final Map<String, Exercise> byId = new LinkedHashMap<>();

    public Library(List<Exercise> exercises) {
        exercises.stream().sorted(Comparator.comparingLong(Exercise::order)).forEach(exercise -> byId.put(exercise.id(), exercise));
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("a library without exercises");
        }
    }

    public List<Exercise> all() {
        return List.copyOf(byId.values());
    }

    /** @param id the folder's name; null for none */
    public Optional<Exercise> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Exercise first() {
        return byId.values().iterator().next();
    }
}
