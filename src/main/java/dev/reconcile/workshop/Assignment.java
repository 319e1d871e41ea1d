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
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The exercise that a session is at: how its checklist stands, what its script has played. A fold over the log, but for what grading has looked at. */
final class Assignment {
    private final Library library;
    private final Cluster cluster;
    private final Supplier<Json> tail;
    private final Progress progress = new Progress();
    private Grading grading;
    private Script script;

    /** @param tail how the session stands beside its log, for checkpoints; null if nobody will go back to one */
    Assignment(Library library, Cluster cluster, Supplier<Json> tail) {
        this.library = library;
        this.cluster = cluster;
        this.tail = tail;
    }

    /** Takes over an entry from the log. */
    void fold(Entry entry) {
        progress.fold(entry);
        if (entry.body() instanceof Body.Act(Body.ActKind kind, String text, Json details)) {
            if (kind == Body.ActKind.EXERCISE) {
                begin(library.get(text), entry);
            } else if (kind == Body.ActKind.EVENT && script != null) {
                script.played(text);
            } else if (kind == Body.ActKind.CHECK && grading != null) {
                Json found = details.object("items");
                found.names().forEach(item -> grading.checked(item, Grading.State.valueOf(found.textOrEmpty(item, "state")), found.object(item, "values"),
                        entry.position()));
            }
        }
    }

    private void begin(Optional<Exercise> exercise, Entry entry) {
        grading = exercise.map(known -> new Grading(known, cluster.log(), cluster.view(), entry.position())).orElse(null);
        script = exercise.map(known -> new Script(known, cluster, grading)).orElse(null);
    }

    /** Looks at the checklist; called wherever something may have happened, so that no instant of the run is missed. */
    void judge() {
        if (grading == null) {
            return;
        }
        Grading.Noticed noticed = grading.observe();
        achieved(noticed.items());
        noticed.misconceptions().forEach(id -> progress.fold(append(new Body.Act(Body.ActKind.QUESTION, id, Json.EMPTY))));
    }

    private void achieved(List<String> items) {
        items.forEach(item -> progress.fold(append(new Body.Achieved(grading.exercise().id(), item))));
        if (!items.isEmpty() && tail != null) {
            long position = cluster.log().position();
            Json now = tail.get();
            items.forEach(item -> append(Checkpoint.act(item, position, now)));
        }
    }

    private Entry append(Body body) {
        return cluster.append(Session.LEARNER, 0, body);
    }

    /** Virtual time at which the exercise does something next; {@link Long#MAX_VALUE} for never. */
    long nextEvent() {
        return script == null ? Long.MAX_VALUE : script.nextAt();
    }

    /** Lets the exercise do what is due. */
    void playEvents() {
        script.playDue();
    }

    Optional<Exercise> exercise() {
        return Optional.ofNullable(grading).map(Grading::exercise);
    }

    /** What the person's practice has to be told; see {@link Progress#takeGains}. */
    SortedMap<String, Practice.Gain> takeGains(long leastMillis) {
        return progress.takeGains(exercise().orElse(null), leastMillis);
    }

    /** See {@link Progress#wereTold}. */
    void wereTold(Set<String> exercises) {
        progress.wereTold(exercises);
    }

    /** Somebody has looked for so long. */
    void worked(long wallMillis) {
        if (grading != null && !progress.current().isComplete(grading.exercise())) {
            progress.worked(wallMillis);
        }
    }

    /** What went wrong in the exercise's events and in its future; for the proof. */
    List<String> complaints() {
        return script == null ? List.of() : script.complaints();
    }

    /** Why a condition of the item cannot be evaluated as things are; for the proof. */
    Optional<String> trouble(Item item) {
        return grading == null ? Optional.empty() : grading.trouble(item);
    }

    /** How every item of the checklist stands. */
    List<Grading.ItemState> checklist(Language language) {
        return grading == null ? List.of() : grading.items(language.tag());
    }

    /** What the learner is told beside the checklist, in the order of the log. */
    Narration narration(Language language) {
        return grading == null ? Narration.NOTHING : Narration.of(grading.exercise(), script.played(), progress.current(), language.tag());
    }

    /** Weight met and weight needed. */
    long[] score() {
        return grading == null ? new long[] {0, 0} : new long[] {grading.score(), grading.total()};
    }

    /** Whether all that is needed before this item has been met. */
    boolean hasReached(String item) {
        return grading != null && grading.exercise().items().stream()
                .takeWhile(each -> !each.id().equals(item))
                .allMatch(each -> each.optional() || each.inFuture() || progress.current().metAt().containsKey(each.id()));
    }

    /** Ids of the items that have been met. */
    List<String> met() {
        return List.copyOf(progress.current().metAt().keySet());
    }

    /** Looks into the future of the cluster. Empty without an exercise. */
    Optional<Forecast> forecast() {
        return grading == null ? Optional.empty() : Optional.of(new Forecast(cluster, grading, script));
    }

    /**
     * Takes over what a check found.
     *
     * @param log writes the act
     */
    void checked(Check check, Function<Json, Entry> log) {
        Json found = Json.EMPTY;
        for (Check.Verdict verdict : check.items()) {
            if (verdict.item().inFuture()) {
                found = found.with(verdict.item().id(), Json.of("state", verdict.after().name(), "values", verdict.values()));
            }
        }
        fold(log.apply(Json.of("complete", check.complete(), "items", found)));
        achieved(check.items().stream()
                .filter(verdict -> verdict.item().inFuture() && verdict.after() == Grading.State.MET)
                .map(verdict -> verdict.item().id())
                .filter(item -> !progress.current().metAt().containsKey(item))
                .toList());
    }

    /**
     * The item's next hint; after the last one, the last one again, which costs nothing more.
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
        int tier = Math.min(progress.current().hints(item) + 1, hints.size());
        fold(log.apply(Json.of("tier", tier)));
        return Answer.good(new Session.HintShown(tier, hints.size(), hints.get(tier - 1).text().in(language.tag()), hints.get(tier - 1).cost()));
    }

    Json save() {
        return Json.of("items", grading == null ? null : grading.save());
    }

    void restore(Json saved) {
        if (grading != null) {
            grading.restore(saved.object("items"));
        }
    }
}
