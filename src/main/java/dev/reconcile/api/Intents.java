package dev.reconcile.api;

import dev.reconcile.api.ownership.Ownership;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
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
        if (intent.textOrEmpty("kind").isEmpty()) {
            return Optional.of(malformed(kind, intent, "no corresponding type for %s/%s, Kind=".formatted(kind.group(), kind.version())));
        }
        return ownership.malformed(kind.schema(), intent).map(text -> malformed(kind, intent, text));
    }

    static Status malformed(Kind kind, Json intent, String problem) {
        String groupVersionKind = "%s/%s, Kind=%s".formatted(kind.group(), kind.version(), intent.textOrEmpty("kind"));
        return new Status(500, "", "failed to create typed patch object (%s/%s; %s): %s".formatted(
                intent.textOrEmpty("metadata", "namespace"), intent.textOrEmpty("metadata", "name"), groupVersionKind, problem), Json.EMPTY);
    }

    /** What a resource or its subresource does not take from an intent, which so neither owns nor contests it ({@code GetResetFields}). */
    static Json without(Request request, Kind kind, Json intent) {
        return request.subresource().equals("status") ? intent.without("spec") : request.subresource().isEmpty() && kind.hasStatus() ? intent.without("status") : intent;
    }

    /** Why the intent is not about the object that is there, or not there ({@code patcher.applyPatch}). @param live null if there is none */
    static Optional<Status> misdirected(Request request, Kind kind, Json intent, KubeObject live) {
        KubeObject sent = new KubeObject(intent);
        if (live == null && !sent.uid().isEmpty()) {
            return Optional.of(Status.conflict(kind.resource(), request.name(),
                    "uid mismatch: the provided object specified uid " + sent.uid() + ", and no existing object was found"));
        }
        if (kind.namespaced() && !sent.namespace().isEmpty() && !sent.namespace().equals(request.namespace())) {
            return Optional.of(Status.badRequest("the namespace of the provided object does not match the namespace sent on the request"));
        }
        if (live == null && sent.name().isEmpty()) {
            return Optional.of(Status.badRequest("the name of the object (%s based on URL) was undeterminable: name must be provided".formatted(request.name())));
        }
        if (!sent.name().isEmpty() && !sent.name().equals(request.name())) {
            return Optional.of(Status.badRequest("the name of the object (%s) does not match the name on the URL (%s)".formatted(sent.name(), request.name())));
        }
        String revision = sent.metadata().textOrEmpty("resourceVersion");
        if (live != null && !revision.isEmpty() && !revision.equals(live.metadata().textOrEmpty("resourceVersion"))) {
            return Optional.of(Status.stale(kind.resource(), request.name()));
        }
        return live == null || sent.uid().isEmpty() || sent.uid().equals(live.uid()) ? Optional.empty() : Optional.of(otherUid(kind, sent));
    }

    private static Status otherUid(Kind kind, KubeObject sent) {
        Problems problems = new Problems();
        problems.invalid("metadata.uid", sent.uid(), "field is immutable");
        return Status.invalid(kind.groupKind(), sent.name(), problems.found());
    }

    /** A patch cannot make the object one of another kind or version; strategic ones do not even try. */
    static Optional<Status> changedKind(Kinds kinds, Kind kind, Json patched, Patch patch) {
        String name = patched.textOrEmpty("kind");
        String version = patched.textOrEmpty("apiVersion");
        if (patch.type() == Patch.Type.STRATEGIC || kind.isCustom() || name.equals(kind.kind()) && version.equals(kind.apiVersion())) {
            return Optional.empty();
        }
        String pack = version.substring(version.indexOf('/') + 1);
        String own = kind.group().isEmpty() ? "core" : kind.group().replaceFirst("\\..*", "");
        String why = kinds.of(version, name).isPresent()
                ? "converting (%s.%s) to (%s.%s): unknown conversion".formatted(pack, name, own, kind.kind())
                : "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"".formatted(name, version);
        Problems problems = new Problems();
        problems.invalid("patch", JsonText.compact(patched), why);
        return Optional.of(Status.invalid("", "", problems.found()));
    }
}
