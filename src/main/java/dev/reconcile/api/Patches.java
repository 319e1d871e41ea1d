package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;

/** Applies a patch to an object's tree. */
final class Patches {
    /** What became of a patch. */
    sealed interface Patched {
        record Good(Json object) implements Patched {}

        record Bad(Status status) implements Patched {}
    }

    private Patches() {}

    static Patched apply(Kind kind, KubeObject current, Patch patch) {
        return switch (patch.type()) {
            case MERGE, STRATEGIC -> new Patched.Good(MergePatch.apply(current.tree(), (Json) patch.document()));
            case JSON, APPLY -> new Patched.Bad(Status.badRequest("the patch type is not supported: " + patch.type().mediaType()));
        };
    }
}
