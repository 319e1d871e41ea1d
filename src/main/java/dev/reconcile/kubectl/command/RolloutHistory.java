package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.ObjectPrinter;
import dev.reconcile.kubectl.call.Resources;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** {@code kubectl rollout history} ({@code kubectl/pkg/polymorphichelpers/history.go}). */
final class RolloutHistory implements Command {
    @Override
    public Spec spec() {
        return Spec.of("rollout history", "(TYPE NAME | TYPE/NAME) [flags]", "View rollout history")
                .details("View previous rollout revisions and configurations.")
                .examples("# List the revisions of a deployment", "kubectl rollout history deployment/abc",
                        "# Show what revision 3 looked like", "kubectl rollout history deployment/abc --revision=3")
                .flags(RolloutGroup.flags(Flag.number("revision", "", Flag.Type.INT64, 0, "See the details, including podTemplate of the revision specified")));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.flags().number("revision") < 0) {
            throw CommandFailure.error("revision must be a positive integer: " + call.flags().number("revision"));
        }
        List<CommandFailure> failures = new ArrayList<>();
        for (Found found : RolloutGroup.selection(call).objects(failures)) {
            try {
                show(call, found);
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private static void show(Call call, Found found) throws CommandFailure {
        if (!List.of("Deployment", "DaemonSet", "StatefulSet").contains(found.kind().kind())) {
            if (!PodSpecs.path(found.kind().kind()).isPresent()) {
                throw CommandFailure.error("error retrieving history for \"%s\", no visitor method exists for {%s %s}"
                        .formatted(found.kind().groupKind(), found.kind().group(), found.kind().kind()));
            }
            throw CommandFailure.error("no history viewer has been implemented for \"" + found.kind().groupKind() + "\"");
        }
        TreeMap<Long, Revisions.Revision> revisions = Revisions.of(call, found.object());
        long number = call.flags().number("revision");
        if (number > 0 && !revisions.containsKey(number)) {
            throw CommandFailure.error("unable to find the specified revision");
        }
        if (!call.flags().text("output").isEmpty()) {
            KubeObject carrier = number > 0 ? revisions.get(number).carrier() : revisions.lastEntry().getValue().carrier();
            call.out().write(ObjectPrinter.ofMutation(call).one(call.kind(found.kind().kind().equals("Deployment") ? "replicasets.apps" : "controllerrevisions.apps"), carrier));
            return;
        }
        String with = number > 0 ? "with revision #" + number : "";
        String shown = number > 0 ? revisions.get(number).described() : table(revisions);
        call.out().line(Resources.named(found.kind(), found.object().name()) + " " + with + "\n" + shown);
    }

    private static String table(TreeMap<Long, Revisions.Revision> revisions) {
        if (revisions.isEmpty()) {
            return "No rollout history found.";
        }
        TabWriter table = TabWriter.ofDescriptions().write("REVISION\tCHANGE-CAUSE\n");
        revisions.values().forEach(revision -> table.write(revision.number() + "\t" + revision.changeCause() + "\n"));
        return table.flush();
    }
}
