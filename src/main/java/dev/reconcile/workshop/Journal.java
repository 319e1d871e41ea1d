package dev.reconcile.workshop;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Where sessions are kept: whatever a call here has returned from survives any crash.
 *
 * <p>A session is written by one process at a time. Opening it raises its epoch; a writer that still holds an older epoch
 * is refused, so a process that was thought dead and comes back cannot add to a log that goes on elsewhere.
 */
public interface Journal {

    /** Whether anything is kept at all: what is not kept need not be written down. */
    default boolean keeps() {
        return true;
    }

    /** Keeps a new session that this process owns, and its person if they are new; its log is empty and its epoch is {@link #FIRST_EPOCH}. */
    void create(SessionRecord session, byte[] tail);

    Optional<SessionRecord> find(String sessionId);

    /** Whoever has begun a session under that name which one of these tokens opens; of several, the one who did so last. */
    Optional<UUID> person(String name, List<Token> tokens);

    /** What a person has done so far, by exercise. */
    SortedMap<String, Practice> practice(UUID person);

    /** The sessions created last, newest first. */
    List<SessionRecord> newest(int limit);

    /** Makes this process the owner, unless another one that is alive is it, and reads everything kept. */
    Opening open(String sessionId);

    /**
     * Adds the next entries of the log, replaces the tail, and adds to the practice of the session's person: all of it or nothing.
     *
     * @param gains by exercise
     * @throws TakenOver if the epoch is no longer the session's
     */
    void append(String sessionId, long epoch, Chunk chunk, byte[] tail, SortedMap<String, Practice.Gain> gains);

    /** The same without gains. */
    default void append(String sessionId, long epoch, Chunk chunk, byte[] tail) {
        append(sessionId, epoch, chunk, tail, Collections.emptySortedMap());
    }

    /**
     * Replaces the tail alone, for state that has moved on without a new entry. After a lost connection gains may count twice: there should be
     * nothing but time in them.
     *
     * @throws TakenOver if the epoch is no longer the session's
     */
    void keepTail(String sessionId, long epoch, byte[] tail, SortedMap<String, Practice.Gain> gains);

    /** The same without gains. */
    default void keepTail(String sessionId, long epoch, byte[] tail) {
        keepTail(sessionId, epoch, tail, Collections.emptySortedMap());
    }

    /**
     * Puts one chunk in the place of the chunks that cover the same positions, so that a long session loads quickly.
     *
     * @throws TakenOver if the epoch is no longer the session's
     */
    void compact(String sessionId, long epoch, Chunk chunk);

    /** Lets another process open the session; does nothing if one already has. */
    void release(String sessionId, long epoch);

    long FIRST_EPOCH = 1;

    /** Entries of the log from one position to another, both included; what the bytes mean is the writer's business. */
    record Chunk(long first, long last, byte[] entries) {
        public Chunk {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("a chunk from position " + first + " to " + last);
            }
        }
    }

    /** What came of opening a session. */
    sealed interface Opening {
        /** It is ours; the chunks are in the order of their positions and leave none out. */
        record Opened(long epoch, SessionRecord session, List<Chunk> chunks, byte[] tail) implements Opening {
            public Opened {
                chunks = List.copyOf(chunks);
            }

            /** Position of the last entry kept; 0 if there is none. */
            public long position() {
                return chunks.isEmpty() ? 0 : chunks.getLast().last();
            }
        }

        /** Another process has it open and is alive. */
        record HeldElsewhere(int node) implements Opening {}

        /** There is no such session. */
        record Unknown() implements Opening {}
    }

    /** The session went on in another process, or was opened again in this one: this writer has to stop. */
    final class TakenOver extends RuntimeException {
        private static final long serialVersionUID = 1;

        public TakenOver(String sessionId, long epoch) {
            super("session " + sessionId + " is no longer at epoch " + epoch);
        }
    }
}
