package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.kustomize.Kustomization;
import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import java.util.List;
import java.util.stream.Collectors;

/** {@code kubectl kustomize}: prints what {@code apply -k} would apply. */
final class Kustomize implements Command {
    @Override
    public Spec spec() {
        return Spec.of("kustomize", "DIR", "Build a kustomization target from a directory or URL")
                .details("Build the objects of a directory with a kustomization.yaml.\n\n Without an argument, the working directory.")
                .examples("# What would apply -k apply?", "kubectl kustomize overlays/test");
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.arguments().size() > 1) {
            throw CommandFailure.error("specify one path to kustomization.yaml");
        }
        String directory = call.arguments().isEmpty() ? "." : call.arguments().getFirst();
        List<Json> objects = Kustomization.build(call.invocation(), call.client().kinds(), directory);
        call.out().write(objects.stream().map(Yaml::print).collect(Collectors.joining("---\n")));
        return Step.OK;
    }
}
