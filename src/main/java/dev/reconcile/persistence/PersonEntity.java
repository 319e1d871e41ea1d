package dev.reconcile.persistence;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Someone who learns: a name typed on the first page and a language. */
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
}
