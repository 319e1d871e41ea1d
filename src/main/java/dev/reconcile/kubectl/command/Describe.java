package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.describe.Describers;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl describe} ({@code kubectl/pkg/cmd/describe/describe.go}). */
final class Describe implements Command {
    @Override
    public Spec spec() {
        return Spec.of("describe", "(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)", "Show details of a specific resource or group of resources")
                .details("Show details of a specific resource or group of resources.\n\n With the objects that belong to it, and the events about it."
                        + " A name that no object has is taken as the beginning of names.")
                .examples("# Describe a node", "kubectl describe nodes worker-1", "# Describe all pods of an app", "kubectl describe pods -l app=web")
                .flags(Mutation.files("containing the resource to describe"))
                .flags(Mutation.selector(), Flag.bool("all-namespaces", "A", false, "Describe the objects of all namespaces."),
                        Flag.bool("show-events", "", true, "If true, display events related to the described object."),
                        Flag.number("chunk-size", "", Flag.Type.INT64, 500, "Return large lists in chunks rather than all at once. 0 disables."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.arguments().isEmpty() && call.flags().list("filename").isEmpty()) {
            throw CommandFailure.error("You must specify the type of resource to describe. Use \"kubectl api-resources\" for a complete list of supported resources.");
        }
        return call.flags().list("filename").contains("-") ? call.withInput(() -> describe(call)) : describe(call);
    }

    private static Step describe(Call call) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        Selection selection = Selection.of(call, call.arguments(), true);
        for (Part part : selection.parts()) {
            try {
                found.addAll(objects(call, part));
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        List<String> texts = new ArrayList<>();
        for (Found each : found) {
            texts.add(Describers.describe(each.object(), Around.of(call), call.flags().is("show-events")));
        }
        call.out().write(String.join("\n\n", texts));
        CommandFailure.throwIfAny(failures);
        if (found.isEmpty()) {
            call.err().line(!call.allNamespaces() ? "No resources found in " + call.namespace() + " namespace." : "No resources found");
        }
        return Step.OK;
    }

    /** A name that does not exist stands for all that begin with it. */
    private static List<Found> objects(Call call, Part part) throws CommandFailure {
        try {
            return Selection.objects(call, part);
        } catch (CommandFailure failure) {
            if (!failure.isNotFound() || !(part instanceof Part.Named named) || !named.manifest().equals(Json.EMPTY)) {
                throw failure;
            }
            List<Found> alike = Selection.objects(call, new Part.Whole(named.kind(), named.namespace())).stream()
                    .filter(found -> found.object().name().startsWith(named.name()))
                    .toList();
            if (alike.isEmpty()) {
                throw failure;
            }
            return alike;
        }
    }
}
