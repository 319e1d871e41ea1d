package dev.reconcile.control;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Saveable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Holds back the events of a source about an object that has too many of them: 25 at once, then one in five minutes ({@code EventSourceObjectSpamFilter}).
 * Events that are held back are counted, and told with the next one that is let through. Only floods have a state; the others can be counted in
 * the API.
 */
public final class EventFlood implements Saveable {
    private static final long BURST = 25;
    private static final long REFILL_MILLIS = 300_000;

    /** Floods that are remembered; upstream's own number. */
    private static final int MAX_FLOODS = 4096;

    /** Different events of one flood that are counted while they are held back; a named limit of the lab. */
    private static final int MAX_HELD_BACK = 256;

    /** What is left of the allowance, in milliseconds of refilling, at an instant; and what was held back, by event, the latest news last. */
    private record Flood(long credit, long at, SequencedMap<String, Long> heldBack) {}

    private final Map<String, Flood> floods = new LinkedHashMap<>();

    @Override
    public String name() {
        return "event-flood";
    }

    /**
     * How many times the event is to be counted now; 0 to hold it back.
     *
     * @param own the events of the source about the object
     */
    long admit(String source, String event, List<KubeObject> own, long now) {
        Flood flood = floods.get(source);
        if (flood == null) {
            long told = 0;
            for (KubeObject old : own) {
                told += old.tree().number(1, "count");
            }
            if (told < BURST) {
                return 1;
            }
            long first = own.stream().mapToLong(old -> Times.millis(old.tree().text("firstTimestamp")).orElse(now)).min().orElse(now);
            flood = new Flood(Math.min(now - first, BURST * REFILL_MILLIS), now, new LinkedHashMap<>());
        }
        long credit = Math.min(flood.credit() + now - flood.at(), BURST * REFILL_MILLIS);
        boolean passes = credit >= REFILL_MILLIS;
        Long held = flood.heldBack().remove(event);
        long before = held == null ? 0 : held;
        if (!passes) {
            flood.heldBack().put(event, before + 1);
            if (flood.heldBack().size() > MAX_HELD_BACK) {
                flood.heldBack().pollFirstEntry();
            }
        }
        remember(source, new Flood(passes ? credit - REFILL_MILLIS : credit, now, flood.heldBack()));
        return passes ? before + 1 : 0;
    }

    private void remember(String source, Flood flood) {
        floods.put(source, flood);
        if (floods.size() > MAX_FLOODS) {
            floods.remove(floods.keySet().iterator().next());
        }
    }

    @Override
    public Json save() {
        List<Json> saved = floods.entrySet().stream()
                .map(entry -> Json.of("source", entry.getKey(), "credit", entry.getValue().credit(), "at", entry.getValue().at(),
                        "heldBack", entry.getValue().heldBack().entrySet().stream()
                                .map(held -> Json.of("event", held.getKey(), "times", held.getValue())).toList()))
                .toList();
        return saved.isEmpty() ? Json.EMPTY : Json.of("floods", saved);
    }

    @Override
    public void restore(Json saved) {
        for (Json json : saved.objects("floods")) {
            SequencedMap<String, Long> heldBack = new LinkedHashMap<>();
            json.objects("heldBack").forEach(held -> heldBack.put(held.textOrEmpty("event"), held.number(1, "times")));
            floods.put(json.textOrEmpty("source"), new Flood(json.number(0, "credit"), json.number(0, "at"), heldBack));
        }
    }
}
