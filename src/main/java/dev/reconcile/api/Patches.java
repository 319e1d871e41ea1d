package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import java.util.List;

/** Applies a patch to an object's tree. */
public final class Patches {
    /** What became of a patch. */
    public sealed interface Patched {
        record Good(Json object) implements Patched {}

        record Bad(Status status) implements Patched {}
    }

    private Patches() {}

    public static Patched apply(Kind kind, KubeObject current, Patch patch) {
        try {
            if (patch.type() == Patch.Type.STRATEGIC && kind.isCustom()) {
                throw new PatchRefused(unsupported("apply-patch+yaml"));
            }
            return new Patched.Good(switch (patch.type()) {
                case JSON -> JsonPatch.apply(current.tree(), patch.document());
                case MERGE -> MergePatch.apply(current.tree(), object(patch));
                case STRATEGIC -> StrategicMerge.apply(current.tree(), object(patch), kind.schema());
                case APPLY -> throw new PatchRefused(unsupported("strategic-merge-patch+json"));
            });
        } catch (PatchRefused e) {
            return new Patched.Bad(e.status());
        }
    }

    private static Status unsupported(String third) {
        return new Status(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: "
                + "application/json-patch+json, application/merge-patch+json, application/" + third, Json.EMPTY);
    }

    private static Json object(Patch patch) throws PatchRefused {
        return switch (patch.document()) {
            case Json json -> json;
            case List<?> list -> throw notAnObject("array");
            case String text -> throw notAnObject("string");
            case Boolean truth -> throw notAnObject("bool");
            case null, default -> throw notAnObject("number");
        };
    }

    private static PatchRefused notAnObject(String found) {
        return new PatchRefused(Status.badRequest("json: cannot unmarshal " + found + " into Go value of type map[string]interface {}"));
    }
}
