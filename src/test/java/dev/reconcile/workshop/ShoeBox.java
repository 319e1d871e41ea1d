package dev.reconcile.workshop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A journal for one session, kept in memory. */
final class ShoeBox implements Journal {
    private final List<Chunk> chunks = new ArrayList<>();
    private SessionRecord session;
    private byte[] tail;
    private long epoch = FIRST_EPOCH;

    @Override
    public void create(SessionRecord made, byte[] firstTail) {
        session = made;
        tail = firstTail;
    }

    @Override
    public Optional<SessionRecord> find(String sessionId) {
        return Optional.ofNullable(session);
    }

    @Override
    public Optional<SessionRecord> findByToken(Token token) {
        return Optional.empty();
    }

    @Override
    public List<SessionRecord> newest(int limit) {
        return List.of(session);
    }

    @Override
    public Opening.Opened open(String sessionId) {
        return new Opening.Opened(++epoch, session, chunks, tail);
    }

    @Override
    public void append(String sessionId, long writer, Chunk chunk, byte[] newTail) {
        chunks.add(chunk);
        tail = newTail;
    }

    @Override
    public void keepTail(String sessionId, long writer, byte[] newTail) {
        tail = newTail;
    }

    @Override
    public void compact(String sessionId, long writer, Chunk chunk) {
        throw new IllegalStateException("nobody asks for this here");
    }

    @Override
    public void release(String sessionId, long writer) {
        epoch = writer;
    }
}
