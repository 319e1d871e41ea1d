package dev.reconcile.workshop;

import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Library;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Plays an exercise without a learner: what its solutions and known-wrong answers come to. */
public final class Rehearsal {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    private final Session session;

    public Rehearsal(Library library, String exercise, long seed) {
        SessionRecord nobody = new SessionRecord("rehearsal", "rehearsal", Language.EN.tag(), "", START, exercise);
        this.session = Session.create(new Unkept(), StandardBlueprint.INSTANCE, library, nobody, seed);
    }

    /** Runs a script as a learner would type it, each line to its end. */
    public Session.Ran run(String script) {
        return switch (session.run(script)) {
            case Answer.Good<Session.Ran>(Session.Ran ran) -> ran;
            case Answer.Bad<Session.Ran>(Problem problem) -> throw new IllegalStateException("the script was refused: " + problem.code());
        };
    }

    /** Lets virtual time pass. */
    public void pass(long millis) {
        session.jump(session.clock().now() + millis);
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

    /** Ids of all items. */
    public List<String> all() {
        return session.checklist().stream().map(state -> state.item().id()).toList();
    }

    public Session session() {
        return session;
    }
}
