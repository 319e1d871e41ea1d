package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Item;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far a person has come in each exercise: a fold over the session's log. */
final class Progress {
    /** What is known of one exercise. */
    static final class Attempt {
        private int begun;
        private int checks;
        private long workedMillis;
        private final SortedMap<String, Long> metAt = new TreeMap<>();
        private final Set<String> everMet = new TreeSet<>();
        private final Set<String> skipped = new TreeSet<>();
        private final SortedMap<String, Integer> hints = new TreeMap<>();
        private final Map<String, Long> questions = new LinkedHashMap<>();

        /** How often it was begun. */
        int begun() {
            return begun;
        }

        /** How often the work was checked. */
        int checks() {
            return checks;
        }

        /** Wall milliseconds during which somebody looked and the exercise was not finished. */
        long workedMillis() {
            return workedMillis;
        }

        /** Position of the log at which each item was met for the first time since it was last begun. */
        SortedMap<String, Long> metAt() {
            return Collections.unmodifiableSortedMap(metAt);
        }

        /** How many hints were shown, by item. */
        int hints(String item) {
            return hints.getOrDefault(item, 0);
        }

        /** Misconceptions that a question was asked about, in that order, with its position. */
        Map<String, Long> questions() {
            return Collections.unmodifiableMap(questions);
        }

        /** Points of a hundred that hints have cost, and steps that were done for the learner. */
        long cost(Exercise exercise) {
            long needed = exercise.items().stream().filter(item -> !item.optional()).mapToLong(Item::weight).sum();
            long done = exercise.items().stream().filter(item -> !item.optional() && skipped.contains(item.id())).mapToLong(Item::weight).sum();
            long cost = needed == 0 ? 0 : Math.round(100.0 * done / needed);
            for (Item item : exercise.items()) {
                cost += item.hints().stream().limit(hints(item.id())).mapToLong(Item.Hint::cost).sum();
            }
            return Math.min(cost, 100);
        }

        private void met(String item, long position) {
            metAt.putIfAbsent(item, position);
            everMet.add(item);
        }

        /** Whether everything that is needed has been met since it was last begun. */
        boolean isComplete(Exercise exercise) {
            return exercise.items().stream().allMatch(item -> item.optional() || metAt.containsKey(item.id()));
        }

        /** Items that were ever met, whether it was begun again since then or not. */
        Set<String> everMet() {
            return Collections.unmodifiableSet(everMet);
        }
    }

    private final SortedMap<String, Attempt> attempts = new TreeMap<>();
    private String current = "";

    void fold(Entry entry) {
        switch (entry.body()) {
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.SKIP ->
                of(current).skipped.addAll(details.texts("items"));
            case Body.Act(Body.ActKind kind, String text, Json details) -> fold(kind, text, entry.position());
            case Body.Achieved achieved -> of(achieved.exercise()).met(achieved.item(), entry.position());
            case Body others -> { }
        }
    }

    private void fold(Body.ActKind kind, String text, long position) {
        if (kind == Body.ActKind.EXERCISE) {
            begin(text);
        } else if (kind == Body.ActKind.HINT) {
            of(current).hints.merge(text, 1, Integer::sum);
        } else if (kind == Body.ActKind.CHECK) {
            of(current).checks++;
        } else if (kind == Body.ActKind.QUESTION) {
            of(current).questions.putIfAbsent(text, position);
        }
    }

    private void begin(String exercise) {
        current = exercise;
        Attempt attempt = of(exercise);
        attempt.begun++;
        attempt.metAt.clear();
        attempt.hints.clear();
        attempt.skipped.clear();
        attempt.questions.clear();
    }

    private Attempt of(String exercise) {
        return attempts.computeIfAbsent(exercise, id -> new Attempt());
    }

    /** Of the exercise that the person is at. */
    Attempt current() {
        return of(current);
    }

    /** Of any exercise; of one that was never begun, an empty one. */
    Attempt in(String exercise) {
        return attempts.getOrDefault(exercise, new Attempt());
    }

    /** Somebody has looked for so long. */
    void worked(long wallMillis) {
        current().workedMillis += wallMillis;
    }

    /** Everything that the log does not tell. */
    Json save() {
        Json worked = Json.EMPTY;
        for (Map.Entry<String, Attempt> attempt : attempts.entrySet()) {
            worked = worked.with(attempt.getKey(), attempt.getValue().workedMillis);
        }
        return worked;
    }

    void restore(Json saved) {
        saved.names().forEach(exercise -> of(exercise).workedMillis = saved.number(0, exercise));
    }
}
