package dev.reconcile.persistence;

import dev.reconcile.workshop.SessionRecord;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Someone who learns: a name typed on the first page, and the language then. */
@Entity
@Table(name = "person")
class PersonEntity extends PanacheEntityBase {
    @Id
    UUID id;

    @Column(nullable = false, length = 80)
    String name;

    @Column(nullable = false, length = 35)
    String language;

    @Column(nullable = false)
    Instant created;

    /** The row of a session's person; a new one if this is their first. */
    static PersonEntity of(SessionRecord session) {
        if (findById(session.person()) instanceof PersonEntity known) {
            return known;
        }
        PersonEntity person = new PersonEntity();
        person.id = session.person();
        person.name = session.name();
        person.language = session.language();
        person.created = session.created();
        person.persist();
        return person;
    }
}
