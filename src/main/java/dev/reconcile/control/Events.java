package dev.reconcile.control;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Log;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes events as client-go's recorder does ({@code tools/record/event.go}, {@code events_cache.go}): the same event again raises the count of
 * the one that is there; many that differ in their message alone become one; and an object that causes too many is listened to now and
 * then only.
 */
final class Events {
    private static final String RESOURCE = "events";

    /** From so many different messages on, within {@link #SIMILAR_MILLIS}, similar events are combined. */
    private static final int SIMILAR = 10;

    private static final long SIMILAR_MILLIS = 600_000;
    private static final String COMBINED = "(combined from similar events): ";

    private final Api api;
    private final View view;
    private final Log log;
    private final EventFlood flood;

    Events(Api api, View view, Log log, EventFlood flood) {
        this.api = api;
        this.view = view;
        this.log = log;
        this.flood = flood;
    }

    /**
     * Who tells.
     *
     * @param host a kubelet's node; empty for everybody else
     * @param instance which of the component's processes; empty where upstream does not say
     */
    record Source(String component, String host, String instance) {}

    void record(EventRecord event, Source from, Caller caller) {
        String component = from.component();
        String host = from.host();
        KubeObject about = event.about();
        List<KubeObject> own = new ArrayList<>();
        for (KubeObject old : view.eventsAbout(about.uid())) {
            if (isFrom(old, component, host)) {
                own.add(old);
            }
        }
        EventRecord told = combined(event, own);
        String source = component + "/" + host + "/" + about.uid();
        String what = told.reason() + "/" + (isCombined(told.message()) ? "" : told.message());
        long times = flood.admit(source, what, own, view.now());
        if (times == 0) {
            return;
        }
        String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
        Optional<KubeObject> same = own.stream().filter(old -> isSame(old, told)).findFirst();
        if (same.isPresent()) {
            Json again = same.get().tree()
                    .with("count", same.get().tree().number(1, "count") + times)
                    .with("message", told.message())
                    .with("lastTimestamp", Times.text(view.now()));
            api.handle(Request.update(caller, RESOURCE, new KubeObject(again), Options.NONE));
            return;
        }
        api.handle(Request.create(caller, RESOURCE, namespace, fresh(told, namespace, from).with("count", times), Options.NONE));
    }

    private static boolean isFrom(KubeObject old, String component, String host) {
        return component.equals(old.tree().text("source", "component")) && host.equals(old.tree().textOrEmpty("source", "host"));
    }

    private static boolean isSame(KubeObject old, EventRecord event) {
        return isSimilar(old, event) && event.fieldPath().equals(old.tree().textOrEmpty("involvedObject", "fieldPath"))
                && (event.message().equals(old.tree().text("message")) || isCombined(event.message()) && isCombined(old.tree().textOrEmpty("message")));
    }

    private static boolean isSimilar(KubeObject old, EventRecord event) {
        return event.type().equals(old.tree().text("type")) && event.reason().equals(old.tree().text("reason"));
    }

    private static boolean isCombined(String message) {
        return message.startsWith(COMBINED);
    }

    /** The event as it is told: itself, or what stands for many like it. */
    private EventRecord combined(EventRecord event, List<KubeObject> own) {
        if (own.size() < SIMILAR - 1) {
            return event;
        }
        long messages = 0;
        for (KubeObject old : own) {
            String message = old.tree().textOrEmpty("message");
            if (!isSimilar(old, event) || isCombined(message) || isOld(old)) {
                continue;
            }
            if (message.equals(event.message())) {
                return event;
            }
            messages++;
        }
        return messages < SIMILAR - 1 ? event
                : new EventRecord(event.about(), event.type(), event.reason(), COMBINED + event.message(), event.fieldPath());
    }

    private boolean isOld(KubeObject event) {
        return Times.millis(event.tree().text("lastTimestamp")).orElse(0L) < view.now() - SIMILAR_MILLIS;
    }

    /** Upstream writes the time in nanoseconds as hexadecimal; the log's position keeps names of one instant apart. */
    private String suffix() {
        return Long.toHexString(view.now() * 1_000_000 + log.position() % 1_000_000);
    }

    private Json fresh(EventRecord event, String namespace, Source from) {
        KubeObject about = event.about();
        String time = Times.text(view.now());
        return Json.of(
                "apiVersion", "v1",
                "kind", "Event",
                "metadata", Json.of("name", about.name() + "." + suffix(), "namespace", namespace),
                "involvedObject", Json.of(
                        "apiVersion", about.apiVersion(),
                        "kind", about.kind(),
                        "name", about.name(),
                        "namespace", about.namespace().isEmpty() ? null : about.namespace(),
                        "resourceVersion", about.revision() == 0 ? null : Long.toString(about.revision()),
                        "uid", about.uid(),
                        "fieldPath", event.fieldPath().isEmpty() ? null : event.fieldPath()),
                "reason", event.reason(),
                "message", event.message(),
                "source", Json.of("component", from.component(), "host", from.host().isEmpty() ? null : from.host()),
                "firstTimestamp", time,
                "lastTimestamp", time,
                "count", 1L,
                "type", event.type(),
                "reportingComponent", from.component(),
                "reportingInstance", from.instance());
    }
}
