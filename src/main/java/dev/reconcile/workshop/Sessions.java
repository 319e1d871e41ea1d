package dev.reconcile.workshop;

import dev.reconcile.exercise.Library;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All sessions that this process has in memory, and the way to those that it has not. */
@ApplicationScoped
public class Sessions {
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final String ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int ID_LENGTH = 16;

    /** A new session and the token that opens it, which is told this once. */
    public record Created(Session session, Token token) {}

    private final Journal journal;
    private final Library library;
    private final SecureRandom random = new SecureRandom();
    private final Clock wall = Clock.systemUTC();
    private final ConcurrentMap<String, Session> inMemory = new ConcurrentHashMap<>();

    public Sessions(Journal journal, Library library) {
        this.journal = journal;
        this.library = library;
    }

    /**
     * A new session.
     *
     * @param exercise the one to begin with; null or empty for the first that the person has not completed
     * @param held tokens of sessions that are open to whoever asks: under the same name, the same person goes on
     */
    public Answer<Created> create(String name, String language, String exercise, List<Token> held) {
        String shown = name == null ? "" : name.strip();
        if (shown.isEmpty()) {
            return Answer.bad(Problem.Code.NAME_EMPTY);
        }
        if (shown.length() > SessionRecord.NAME_LIMIT) {
            return Answer.bad(Problem.Code.NAME_TOO_LONG, shown.length(), SessionRecord.NAME_LIMIT);
        }
        Optional<Language> known = Language.of(language);
        if (known.isEmpty()) {
            return Answer.bad(Problem.Code.LANGUAGE_UNKNOWN, language);
        }
        UUID person = journal.person(shown, held).orElseGet(UUID::randomUUID);
        String wanted = exercise == null || exercise.isEmpty() ? firstOpen(person) : exercise;
        if (library.get(wanted).isEmpty()) {
            return Answer.bad(Problem.Code.EXERCISE_UNKNOWN, wanted);
        }
        Token token = Token.fresh();
        SessionRecord record = new SessionRecord(freshId(), person, shown, known.get().tag(), token.hash(), Instant.now(wall), wanted);
        Session session = Session.create(journal, library, record, random.nextLong());
        session.seen(wall.millis());
        inMemory.put(record.id(), session);
        return Answer.good(new Created(session, token));
    }

    /** How far the session's person has come in each exercise, in whichever of their sessions. */
    public List<ExerciseProgress> progress(Session session) {
        return progress(session.record().person(), session.exercise());
    }

    private List<ExerciseProgress> progress(UUID person, String current) {
        return ExerciseProgress.of(library.all(), journal.practice(person), current);
    }

    /** The first exercise that is not complete; after all of them, the first again. */
    private String firstOpen(UUID person) {
        return progress(person, "").stream().filter(each -> !each.complete()).findFirst().map(ExerciseProgress::exercise).orElseGet(library::first).id();
    }

    /** A second session of the same person that goes on from where this one was when an item of its checklist was met. This one stays as it is. */
    public Answer<Created> branch(Session from, String item) {
        Optional<Checkpoint> found = from.checkpoint(String.valueOf(item));
        if (found.isEmpty()) {
            return Answer.bad(Problem.Code.NO_CHECKPOINT, String.valueOf(item));
        }
        Checkpoint checkpoint = found.get();
        Token token = Token.fresh();
        SessionRecord record = new SessionRecord(freshId(), from.record().person(), from.record().name(), from.language().tag(), token.hash(),
                Instant.now(wall), from.exercise());
        journal.create(record, checkpoint.tail());
        journal.append(record.id(), Journal.FIRST_EPOCH, Chunks.of(from.entries(0, (int) checkpoint.position())), checkpoint.tail());
        journal.release(record.id(), Journal.FIRST_EPOCH);
        return switch (open(record.id())) {
            case Answer.Good<Session>(Session session) -> Answer.good(new Created(session, token));
            case Answer.Bad<Session>(Problem problem) -> new Answer.Bad<>(problem);
        };
    }

    private String freshId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return id.toString();
    }

    /** The session's record, whether it is in memory or not. */
    public Optional<SessionRecord> record(String id) {
        Session session = inMemory.get(id);
        return session != null ? Optional.of(session.record()) : journal.find(id);
    }

    /** The session, brought into memory if need be. The caller has checked the token. */
    public Answer<Session> open(String id) {
        Session session = inMemory.compute(id, (key, present) -> present != null && !present.isLost() ? present : load(key));
        if (session == null) {
            return Answer.bad(Problem.Code.HELD_ELSEWHERE);
        }
        session.seen(wall.millis());
        return Answer.good(session);
    }

    private Session load(String id) {
        return switch (journal.open(id)) {
            case Journal.Opening.Opened opened -> Session.load(journal, library, opened);
            case Journal.Opening.HeldElsewhere held -> null;
            case Journal.Opening.Unknown unknown -> throw new IllegalStateException("session " + id + " has a record but no journal");
        };
    }

    /** Sessions in memory. */
    public int count() {
        return inMemory.size();
    }

    /** The sessions that somebody looks at: time goes on in these. */
    List<Session> looked() {
        long now = wall.millis();
        List<Session> looked = new ArrayList<>();
        for (Session session : inMemory.values()) {
            if (session.isWatched() || now - session.lastSeen() < Limits.LOOKING_MILLIS) {
                looked.add(session);
            }
        }
        return looked;
    }

    /** Puts sessions out of memory that nobody has looked at for {@link Limits#IN_MEMORY_MILLIS}. */
    void putAway() {
        long now = wall.millis();
        for (String id : List.copyOf(inMemory.keySet())) {
            inMemory.computeIfPresent(id, (key, session) -> {
                boolean needed = session.isWatched() || now - session.lastSeen() < Limits.IN_MEMORY_MILLIS;
                if (!needed || session.isLost()) {
                    close(session);
                    return null;
                }
                return session;
            });
        }
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Session " + session.record().id() + " could not be closed; its journal stands", e);
        }
    }

    /** While the journal still works; when beans are destroyed, the database is out of reach. */
    void closeAll(@Observes Shutdown event) {
        inMemory.values().forEach(Sessions::close);
        inMemory.clear();
    }
}
