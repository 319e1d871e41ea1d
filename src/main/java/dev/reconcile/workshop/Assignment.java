package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Item;
import dev.reconcile.exercise.Library;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The exercise that a session is at: how its checklist stands and which hints were shown. A fold over the log, but for what grading has looked at. */
final class Assignment {
    private final Library library;
    private final Cluster cluster;
    private final SortedMap<String, Integer> hintsShown = new TreeMap<>();
    private Grading grading;

    Assignment(Library library, Cluster cluster) {
        this.library = library;
        this.cluster = cluster;
    }

    void fold(Entry entry) {
        if (entry.body() instanceof Body.Act(Body.ActKind kind, String text, Json details)) {
            if (kind == Body.ActKind.EXERCISE) {
                grading = library.get(text).map(exercise -> new Grading(exercise, cluster.log(), cluster.view(), entry.position())).orElse(null);
            } else if (kind == Body.ActKind.HINT) {
                hintsShown.merge(text, 1, Integer::sum);
            }
        }
    }

    /** Looks at the checklist; called wherever something may have happened, so that no instant of the run is missed. */
    void judge() {
        if (grading != null) {
            grading.observe().items().forEach(item -> cluster.append(Session.LEARNER, 0, new Body.Achieved(grading.exercise().id(), item)));
        }
    }

    Optional<Exercise> exercise() {
        return Optional.ofNullable(grading).map(Grading::exercise);
    }

    /** How every item of the checklist stands. */
    List<Grading.ItemState> checklist(Language language) {
        return grading == null ? List.of() : grading.items(language.tag());
    }

    /** Met and needed items. */
    long[] score() {
        return grading == null ? new long[] {0, 0} : new long[] {grading.score(), grading.total()};
    }

    /**
     * The item's next hint; after the last one, the last one again.
     *
     * @param log writes the act that shows it
     */
    Answer<Session.HintShown> hint(String item, Language language, Function<Json, Entry> log) {
        Optional<Item> asked = exercise().flatMap(exercise -> exercise.item(item));
        if (asked.isEmpty()) {
            return Answer.bad(Problem.Code.ITEM_UNKNOWN, String.valueOf(item));
        }
        List<Item.Hint> hints = asked.get().hints();
        if (hints.isEmpty()) {
            return Answer.bad(Problem.Code.NO_MORE_HINTS, item);
        }
        int tier = Math.min(hintsShown.getOrDefault(item, 0) + 1, hints.size());
        fold(log.apply(Json.of("tier", tier)));
        return Answer.good(new Session.HintShown(tier, hints.size(), hints.get(tier - 1).text().in(language.tag())));
    }

    Json save() {
        return grading == null ? null : grading.save();
    }

    void restore(Json saved) {
        if (grading != null) {
            grading.restore(saved);
        }
    }
}
