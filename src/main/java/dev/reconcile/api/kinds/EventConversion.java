package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;

/** Events of {@code events.k8s.io/v1}, kept as those of the core group ({@code pkg/apis/events/v1/conversion.go}). */
final class EventConversion {
    /** Names in events.k8s.io/v1 and in v1; fields without an entry have the same. */
    private static final String[][] NAMES = {
        {"regarding", "involvedObject"}, {"note", "message"}, {"reportingController", "reportingComponent"}, {"deprecatedSource", "source"},
        {"deprecatedFirstTimestamp", "firstTimestamp"}, {"deprecatedLastTimestamp", "lastTimestamp"}, {"deprecatedCount", "count"},
    };

    private EventConversion() {}

    static Json toCore(Json event) {
        return renamed(event, 0, 1).with("apiVersion", "v1");
    }

    static Json fromCore(Json event) {
        return renamed(event, 1, 0).with("apiVersion", "events.k8s.io/v1");
    }

    private static Json renamed(Json event, int from, int to) {
        Json renamed = event;
        for (String[] names : NAMES) {
            renamed = renamed.without(names[from]).with(names[to], event.get(names[from]));
        }
        return renamed;
    }
}
