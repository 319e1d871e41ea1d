package dev.reconcile.workshop;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

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
    public Optional<UUID> person(String name, List<Token> tokens) {
        return Optional.empty();
    }

    @Override
    public SortedMap<String, Practice> practice(UUID person) {
        return Collections.emptySortedMap();
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
    public void append(String sessionId, long epoch, Chunk chunk, byte[] tail, SortedMap<String, Practice.Gain> gains) {}

    @Override
    public void keepTail(String sessionId, long epoch, byte[] tail, SortedMap<String, Practice.Gain> gains) {}

    @Override
    public void compact(String sessionId, long epoch, Chunk chunk) {}

    @Override
    public void release(String sessionId, long epoch) {}
}
