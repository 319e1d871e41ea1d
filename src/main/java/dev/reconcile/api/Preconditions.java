package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.Optional;

/** Whether an update speaks of the object that is there: its name, namespace, uid and revision. */
final class Preconditions {
    private Preconditions() {}

    /** Why the update cannot start; empty if it can. */
    static Optional<Status> of(Request request, Kind kind, KubeObject before, KubeObject sent) {
        if (sent.name().isEmpty()) {
            return Optional.of(Status.badRequest("the name of the object (%s based on URL) was undeterminable: name must be provided".formatted(request.name())));
        }
        if (!sent.name().equals(request.name())) {
            return Optional.of(Status.badRequest("the name of the object (%s) does not match the name on the URL (%s)"
                    .formatted(sent.name(), request.name())));
        }
        if (kind.namespaced() && !sent.namespace().isEmpty() && !sent.namespace().equals(request.namespace())) {
            return Optional.of(Status.badRequest("the namespace of the object (%s) does not match the namespace on the request (%s)"
                    .formatted(sent.namespace(), request.namespace())));
        }
        String version = sent.metadata().textOrEmpty("resourceVersion");
        if (!isRevision(version)) {
            String why = version.matches("\\d+") ? "value out of range" : "invalid syntax";
            return Optional.of(new Status(500, "", "strconv.ParseUint: parsing \"" + version + "\": " + why, Json.EMPTY));
        }
        if (!sent.uid().isEmpty() && !sent.uid().equals(before.uid())) {
            return Optional.of(Status.conflict(kind.resource(), request.name(), otherUid(request, kind, sent.uid(), before.uid())));
        }
        boolean unconditional = sent.revision() == 0 && request.verb() == Verb.UPDATE && request.caller().person() && !request.subresource().equals("scale");
        if (unconditional && !Metadata.allowsUnconditionalUpdate(kind)) {
            Problems problems = new Problems();
            problems.invalid("metadata.resourceVersion", 0L, "must be specified for an update");
            return Optional.of(Status.invalid(kind.resource(), request.name(), problems.found()));
        }
        if (sent.revision() != 0 && sent.revision() != before.revision()) {
            return Optional.of(Status.stale(kind.resource(), request.name()));
        }
        return Optional.empty();
    }

    private static boolean isRevision(String version) {
        for (int i = 0; i < version.length(); i++) {
            if (version.charAt(i) < '0' || version.charAt(i) > '9') {
                return false;
            }
        }
        return version.length() <= 18;
    }

    /** The storage layer's words for an object that was deleted and made again ({@code storage/errors.go}). */
    private static String otherUid(Request request, Kind kind, String wanted, String found) {
        String namespace = kind.namespaced() ? request.namespace() + "/" : "";
        return ("StorageError: invalid object, Code: 4, Key: /registry/%s/%s%s, ResourceVersion: 0, "
                + "AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in object meta: %s")
                .formatted(kind.plural(), namespace, request.name(), wanted, found);
    }
}
