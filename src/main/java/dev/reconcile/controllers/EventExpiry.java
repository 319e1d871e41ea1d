package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Forgets events an hour after they were last written, as the API server's {@code --event-ttl} does.
 *
 * <p>A key is a minute, as the time of its end in milliseconds: all events that expire within it go together. Which they are is remembered as the events
 * are written; it follows from the store, and is read from there when first asked for.
 */
public final class EventExpiry implements Reconciler {
    public static final String NAME = "event-ttl";

    /** How long an event is kept, in milliseconds. */
    static final long TTL = 3_600_000;

    private static final long MINUTE = 60_000;

    private final NavigableMap<Long, Set<String>> byMinute = new TreeMap<>();
    private boolean built;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch("events", (change, view) -> onEvent(change), (change, view) -> goesAt(change.object())));
    }

    private List<String> onEvent(Body.Change change) {
        if (change.kind() == Body.ChangeKind.DELETED) {
            return List.of();
        }
        long minute = goesAt(change.after());
        if (built) {
            paths(minute).add(change.key().path());
        }
        return List.of(Long.toString(minute));
    }

    private Set<String> paths(long minute) {
        return byMinute.computeIfAbsent(minute, m -> new TreeSet<>());
    }

    private void build(View view) {
        if (!built) {
            view.list("events", "").forEach(event -> paths(goesAt(event)).add(event.namespace() + "/" + event.name()));
            built = true;
        }
    }

    /** The end of the minute in which an event expires. */
    private static long goesAt(KubeObject event) {
        return Math.ceilDiv(Times.millis(lastWritten(event)).orElseThrow() + TTL, MINUTE) * MINUTE;
    }

    /** A time in UTC and whole seconds, as all times are kept: the order of the texts is that of the times. */
    private static String lastWritten(KubeObject event) {
        String last = event.tree().textOrEmpty("lastTimestamp");
        return last.isEmpty() ? event.metadata().textOrEmpty("creationTimestamp") : last;
    }

    @Override
    public Plan reconcile(String key, View view) {
        long end = Long.parseLong(key);
        Plan.Builder plan = Plan.builder();
        if (view.now() < end) {
            return plan.lookAgainAt(end).build();
        }
        build(view);
        String oldest = Times.text(view.now() - TTL);
        for (Set<String> minute : byMinute.headMap(end, true).values()) {
            minute.removeIf(path -> !isOld(path, oldest, view));
            for (String path : minute) {
                KubeObject event = view.get(ObjectKey.of("events", path)).orElseThrow();
                plan.delete("events", event, Options.NONE, Reason.of("event-ttl.expired", "name", event.name()));
            }
        }
        byMinute.headMap(end, true).values().removeIf(Set::isEmpty);
        return plan.build();
    }

    /** It may have gone, or have been written again, and then it is listed at a later minute too. */
    private static boolean isOld(String path, String oldest, View view) {
        return view.get(ObjectKey.of("events", path)).filter(event -> lastWritten(event).compareTo(oldest) <= 0).isPresent();
    }
}
