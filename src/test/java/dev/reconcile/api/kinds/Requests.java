package dev.reconcile.api.kinds;

import dev.reconcile.api.Kind;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;

/** Bodies of creations that a real API server took. */
public final class Requests {
    private Requests() {}

    public static List<Json> all() {
        List<Json> bodies = new ArrayList<>();
        Recordings.lines("defaults.jsonl").forEach(recording -> {
            Json request = recording.object("request");
            Kind kind = Prepared.kind(request);
            bodies.add(request.with("apiVersion", kind.apiVersion()));
        });
        return bodies;
    }
}
