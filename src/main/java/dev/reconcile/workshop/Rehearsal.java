package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Item;
import dev.reconcile.exercise.Library;
import dev.reconcile.store.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Plays an exercise without a learner: what its solutions and known-wrong answers come to. */
public final class Rehearsal {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    /** How far apart the times of day lie at which rehearsals with one seed and the next begin. */
    private static final Duration APART = Duration.ofMinutes(5 * 60 + 7);

    private final Session session;

    public Rehearsal(Library library, String exercise, long seed) {
        SessionRecord nobody = new SessionRecord("rehearsal", new UUID(0, 0), "rehearsal", Language.EN.tag(), "", START.plus(APART.multipliedBy(seed - 1)),
                exercise);
        this.session = Session.create(new Unkept(), library, nobody, seed);
        session.teach(Jump.NAME, Jump::new);
    }

    /** Of an exercise that no library holds yet. */
    public Rehearsal(Exercise exercise, long seed) {
        this(new Library(List.of(exercise)), exercise.id(), seed);
    }

    /** Runs a script as a learner would type it, each line to its end. */
    public Ran run(String script) {
        return run(script, Limits.SCRIPT_MILLIS);
    }

    /** The same; what still runs after so many virtual milliseconds is interrupted. */
    public Ran run(String script, long patience) {
        return value(session.run(script, patience));
    }

    private static <T> T value(Answer<T> answer) {
        return switch (answer) {
            case Answer.Good<T>(T value) -> value;
            case Answer.Bad<T>(Problem problem) -> throw new IllegalStateException("the rehearsal was refused: " + problem.code());
        };
    }

    /** Lets virtual time pass. */
    public void pass(long millis) {
        session.jump(session.clock().now() + millis);
    }

    public Check check() {
        return value(session.check());
    }

    /** Ids of the items that stand like that. */
    public SortedSet<String> items(Grading.State state, boolean optionalToo) {
        SortedSet<String> ids = new TreeSet<>();
        for (Grading.ItemState item : session.checklist()) {
            if (item.state() == state && (optionalToo || !item.item().optional())) {
                ids.add(item.item().id());
            }
        }
        return ids;
    }

    /** Ids of the items that were met at any instant. */
    public SortedSet<String> everMet() {
        SortedSet<String> ids = new TreeSet<>();
        session.entries(0, Integer.MAX_VALUE).forEach(entry -> {
            if (entry.body() instanceof Body.Achieved achieved) {
                ids.add(achieved.item());
            }
        });
        return ids;
    }

    /** Ids of the misconceptions that showed. */
    public SortedSet<String> questions() {
        SortedSet<String> ids = new TreeSet<>();
        session.narration().questions().forEach(question -> ids.add(question.id()));
        return ids;
    }

    /** What went wrong in the exercise's events, and in its future. */
    public List<String> complaints() {
        return session.ask(Assignment::complaints);
    }

    /** Why a condition of the item cannot be evaluated as things are. */
    public Optional<String> trouble(Item item) {
        return session.ask(assignment -> assignment.trouble(item));
    }

    public Session session() {
        return session;
    }
}
