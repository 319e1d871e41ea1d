package dev.reconcile.api;

import dev.reconcile.api.ownership.Ownership;
import dev.reconcile.model.Json;
import java.util.Optional;

/** What must be true of an apply patch before anything is merged ({@code managedfields/internal/structuredmerge.go}). */
final class Intents {
    private Intents() {}

    static Optional<Status> problem(Request request, Kind kind, Json intent, Ownership ownership) {
        if (request.options().fieldManager().isEmpty()) {
            Problems problems = new Problems();
            problems.required("fieldManager", "is required for apply patch");
            return Optional.of(Status.invalid("PatchOptions.meta.k8s.io", "", problems.found()));
        }
        String version = intent.textOrEmpty("apiVersion");
        if (!version.equals(kind.apiVersion())) {
            return Optional.of(Status.badRequest("Incorrect version specified in apply patch. Specified patch version: %s, expected: %s"
                    .formatted(version, kind.apiVersion())));
        }
        if (intent.has("metadata", "managedFields")) {
            return Optional.of(Status.badRequest("metadata.managedFields must be nil"));
        }
        return ownership.malformed(kind.schema(), intent).map(text -> malformed(kind, intent, text));
    }

    static Status malformed(Kind kind, Json intent, String problem) {
        String groupVersionKind = "%s/%s, Kind=%s".formatted(kind.group(), kind.version(), intent.textOrEmpty("kind"));
        return new Status(500, "", "failed to create typed patch object (%s/%s; %s): %s".formatted(
                intent.textOrEmpty("metadata", "namespace"), intent.textOrEmpty("metadata", "name"), groupVersionKind, problem), Json.EMPTY);
    }
}
