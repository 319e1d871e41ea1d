package dev.reconcile.persistence;

import dev.reconcile.workshop.Journal;
import dev.reconcile.workshop.SessionRecord;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** A session's row: who it belongs to, who may write it, and what its log ends with. */
@Entity
@Table(name = "session")
class SessionEntity extends PanacheEntityBase {
    @Id
    @Column(length = SessionRecord.ID_LIMIT)
    String id;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "person_id")
    PersonEntity person;

    @Column(name = "token_hash", nullable = false, unique = true, length = 64)
    String tokenHash;

    @Column(nullable = false, length = 100)
    String exercise;

    @Column(nullable = false)
    Instant created;

    /** Number of the process that has it open, see {@link NodeNumber}; null if none has. */
    @Column
    Integer node;

    @Column(nullable = false)
    long epoch;

    /** Of the last entry kept. */
    @Column(nullable = false)
    long position;

    @Column(nullable = false)
    byte[] tail;

    static SessionEntity fresh(SessionRecord record, PersonEntity person, int node, byte[] tail) {
        SessionEntity session = new SessionEntity();
        session.id = record.id();
        session.person = person;
        session.tokenHash = record.tokenHash();
        session.exercise = record.exercise();
        session.created = record.created();
        session.node = node;
        session.epoch = Journal.FIRST_EPOCH;
        session.tail = tail;
        return session;
    }

    SessionRecord record() {
        return new SessionRecord(id, person.id, person.name, person.language, tokenHash, created, exercise);
    }
}
