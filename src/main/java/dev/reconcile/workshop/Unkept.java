package dev.reconcile.workshop;

import java.util.List;
import java.util.Optional;

/** A journal that keeps nothing: for sessions that only rehearse, as when an exercise proves itself. */
public final class Unkept implements Journal {
    @Override
    public boolean keeps() {
        return false;
    }

    @Override
    public void create(SessionRecord session, byte[] tail) {}

    @Override
    public Optional<SessionRecord> find(String sessionId) {
        return Optional.empty();
    }

    @Override
    public Optional<SessionRecord> findByToken(Token token) {
        return Optional.empty();
    }

    @Override
    public List<SessionRecord> newest(int limit) {
        return List.of();
    }

    @Override
    public Opening open(String sessionId) {
        return new Opening.Unknown();
    }

    @Override
    public void append(String sessionId, long epoch, Chunk chunk, byte[] tail) {}

    @Override
    public void keepTail(String sessionId, long epoch, byte[] tail) {}

    @Override
    public void compact(String sessionId, long epoch, Chunk chunk) {}

    @Override
    public void release(String sessionId, long epoch) {}
}
