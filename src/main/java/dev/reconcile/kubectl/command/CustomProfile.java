package dev.reconcile.kubectl.command;

import dev.reconcile.api.Patch;
import dev.reconcile.api.Patches;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import java.util.List;

/** {@code kubectl debug --custom}: a partial container from a file, merged into the one that is made ({@code kubectl/pkg/cmd/debug/debug.go}). */
final class CustomProfile {
    private static final List<String> FIXED = List.of("name", "command", "image", "lifecycle", "volumeDevices");

    private CustomProfile() {}

    /** Empty where the flag is not given. */
    static Json of(Call call) throws CommandFailure {
        String path = call.flags().text("custom");
        if (path.isEmpty()) {
            return Json.EMPTY;
        }
        String text = call.invocation().files().content(call.invocation().path(path))
                .orElseThrow(() -> CommandFailure.error("must pass a container spec json file for custom profile: open " + path + ": no such file or directory"));
        Json custom;
        try {
            custom = Yaml.parse(text).object();
        } catch (Yaml.Malformed e) {
            throw CommandFailure.error(path + " does not contain a valid container spec: " + e.getMessage());
        }
        if (FIXED.stream().anyMatch(custom::has)) {
            throw CommandFailure.error("name, command, image, lifecycle and volume devices are not modifiable via custom profile");
        }
        return custom;
    }

    static Json onto(Call call, Json container) throws CommandFailure {
        Json custom = of(call);
        if (custom.isEmpty()) {
            return container;
        }
        KubeObject pod = new KubeObject(KubeObject.of("v1", "Pod", "", "custom").tree().with("spec", Json.of("containers", List.of(container))));
        Json patch = Json.of("spec", Json.of("containers", List.of(custom.with("name", container.text("name")))));
        return switch (Patches.apply(call.kind("pods"), pod, new Patch(Patch.Type.STRATEGIC, patch))) {
            case Patches.Patched.Good good -> good.object().objects("spec", "containers").getFirst();
            case Patches.Patched.Bad bad -> throw CommandFailure.error(bad.status().message());
        };
    }
}
