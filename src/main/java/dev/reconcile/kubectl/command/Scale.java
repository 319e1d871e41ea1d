package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Status;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl scale}: writes the replica count through the scale subresource ({@code kubectl/pkg/cmd/scale/scale.go}). */
final class Scale implements Command {
    @Override
    public Spec spec() {
        return Spec.of("scale", "[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)",
                        "Set a new size for a deployment, replica set, or replication controller")
                .details("Set a new size for a deployment, replica set, replication controller, or stateful set.\n\n"
                        + " With --current-replicas or --resource-version it only happens if the size or the version is still the expected one.")
                .examples("# Scale a replica set named 'foo' to 3", "kubectl scale --replicas=3 rs/foo",
                        "# If the deployment's size is 2, make it 3", "kubectl scale --current-replicas=2 --replicas=3 deployment/mysql")
                .flags(Mutation.flags(
                        Flag.number("replicas", "", Flag.Type.INT, 0, "The new desired number of replicas. Required."),
                        Flag.number("current-replicas", "", Flag.Type.INT, -1, "Precondition for current size; -1 for no condition."),
                        Flag.text("resource-version", "", "", "Precondition for resource version."),
                        Flag.duration("timeout", "0s", "How long to wait for the scale operation; zero means don't wait."),
                        Mutation.all("Select all resources in the namespace of the specified resource types"),
                        Mutation.selector(), Changes.record()))
                .flags(Mutation.files("identifying the resource to set a new size"));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (!call.flags().changed("replicas")) {
            throw CommandFailure.error("required flag(s) \"replicas\" not set");
        }
        long replicas = call.flags().number("replicas");
        if (replicas < 0) {
            throw CommandFailure.error("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
        }
        return call.flags().list("filename").contains("-") ? call.withInput(() -> scale(call, replicas)) : scale(call, replicas);
    }

    private static Step scale(Call call, long replicas) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        List<Found> found = Selection.of(call, call.arguments(), false).objects(failures);
        if (found.isEmpty()) {
            CommandFailure.throwIfNothing("no objects passed to scale", failures);
        }
        for (Found each : found) {
            try {
                scale(call, each.kind(), each.object(), replicas);
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private static void scale(Call call, Kind kind, KubeObject object, long replicas) throws CommandFailure {
        if (!kind.hasScale()) {
            throw CommandFailure.server(Status.noResource());
        }
        String expected = call.flags().text("resource-version");
        if (!expected.isEmpty() && !expected.equals(Long.toString(object.revision()))) {
            throw CommandFailure.error("Expected resource version to be " + expected + ", was " + object.revision());
        }
        long size = call.flags().number("current-replicas");
        long current = object.spec().number(0, "replicas");
        if (size >= 0 && size != current) {
            throw CommandFailure.error("Expected replicas to be " + size + ", was " + current);
        }
        if (Mutation.dryRun(call) != Mutation.DryRun.CLIENT) {
            Patch patch = new Patch(Patch.Type.MERGE, Json.of("spec", Json.of("replicas", replicas)));
            call.patch(kind, object, "scale", patch, Mutation.options(call));
            Json recorded = Changes.recorded(call, Json.EMPTY);
            if (!recorded.isEmpty()) {
                call.patch(kind, object, "", new Patch(Patch.Type.MERGE, recorded), Mutation.options(call));
            }
        }
        Mutation.print(call, kind, object.with(replicas, "spec", "replicas"), "scaled");
    }
}
