package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Patches;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** {@code --overrides}: a patch for an object that a command has made up ({@code kubectl/pkg/cmd/util/override_options.go}). */
record Overrides(Call call, String text, Patch.Type type) {
    static final List<Flag> FLAGS = List.of(
            Flag.text("override-type", "", "merge", "The method used to override the generated object: json, merge, or strategic."),
            Flag.text("overrides", "", "", "An inline JSON override for the generated object."));

    static Overrides of(Call call) throws CommandFailure {
        String type = call.flags().text("override-type");
        Patch.Type method = switch (type) {
            case "json" -> Patch.Type.JSON;
            case "merge" -> Patch.Type.MERGE;
            case "strategic" -> Patch.Type.STRATEGIC;
            default -> throw CommandFailure.error("invalid override type: " + type);
        };
        return new Overrides(call, call.flags().text("overrides"), method);
    }

    Json applied(Json object) throws CommandFailure {
        if (text.isEmpty()) {
            return object;
        }
        KubeObject made = new KubeObject(object);
        Kind kind = call.client().kinds().of(made.apiVersion(), made.kind()).orElseThrow();
        return switch (Patches.apply(kind, made, new Patch(type, parsed()))) {
            case Patches.Patched.Good good -> good.object();
            case Patches.Patched.Bad bad -> throw CommandFailure.error(bad.status().message());
        };
    }

    private Object parsed() throws CommandFailure {
        try {
            return type == Patch.Type.JSON ? JsonText.parse(text) : JsonText.patch(text);
        } catch (JsonText.Malformed e) {
            throw CommandFailure.error("Invalid JSON Patch");
        }
    }
}
