package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl set image} ({@code kubectl/pkg/cmd/set/set_image.go}). */
final class SetImage implements Command {
    @Override
    public Spec spec() {
        return Spec.of("set image", "(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
                        "Update the image of a pod template")
                .details("Update existing container image(s) of resources.")
                .examples("# Set a deployment's nginx container image to 'nginx:1.21'", "kubectl set image deployment/nginx nginx=nginx:1.21",
                        "# Update all containers of all deployments", "kubectl set image deployments --all *=nginx:1.21")
                .flags(SetGroup.flags(Mutation.selector(), Changes.record()));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Changes.Split split = Changes.split(call.arguments(), "image");
        if (split.pairs().isEmpty()) {
            if (split.resources().stream().anyMatch(word -> word.contains("/")) && split.resources().size() > 1) {
                Selection.of(call, split.resources(), false);
            }
            throw CommandFailure.error("at least one image update is required");
        }
        if (split.pairs().size() > 1 && split.pairs().stream().anyMatch(pair -> pair.startsWith("*="))) {
            throw CommandFailure.error("all containers are already specified by *, but saw more than one container_name=image pairs");
        }
        return SetGroup.run(call, split.resources(), "image updated", (kind, object) -> changed(object, kind.resource(), split.pairs()));
    }

    private static KubeObject changed(KubeObject object, String resource, List<String> pairs) throws CommandFailure {
        String[] spec = PodSpecs.path(object, resource);
        KubeObject after = object;
        List<CommandFailure> failures = new ArrayList<>();
        for (String pair : pairs) {
            String name = pair.substring(0, pair.indexOf('='));
            String image = pair.substring(pair.indexOf('=') + 1);
            List<Json> init = after.tree().object(spec).objects("initContainers");
            List<Json> containers = after.tree().object(spec).objects("containers");
            if (!PodSpecs.has(init, name) && !PodSpecs.has(containers, name)) {
                failures.add(CommandFailure.error("unable to find container named \"" + name + "\""));
                continue;
            }
            after = PodSpecs.with(after, spec, "initContainers", PodSpecs.changed(init, name, c -> c.with("image", image)));
            after = PodSpecs.with(after, spec, "containers", PodSpecs.changed(containers, name, c -> c.with("image", image)));
        }
        CommandFailure.throwIfAny(failures);
        return after;
    }
}
