package dev.reconcile.workshop;

import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How a session stood when an item of the checklist was met: enough to go on from there in another session.
 *
 * @param position of the log's end then
 * @param tail everything that is not in the log, as the journal keeps it
 */
record Checkpoint(long position, byte[] tail) {
    static Body.Act act(String item, long position, Json tail) {
        return new Body.Act(Body.ActKind.CHECKPOINT, item, Json.of("position", position, "tail", Base64.getEncoder().encodeToString(Chunks.tail(tail))));
    }

    /** The checkpoint of an item in the exercise that was begun last. */
    static Optional<Checkpoint> of(List<Entry> entries, String item) {
        for (Entry entry : entries.reversed()) {
            if (entry.body() instanceof Body.Act(Body.ActKind kind, String text, Json details)) {
                if (kind == Body.ActKind.EXERCISE) {
                    return Optional.empty();
                }
                if (kind == Body.ActKind.CHECKPOINT && text.equals(item)) {
                    return Optional.of(new Checkpoint(details.number(0, "position"), Base64.getDecoder().decode(details.textOrEmpty("tail"))));
                }
            }
        }
        return Optional.empty();
    }
}
