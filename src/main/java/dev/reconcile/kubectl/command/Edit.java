package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
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
import java.util.Optional;

/** {@code kubectl edit} and {@code kubectl apply edit-last-applied}. */
final class Edit implements Command {
    static final String NOTHING = "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n"
            + "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";
    private static final String NOT_APPLIED = "no last-applied-configuration annotation found on resources, to create the annotation,"
            + " use command `kubectl apply set-last-applied --create-annotation`";

    @Override
    public Spec spec() {
        return Spec.of("edit", "(RESOURCE/NAME | -f FILENAME)", "Edit a resource on the server")
                .details("Edit objects in an editor.\n\n It opens what 'kubectl get -o yaml' shows; what you save is sent as a patch. If it is refused, the editor"
                        + " opens again with the reason at the top. Leaving without a change cancels. KUBE_EDITOR or EDITOR name another program to edit with.")
                .examples("# Edit a deployment", "kubectl edit deployment/web", "# Change it with a program instead of by hand",
                        "KUBE_EDITOR=\"sed -i s/nginx:1.20/nginx:1.21/\" kubectl edit deployment/web")
                .flags(flags("kubectl-edit"))
                .flags(Changes.record(), Flag.text("subresource", "", "", "Edit this subresource of the object: status."),
                        Flag.bool("output-patch", "", false, "Output the patch if the resource is edited."),
                        Flag.bool("save-config", "", false, "Save the configuration of the object in its annotation, for later use of kubectl apply."));
    }

    private static List<Flag> flags(String manager) {
        List<Flag> flags = new ArrayList<>(Mutation.printing());
        flags.addAll(Mutation.files("to use to edit the resource"));
        flags.add(Mutation.validate());
        flags.add(Flag.text("field-manager", "", manager, "Name of the manager used to track field ownership."));
        flags.add(Flag.bool("windows-line-endings", "", false, "Use the line endings of Windows."));
        return flags;
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        return started(call, () -> edit(call));
    }

    private static Step started(Call call, Step.Continuation rest) throws CommandFailure {
        if (call.arguments().isEmpty() && call.flags().list("filename").isEmpty()) {
            throw CommandFailure.error(NOTHING);
        }
        return call.flags().list("filename").contains("-") ? call.withInput(rest) : rest.run();
    }

    private static Step edit(Call call) throws CommandFailure {
        List<Found> found = Selection.of(call, call.arguments(), true).objects();
        if (found.isEmpty()) {
            throw CommandFailure.error("edit cancelled, no objects found");
        }
        return new EditRun(call, found, EditRun.Mode.OBJECT).open();
    }

    /** {@code kubectl/pkg/cmd/apply/apply_edit_last_applied.go}. */
    static final class OfLastApplied implements Command {
        @Override
        public Spec spec() {
            return Spec.of("apply edit-last-applied", "(RESOURCE/NAME | -f FILENAME)", "Edit latest last-applied-configuration annotations of a resource/object")
                    .details("Edit what the annotation of an object remembers as applied last. Nothing else of the object changes.")
                    .examples("# Edit what was applied to a deployment", "kubectl apply edit-last-applied deployment/nginx")
                    .flags(flags(Apply.MANAGER));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            return started(call, () -> {
                List<Found> remembered = new ArrayList<>();
                for (Found found : Selection.of(call, call.arguments(), true).objects()) {
                    Optional<Json> last = LastApplied.of(found.object());
                    last.ifPresent(json -> remembered.add(new Found(found.kind(), new KubeObject(json), found.source())));
                }
                if (remembered.isEmpty()) {
                    throw CommandFailure.error(NOT_APPLIED);
                }
                return new EditRun(call, remembered, EditRun.Mode.LAST_APPLIED).open();
            });
        }
    }
}
