package dev.reconcile.persistence;

import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** When a person met an item of an exercise's checklist for the first time. */
@Entity
@Table(name = "practice_item")
class PracticeItemEntity extends PanacheEntityBase {
    @EmbeddedId
    Place place;

    @Column(nullable = false)
    Instant met;

    /** Who, and which item. */
    @Embeddable
    record Place(
            @Column(name = "person_id", nullable = false) UUID person,
            @Column(nullable = false) String exercise,
            @Column(nullable = false) String item) {}

    /** By exercise and item. */
    static SortedMap<String, SortedMap<String, Instant>> of(UUID person) {
        SortedMap<String, SortedMap<String, Instant>> met = new TreeMap<>();
        for (PracticeItemEntity each : PracticeItemEntity.<PracticeItemEntity>list("place.person", person)) {
            met.computeIfAbsent(each.place.exercise(), exercise -> new TreeMap<>()).put(each.place.item(), each.met);
        }
        return met;
    }

    static void add(String session, String exercise, String item) {
        Panache.getEntityManager().createNativeQuery("""
                insert into practice_item (person_id, exercise, item, met) select person_id, ?2, ?3, now() from session where id = ?1
                on conflict do nothing""")
                .setParameter(1, session).setParameter(2, exercise).setParameter(3, item).executeUpdate();
    }
}
