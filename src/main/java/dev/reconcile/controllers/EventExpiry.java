package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;

/**
 * Forgets events an hour after they were last written, as the API server's {@code --event-ttl} does.
 *
 * <p>A key is a minute, as the time of its end in milliseconds: all events that expire within it go together.
 */
public final class EventExpiry implements Reconciler {
    public static final String NAME = "event-ttl";

    /** How long an event is kept, in milliseconds. */
    static final long TTL = 3_600_000;

    private static final long MINUTE = 60_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch("events", (change, view) -> change.kind() == Body.ChangeKind.DELETED
                ? List.of()
                : List.of(Long.toString(goesAt(change.after()))), (change, view) -> goesAt(change.object())));
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
        String oldest = Times.text(view.now() - TTL);
        for (KubeObject event : view.list("events", "")) {
            if (lastWritten(event).compareTo(oldest) <= 0) {
                plan.delete("events", event, Options.NONE, Reason.of("event-ttl.expired", "name", event.name()));
            }
        }
        return plan.build();
    }
}
