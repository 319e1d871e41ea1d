package dev.reconcile.kubectl.command;

import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.ManifestCheck;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl create}: posts what files say; the commands below it make objects from flags. */
final class Create implements Command {
    private final List<Command> below = List.of(
            new CreateRoles.ClusterRole(), new CreateBindings.OfCluster(), new CreateConfigs.ConfigMap(), new CreateWorkloads.CronJob(),
            new CreateWorkloads.Deployment(), new CreateIngress(), new CreateWorkloads.Job(), new CreateSimple.Namespace(), new CreateSimple.DisruptionBudget(),
            new CreateSimple.PriorityClass(), new CreateSimple.Quota(), new CreateRoles.Role(), new CreateBindings.OfNamespace(), new CreateConfigs.Group(),
            new CreateServices.Group(), new CreateSimple.ServiceAccount(), new CreateToken());

    @Override
    public Spec spec() {
        return Spec.of("create", "-f FILENAME", "Create a resource from a file or from stdin")
                .details("Create a resource from a file or from stdin.\n\n JSON and YAML formats are accepted.")
                .examples("# Create a pod from a file", "kubectl create -f ./pod.yaml", "# Create a pod from what is piped in", "cat pod.yaml | kubectl create -f -")
                .flags(CreateOne.flags(Mutation.selector(), Changes.record(), RawRequest.flag("POST"), Flag.bool("edit", "", false, "Edit the API resource before creating"),
                        Flag.bool("windows-line-endings", "", false, "Use the line endings of Windows.")))
                .flags(Mutation.files("to use to create the resource"));
    }

    @Override
    public List<Command> below() {
        return below;
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<String> files = call.flags().list("filename");
        if (!call.arguments().isEmpty()) {
            throw call.usage("Unexpected args: [" + String.join(" ", call.arguments()) + "]");
        }
        if (files.isEmpty() && call.flags().filled("kustomize").isEmpty()) {
            throw CommandFailure.error("must specify one of -f and -k");
        }
        if (RawRequest.isAsked(call)) {
            return RawRequest.send(call, Verb.CREATE);
        }
        return files.contains("-") ? call.withInput(() -> create(call)) : create(call);
    }

    private static Step create(Call call) throws CommandFailure {
        ManifestCheck.check(call);
        List<CommandFailure> failures = new ArrayList<>();
        List<Part> parts = Selection.ofFiles(call, failures);
        if (parts.isEmpty() && failures.isEmpty()) {
            throw CommandFailure.error("no objects passed to create");
        }
        if (call.flags().is("edit")) {
            CommandFailure.throwIfAny(failures);
            return edited(call, parts);
        }
        for (Part part : parts) {
            try {
                create(call, (Part.Named) part);
            } catch (CommandFailure failure) {
                failures.add(failure.from("creating", ((Part.Named) part).source()));
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    /** One after the other goes through the editor. */
    private static Step edited(Call call, List<Part> parts) throws CommandFailure {
        if (parts.isEmpty()) {
            return Step.OK;
        }
        Part.Named first = (Part.Named) parts.getFirst();
        Found found = new Found(first.kind(), new KubeObject(first.manifest()), first.source());
        return new EditRun(call, List.of(found), EditRun.Mode.CREATION, () -> edited(call, parts.subList(1, parts.size()))).open();
    }

    private static void create(Call call, Part.Named named) throws CommandFailure {
        Json recorded = Changes.recorded(call, named.manifest());
        Json manifest = call.flags().is("save-config") ? LastApplied.onto(recorded) : recorded;
        KubeObject result = Mutation.dryRun(call) == Mutation.DryRun.CLIENT
                ? new KubeObject(manifest)
                : call.create(named.kind(), named.namespace(), manifest, Mutation.options(call));
        Mutation.print(call, named.kind(), result, "created");
    }
}
