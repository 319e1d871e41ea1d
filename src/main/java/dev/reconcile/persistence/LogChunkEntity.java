package dev.reconcile.persistence;

import dev.reconcile.workshop.Journal.Chunk;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** Some consecutive entries of a session's log. */
@Entity
@Table(name = "log_chunk")
class LogChunkEntity extends PanacheEntityBase {
    @EmbeddedId
    Place place;

    @Column(name = "last_position", nullable = false)
    long last;

    @Column(nullable = false)
    byte[] entries;

    /** Whose entries, and from which position on. */
    @Embeddable
    record Place(
            @Column(name = "session_id", nullable = false) String session,
            @Column(name = "first_position", nullable = false) long first) {}

    static LogChunkEntity of(String session, Chunk chunk) {
        LogChunkEntity entity = new LogChunkEntity();
        entity.place = new Place(session, chunk.first());
        entity.last = chunk.last();
        entity.entries = chunk.entries();
        return entity;
    }

    static List<Chunk> of(String session) {
        return LogChunkEntity.<LogChunkEntity>list("place.session = ?1 order by place.first", session).stream()
                .map(entity -> new Chunk(entity.place.first(), entity.last, entity.entries))
                .toList();
    }

    /** Whether a chunk from exactly this position to exactly that one is kept. */
    static boolean kept(String session, Chunk chunk) {
        LogChunkEntity entity = findById(new Place(session, chunk.first()));
        return entity != null && entity.last == chunk.last();
    }
}
