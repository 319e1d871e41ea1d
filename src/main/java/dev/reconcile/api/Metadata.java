package dev.reconcile.api;

import dev.reconcile.model.KubeObject;

/** Checks {@code metadata} as {@code apimachinery/pkg/api/validation/objectmeta.go} does. */
final class Metadata {
    private Metadata() {}

    static void validate(Kind kind, KubeObject object, Problems problems) {
        if (object.name().isEmpty()) {
            problems.required("metadata.name", "name or generateName is required");
        }
    }

    static void validateUpdate(KubeObject before, KubeObject after, Problems problems) {}
}
