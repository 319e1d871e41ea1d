package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Item;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far the run has come that the session is at, and what it adds to the person's practice: a fold over the session's log. */
final class Progress {
    /** One run of an exercise, since it was last begun. */
    static final class Attempt {
        private final SortedMap<String, Long> metAt = new TreeMap<>();
        private final Set<String> skipped = new TreeSet<>();
        private final SortedMap<String, Integer> hints = new TreeMap<>();
        private final Map<String, Long> questions = new LinkedHashMap<>();

        /** Position of the log at which each item was met for the first time. */
        SortedMap<String, Long> metAt() {
            return Collections.unmodifiableSortedMap(metAt);
        }

        /** How many different hints were shown, by item. */
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

        /** Whether everything that is needed has been met. */
        boolean isComplete(Exercise exercise) {
            return exercise.items().stream().allMatch(item -> item.optional() || metAt.containsKey(item.id()));
        }
    }

    private String current = "";
    private Attempt attempt = new Attempt();
    private final SortedMap<String, Practice.Gain> gains = new TreeMap<>();

    void fold(Entry entry) {
        switch (entry.body()) {
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.EXERCISE -> begin(text);
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.SKIP -> attempt.skipped.addAll(details.texts("items"));
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.HINT -> hint(text, (int) details.number(0, "tier"));
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.CHECK -> gain(Practice.Gain.CHECK);
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.QUESTION ->
                attempt.questions.putIfAbsent(text, entry.position());
            case Body.Achieved achieved -> met(achieved.item(), entry.position());
            case Body others -> { }
        }
    }

    private void begin(String exercise) {
        current = exercise;
        attempt = new Attempt();
        gain(Practice.Gain.BEGUN);
    }

    /** The last hint may be shown again; that is no further one. */
    private void hint(String item, int tier) {
        if (tier > attempt.hints(item)) {
            attempt.hints.put(item, tier);
            gain(Practice.Gain.HINT);
        }
    }

    private void met(String item, long position) {
        attempt.metAt.putIfAbsent(item, position);
        gain(Practice.Gain.met(item));
    }

    private void gain(Practice.Gain gain) {
        gains.merge(current, gain, Practice.Gain::plus);
    }

    /** The run that the session is at. */
    Attempt current() {
        return attempt;
    }

    /** Somebody has looked for so long. */
    void worked(long wallMillis) {
        gain(Practice.Gain.worked(wallMillis));
    }

    /**
     * What the person's practice has to be told, by exercise; it is told once.
     *
     * @param exercise the one that the session is at; null if it is not served any more
     * @param leastMillis time alone is worth telling when it is that long
     */
    SortedMap<String, Practice.Gain> takeGains(Exercise exercise, long leastMillis) {
        Practice.Gain here = gains.get(current);
        if (exercise != null && here != null && !here.met().isEmpty() && attempt.isComplete(exercise)) {
            gain(Practice.Gain.completed(attempt.cost(exercise)));
        }
        SortedMap<String, Practice.Gain> taken = new TreeMap<>();
        Iterator<Map.Entry<String, Practice.Gain>> pending = gains.entrySet().iterator();
        while (pending.hasNext()) {
            Map.Entry<String, Practice.Gain> gain = pending.next();
            if (gain.getValue().isMoreThanTime() || gain.getValue().workedMillis() >= leastMillis) {
                taken.put(gain.getKey(), gain.getValue());
                pending.remove();
            }
        }
        return taken;
    }

    /** The person's practice knows of these exercises: what the log tells of them was told when it happened. */
    void wereTold(Set<String> exercises) {
        gains.keySet().removeAll(exercises);
    }
}
