package dev.reconcile.persistence;

import dev.reconcile.workshop.Journal;
import dev.reconcile.workshop.Practice;
import dev.reconcile.workshop.SessionRecord;
import dev.reconcile.workshop.Token;
import io.micrometer.core.annotation.Timed;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** The journal in PostgreSQL; a call returns when its transaction is on disk. */
@ApplicationScoped
class PostgresJournal implements Journal {
    private final NodeNumber node;

    PostgresJournal(NodeNumber node) {
        this.node = node;
    }

    @Override
    public void create(SessionRecord record, byte[] tail) {
        int number = node.held();
        Transactions.durable(() -> {
            if (SessionEntity.findById(record.id()) instanceof SessionEntity there && there.tokenHash.equals(record.tokenHash())) {
                return; // the first attempt was committed, only its answer was lost
            }
            SessionEntity.fresh(record, PersonEntity.of(record), number, tail).persist();
        });
    }

    @Override
    public Optional<SessionRecord> find(String sessionId) {
        return Transactions.durable(() -> SessionEntity.<SessionEntity>findByIdOptional(sessionId).map(SessionEntity::record));
    }

    @Override
    public Optional<UUID> person(String name, List<Token> tokens) {
        return tokens.isEmpty() ? Optional.empty() : Transactions.durable(() ->
                SessionEntity.<SessionEntity>find("person.name = ?1 and tokenHash in ?2 order by created desc, id",
                        name, tokens.stream().map(Token::hash).toList()).firstResultOptional().map(session -> session.person.id));
    }

    @Override
    public SortedMap<String, Practice> practice(UUID person) {
        return Transactions.durable(() -> PracticeEntity.of(person));
    }

    @Override
    public List<SessionRecord> newest(int limit) {
        return Transactions.durable(() -> SessionEntity.<SessionEntity>find("from SessionEntity s join fetch s.person order by s.created desc, s.id")
                .page(0, limit).list().stream().map(SessionEntity::record).toList());
    }

    @Override
    public Opening open(String sessionId) {
        int number = node.held();
        return Transactions.durable(() -> {
            SessionEntity session = SessionEntity.findById(sessionId, LockModeType.PESSIMISTIC_WRITE);
            if (session == null) {
                return new Opening.Unknown();
            }
            if (session.node != null && session.node != number && alive(session.node)) {
                return new Opening.HeldElsewhere(session.node);
            }
            session.node = number;
            session.epoch++;
            return new Opening.Opened(session.epoch, session.record(), LogChunkEntity.of(sessionId), session.tail);
        });
    }

    @Override
    @Timed(value = "reconcile.journal.append", description = "Until what a learner did is on disk", percentiles = {0.5, 0.99})
    public void append(String sessionId, long epoch, Chunk chunk, byte[] tail, SortedMap<String, Practice.Gain> gains) {
        Transactions.durable(() -> {
            int rows = SessionEntity.update("tail = ?1, position = ?2 where id = ?3 and epoch = ?4 and position = ?5",
                    tail, chunk.last(), sessionId, epoch, chunk.first() - 1);
            if (rows == 1) {
                LogChunkEntity.of(sessionId, chunk).persist();
                PracticeEntity.add(sessionId, gains);
                return;
            }
            SessionEntity session = owned(sessionId, epoch);
            boolean committedBefore = session.position == chunk.last() && LogChunkEntity.kept(sessionId, chunk);
            if (!committedBefore) {
                throw new IllegalArgumentException("session " + sessionId + " is at position " + session.position
                        + ": a chunk from " + chunk.first() + " to " + chunk.last() + " does not follow");
            }
        });
    }

    @Override
    public void keepTail(String sessionId, long epoch, byte[] tail, SortedMap<String, Practice.Gain> gains) {
        Transactions.durable(() -> {
            owned(sessionId, epoch).tail = tail;
            PracticeEntity.add(sessionId, gains);
        });
    }

    @Override
    public void compact(String sessionId, long epoch, Chunk chunk) {
        Transactions.durable(() -> {
            owned(sessionId, epoch);
            List<Chunk> replaced = LogChunkEntity.of(sessionId).stream()
                    .filter(old -> old.last() >= chunk.first() && old.first() <= chunk.last()).toList();
            if (replaced.isEmpty() || replaced.getFirst().first() != chunk.first() || replaced.getLast().last() != chunk.last()) {
                throw new IllegalArgumentException("no chunks of session " + sessionId + " cover exactly "
                        + chunk.first() + " to " + chunk.last());
            }
            LogChunkEntity.delete("place.session = ?1 and place.first between ?2 and ?3", sessionId, chunk.first(), chunk.last());
            Panache.getEntityManager().clear();
            LogChunkEntity.of(sessionId, chunk).persist();
        });
    }

    @Override
    public void release(String sessionId, long epoch) {
        Transactions.durable(() -> SessionEntity.update("node = null where id = ?1 and epoch = ?2", sessionId, epoch));
    }

    /** The row, locked, so that nobody can take the session over before this transaction ends. */
    private static SessionEntity owned(String sessionId, long epoch) {
        SessionEntity session = SessionEntity.findById(sessionId, LockModeType.PESSIMISTIC_WRITE);
        if (session == null || session.epoch != epoch) {
            throw new TakenOver(sessionId, epoch);
        }
        return session;
    }

    /** Shared, so that two processes that ask at the same time do not take each other for the one asked about. */
    private static boolean alive(int node) {
        Object free = Panache.getEntityManager()
                .createNativeQuery("select pg_try_advisory_xact_lock_shared(?1, ?2)", Boolean.class)
                .setParameter(1, NodeNumber.LOCK_CLASS).setParameter(2, node).getSingleResult();
        return !Boolean.TRUE.equals(free);
    }
}
