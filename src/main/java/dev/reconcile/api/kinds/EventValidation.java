package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Objects;

/**
 * Events of both groups, as they are kept ({@code pkg/apis/core/validation/events.go}). The core group takes nearly everything; events.k8s.io
 * wants new events to be complete, and only the series of an event to change.
 */
final class EventValidation {
    private static final int WORD_BYTES = 128;
    private static final int NOTE_BYTES = 1024;

    private EventValidation() {}

    /** {@code legacyValidateEvent}. */
    static void check(KubeObject event, Problems problems) {
        Json tree = event.tree();
        String about = tree.textOrEmpty("involvedObject", "namespace");
        if (!tree.has("eventTime")) {
            if (about.isEmpty() ? !event.namespace().equals("default") : !about.equals(event.namespace())) {
                problems.invalid("involvedObject.namespace", about, "does not match event.namespace");
            }
        } else {
            if (about.isEmpty() && !List.of("default", "kube-system").contains(event.namespace())) {
                problems.invalid("involvedObject.namespace", about, "does not match event.namespace");
            }
            String controller = tree.textOrEmpty("reportingComponent");
            if (controller.isEmpty()) {
                problems.required("reportingController", "");
            }
            Checks.wrong(Names.qualified(controller), "reportingController", controller, problems);
            word(tree, "reportingInstance", problems);
            word(tree, "action", problems);
            word(tree, "reason", problems);
            atMost(tree.textOrEmpty("message"), NOTE_BYTES, "message", problems);
        }
        Checks.wrong(Names.subdomain(event.namespace()), "namespace", event.namespace(), problems);
    }

    private static void word(Json tree, String field, Problems problems) {
        if (tree.textOrEmpty(field).isEmpty()) {
            problems.required(field, "");
        }
        atMost(tree.textOrEmpty(field), WORD_BYTES, field, problems);
    }

    private static void atMost(String text, int most, String field, Problems problems) {
        if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > most) {
            problems.invalid(field, "", "can have at most " + most + " characters");
        }
    }

    /** {@code ValidateEventCreate} for events.k8s.io/v1. */
    static void complete(KubeObject event, Problems problems) {
        check(event, problems);
        Json tree = event.tree();
        series(tree, problems);
        if (!tree.has("eventTime")) {
            problems.required("eventTime", "");
        }
        String type = tree.textOrEmpty("type");
        if (!List.of("Normal", "Warning").contains(type)) {
            problems.invalid("type", "", "has invalid value: " + type);
        }
        boolean counted = tree.number(0, "count") != 0;
        boolean sourced = !tree.textOrEmpty("source", "component").isEmpty() || !tree.textOrEmpty("source", "host").isEmpty();
        for (String field : List.of("firstTimestamp", "lastTimestamp", "count", "source")) {
            boolean set = field.equals("count") ? counted : field.equals("source") ? sourced : tree.has(field);
            if (set) {
                problems.invalid(field, "", "needs to be unset");
            }
        }
    }

    private static void series(Json tree, Problems problems) {
        if (tree.has("series")) {
            if (tree.number(0, "series", "count") < 2) {
                problems.invalid("series.count", "", "should be at least 2");
            }
            if (!tree.has("series", "lastObservedTime")) {
                problems.required("series.lastObservedTime", "");
            }
        }
    }

    /** {@code ValidateEventUpdate} for events.k8s.io/v1. */
    static void change(KubeObject before, KubeObject after, Problems problems) {
        check(after, problems);
        Json old = before.tree();
        Json now = after.tree();
        if (!Objects.equals(old.get("series"), now.get("series"))) {
            series(now, problems);
        }
        kept(old, now, "involvedObject", InternalTypes.shown("ObjectReference", now.object("involvedObject")), problems);
        kept(old, now, "reason", now.textOrEmpty("reason"), problems);
        kept(old, now, "message", now.textOrEmpty("message"), problems);
        kept(old, now, "source", InternalTypes.shown("EventSource", now.object("source")), problems);
        kept(old, now, "firstTimestamp", time(now, "firstTimestamp"), problems);
        kept(old, now, "lastTimestamp", time(now, "lastTimestamp"), problems);
        kept(old, now, "count", now.number(0, "count"), problems);
        kept(old, now, "reason", now.textOrEmpty("reason"), problems);
        kept(old, now, "type", now.textOrEmpty("type"), problems);
        kept(old, now, "eventTime", time(now, "eventTime"), problems);
        kept(old, now, "action", now.textOrEmpty("action"), problems);
        kept(old, now, "related", now.has("related") ? InternalTypes.shown("ObjectReference", now.object("related")) : Checks.NULL, problems);
        kept(old, now, "reportingController", now.textOrEmpty("reportingComponent"), problems);
        kept(old, now, "reportingInstance", now.textOrEmpty("reportingInstance"), problems);
    }

    private static Object time(Json event, String field) {
        return event.has(field) ? event.text(field) : Checks.NULL;
    }

    private static void kept(Json old, Json now, String field, Object shown, Problems problems) {
        String name = field.equals("reportingController") ? "reportingComponent" : field;
        if (!Objects.equals(old.get(name), now.get(name))) {
            problems.invalid(field, shown, "field is immutable");
        }
    }
}
