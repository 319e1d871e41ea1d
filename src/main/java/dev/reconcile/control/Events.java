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
import java.util.Optional;

/**
 * Writes events as client-go's recorder does ({@code tools/record/event.go}, {@code events_cache.go}): the same event again raises the
 * count of the one that is there.
 */
final class Events {
    private static final String RESOURCE = "events";

    private final Api api;
    private final View view;
    private final Log log;

    Events(Api api, View view, Log log) {
        this.api = api;
        this.view = view;
        this.log = log;
    }

    void record(EventRecord event, String component, String host, Caller caller) {
        KubeObject about = event.about();
        String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
        Optional<KubeObject> same = view.eventsAbout(about.uid()).stream()
                .filter(old -> isSame(old, event, component, host))
                .findFirst();
        if (same.isPresent()) {
            Json again = same.get().tree()
                    .with("count", same.get().tree().number(1, "count") + 1)
                    .with("lastTimestamp", Times.text(view.now()));
            api.handle(Request.update(caller, RESOURCE, new KubeObject(again), Options.NONE));
            return;
        }
        api.handle(Request.create(caller, RESOURCE, namespace, fresh(event, namespace, component, host), Options.NONE));
    }

    private static boolean isSame(KubeObject old, EventRecord event, String component, String host) {
        Json tree = old.tree();
        return event.type().equals(tree.text("type"))
                && event.reason().equals(tree.text("reason"))
                && event.message().equals(tree.text("message"))
                && event.fieldPath().equals(tree.textOrEmpty("involvedObject", "fieldPath"))
                && component.equals(tree.text("source", "component"))
                && host.equals(tree.textOrEmpty("source", "host"));
    }

    /** Upstream writes the time in nanoseconds as hexadecimal; the log's position keeps names of one instant apart. */
    private String suffix() {
        return Long.toHexString(view.now() * 1_000_000 + log.position() % 1_000_000);
    }

    private Json fresh(EventRecord event, String namespace, String component, String host) {
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
                "source", Json.of("component", component, "host", host.isEmpty() ? null : host),
                "firstTimestamp", time,
                "lastTimestamp", time,
                "count", 1L,
                "type", event.type(),
                "reportingComponent", component,
                "reportingInstance", host);
    }
}
