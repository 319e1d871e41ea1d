package dev.reconcile.persistence;

import dev.reconcile.workshop.Practice;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** What a person has done in one exercise; the items that they met are {@link PracticeItemEntity}. */
@Entity
@Table(name = "practice")
class PracticeEntity extends PanacheEntityBase {
    @EmbeddedId
    Place place;

    @Column(nullable = false)
    Instant started;

    @Column(nullable = false)
    int begun;

    @Column(nullable = false)
    int hints;

    @Column(nullable = false)
    int checks;

    @Column(name = "worked_millis", nullable = false)
    long workedMillis;

    @Column
    Long cost;

    /** Whose, and of which exercise. */
    @Embeddable
    record Place(
            @Column(name = "person_id", nullable = false) UUID person,
            @Column(nullable = false) String exercise) {}

    static SortedMap<String, Practice> of(UUID person) {
        SortedMap<String, SortedMap<String, Instant>> met = PracticeItemEntity.of(person);
        SortedMap<String, Practice> practices = new TreeMap<>();
        for (PracticeEntity each : PracticeEntity.<PracticeEntity>list("place.person", person)) {
            practices.put(each.place.exercise(), new Practice(each.started, each.begun, met.getOrDefault(each.place.exercise(), new TreeMap<>()),
                    each.hints, each.checks, each.workedMillis, each.cost == null ? OptionalLong.empty() : OptionalLong.of(each.cost)));
        }
        return practices;
    }

    /** Adds what a session has gained to what its person has; sessions of one person may do so at the same time. */
    static void add(String session, SortedMap<String, Practice.Gain> gains) {
        gains.forEach((exercise, gain) -> {
            Panache.getEntityManager().createNativeQuery("""
                    insert into practice as old (person_id, exercise, started, begun, hints, checks, worked_millis, cost)
                    select person_id, ?2, now(), ?3, ?4, ?5, ?6, cast(?7 as bigint) from session where id = ?1
                    on conflict (person_id, exercise) do update set begun = old.begun + excluded.begun, hints = old.hints + excluded.hints,
                      checks = old.checks + excluded.checks, worked_millis = old.worked_millis + excluded.worked_millis,
                      cost = least(old.cost, excluded.cost)""")
                    .setParameter(1, session).setParameter(2, exercise).setParameter(3, gain.begun()).setParameter(4, gain.hints())
                    .setParameter(5, gain.checks()).setParameter(6, gain.workedMillis())
                    .setParameter(7, gain.cost().isPresent() ? gain.cost().getAsLong() : null)
                    .executeUpdate();
            gain.met().forEach(item -> PracticeItemEntity.add(session, exercise, item));
        });
    }
}
