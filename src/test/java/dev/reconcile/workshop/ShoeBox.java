package dev.reconcile.workshop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;

/** A journal for one session, kept in memory. */
final class ShoeBox implements Journal {
    private final List<Chunk> chunks = new ArrayList<>();
    private final SortedMap<String, Practice> practices = new TreeMap<>();
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
    public Optional<UUID> person(String name, List<Token> tokens) {
        return Optional.empty();
    }

    @Override
    public SortedMap<String, Practice> practice(UUID person) {
        return practices;
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
    public void append(String sessionId, long writer, Chunk chunk, byte[] newTail, SortedMap<String, Practice.Gain> gains) {
        chunks.add(chunk);
        keepTail(sessionId, writer, newTail, gains);
    }

    @Override
    public void keepTail(String sessionId, long writer, byte[] newTail, SortedMap<String, Practice.Gain> gains) {
        tail = newTail;
        gains.forEach((exercise, gain) -> practices.merge(exercise, practice(gain), ShoeBox::sum));
    }

    private static Practice practice(Practice.Gain gain) {
        SortedMap<String, Instant> met = new TreeMap<>();
        gain.met().forEach(item -> met.put(item, Instant.EPOCH));
        return new Practice(Instant.EPOCH, gain.begun(), met, gain.hints(), gain.checks(), gain.workedMillis(), gain.cost());
    }

    private static Practice sum(Practice one, Practice other) {
        SortedMap<String, Instant> met = new TreeMap<>(one.met());
        met.putAll(other.met());
        OptionalLong cost = LongStream.concat(one.cost().stream(), other.cost().stream()).min();
        return new Practice(one.started(), one.begun() + other.begun(), met, one.hints() + other.hints(), one.checks() + other.checks(),
                one.workedMillis() + other.workedMillis(), cost);
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
