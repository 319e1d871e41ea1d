package dev.reconcile.kubectl.command;

import dev.reconcile.api.Patch;
import dev.reconcile.api.Patches;
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
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code kubectl patch} ({@code kubectl/pkg/cmd/patch/patch.go}). */
final class PatchObjects implements Command {
    @Override
    public Spec spec() {
        return Spec.of("patch", "(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]", "Update fields of a resource")
                .details("Update fields of a resource using a strategic merge patch, a JSON merge patch, or a JSON patch.\n\n JSON and YAML formats are accepted.")
                .examples("# Change one container's image; the others stay",
                        "kubectl patch deployment web -p '{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"nginx\",\"image\":\"nginx:1.21\"}]}}}}'",
                        "# Replace one value by its path", "kubectl patch deployment web --type=json -p '[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2}]'",
                        "# Remove a field", "kubectl patch deployment web --type=merge -p '{\"spec\":{\"paused\":null}}'")
                .flags(Mutation.managedBy("kubectl-patch",
                        Flag.text("patch", "p", "", "The patch to be applied to the resource JSON file."),
                        Flag.text("patch-file", "", "", "A file containing a patch to be applied to the resource."),
                        Flag.text("type", "", "strategic", "The type of patch being provided; one of [json merge strategic]"),
                        Flag.text("subresource", "", "", "Patch this subresource of the object: status or scale."),
                        Flag.bool("local", "", false, "If true, patch the content of the file, not the object in the cluster."),
                        Changes.record()))
                .flags(Mutation.files("identifying the resource to update"));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        check(call);
        Patch.Type type = type(call.flags());
        Patch patch = new Patch(type, document(call, type));
        return call.flags().list("filename").contains("-") ? call.withInput(() -> patch(call, patch)) : patch(call, patch);
    }

    private static void check(Call call) throws CommandFailure {
        Values flags = call.flags();
        boolean inline = flags.filled("patch").isPresent();
        boolean file = flags.filled("patch-file").isPresent();
        if (inline && file) {
            throw CommandFailure.error("cannot specify --patch and --patch-file together");
        }
        if (!inline && !file) {
            throw CommandFailure.error("must specify --patch or --patch-file containing the contents of the patch");
        }
        if (flags.is("local") && !call.arguments().isEmpty()) {
            throw CommandFailure.error("cannot specify --local and server resources");
        }
        if (flags.is("local") && Mutation.dryRun(call) == Mutation.DryRun.SERVER) {
            throw CommandFailure.error("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
        }
    }

    private static Patch.Type type(Values flags) throws CommandFailure {
        return switch (flags.text("type").toLowerCase(Locale.ROOT)) {
            case "strategic", "" -> Patch.Type.STRATEGIC;
            case "merge" -> Patch.Type.MERGE;
            case "json" -> Patch.Type.JSON;
            default -> throw CommandFailure.error("--type must be one of [json merge strategic], not \"" + flags.text("type") + "\"");
        };
    }

    private static Object document(Call call, Patch.Type type) throws CommandFailure {
        String file = call.flags().text("patch-file");
        String text = call.flags().text("patch");
        if (!file.isEmpty()) {
            text = call.invocation().files().content(call.invocation().path(file))
                    .orElseThrow(() -> CommandFailure.error("unable to read patch file: open " + file + ": no such file or directory"));
        }
        try {
            // What begins as JSON is not read by kubectl but sent as it is: the API complains.
            return text.stripLeading().startsWith("{") ? JsonText.patch(text) : Yaml.patch(text).value();
        } catch (JsonText.Malformed e) {
            throw CommandFailure.server(Status.badRequest(type.malformed(e.getMessage())));
        } catch (Yaml.Malformed e) {
            throw CommandFailure.error("unable to parse \"" + call.flags().text("patch").replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                    + "\": " + e.getMessage());
        }
    }

    private static Step patch(Call call, Patch patch) throws CommandFailure {
        if (call.arguments().isEmpty() && call.flags().list("filename").isEmpty()) {
            throw CommandFailure.error("must specify one of -f and -k");
        }
        List<CommandFailure> failures = new ArrayList<>();
        Selection selection = Selection.of(call, call.arguments(), false);
        for (Found found : call.flags().is("local") ? selection.manifests() : selection.objects(failures)) {
            try {
                patch(call, found, patch);
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private static void patch(Call call, Found found, Patch patch) throws CommandFailure {
        boolean sends = !call.flags().is("local") && Mutation.dryRun(call) != Mutation.DryRun.CLIENT;
        String subresource = call.flags().text("subresource");
        KubeObject before = sends && !subresource.isEmpty() ? call.get(found.kind(), found.object(), subresource) : found.object();
        KubeObject after = sends ? call.patch(found.kind(), found.object(), subresource, patch, Mutation.options(call)) : tried(found, patch);
        if (sends && call.flags().is("record")) {
            after = Changes.write(call, found.kind(), after, after.withAnnotation(Changes.CHANGE_CAUSE, call.recorded()));
        }
        Mutation.print(call, found.kind(), after, after.equals(before) ? "patched (no change)" : "patched");
    }

    private static KubeObject tried(Found found, Patch patch) throws CommandFailure {
        return switch (Patches.apply(found.kind(), found.object(), patch)) {
            case Patches.Patched.Good good -> new KubeObject(good.object());
            case Patches.Patched.Bad bad -> throw CommandFailure.error(bad.status().message());
        };
    }
}
