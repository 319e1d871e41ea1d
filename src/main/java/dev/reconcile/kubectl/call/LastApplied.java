package dev.reconcile.kubectl.call;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import java.util.Optional;

/** The annotation in which {@code kubectl apply} remembers what it was given ({@code kubectl/pkg/util/apply.go}). */
public final class LastApplied {
    public static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private LastApplied() {}

    /** The object with itself in its annotation. */
    public static Json onto(Json manifest) {
        Json plain = plain(manifest);
        return plain.withAt(JsonText.compact(plain) + "\n", "metadata", "annotations", ANNOTATION);
    }

    /** The object without the annotation, but with annotations, if only none: so the annotation of the live object counts as somebody else's. */
    public static Json plain(Json manifest) {
        return manifest.withAt(manifest.object("metadata", "annotations").without(ANNOTATION), "metadata", "annotations");
    }

    /** What was applied last; empty if the object was made otherwise. */
    public static Optional<Json> of(KubeObject object) throws CommandFailure {
        Optional<String> text = object.annotation(ANNOTATION);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonText.object(text.get()));
        } catch (JsonText.Malformed e) {
            throw CommandFailure.error("the annotation " + ANNOTATION + " does not hold JSON: " + e.getMessage());
        }
    }
}
