package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl rollout undo}: puts an earlier pod template back ({@code kubectl/pkg/polymorphichelpers/rollback.go}). */
final class RolloutUndo implements Command {
    private static final String HASH = "pod-template-hash";

    /** Annotations that belong to the deployment itself and do not come back with a revision. */
    private static final List<String> KEPT = List.of(LastApplied.ANNOTATION, "deployment.kubernetes.io/revision", "deployment.kubernetes.io/revision-history",
            "deployment.kubernetes.io/desired-replicas", "deployment.kubernetes.io/max-replicas", "deprecated.deployment.rollback.to");

    @Override
    public Spec spec() {
        return Spec.of("rollout undo", "(TYPE NAME | TYPE/NAME) [flags]", "Undo a previous rollout")
                .details("Roll back to a previous rollout.")
                .examples("# Roll back to the previous revision", "kubectl rollout undo deployment/abc",
                        "# Roll back to revision 3", "kubectl rollout undo deployment/abc --to-revision=3",
                        "# Only show what would come back", "kubectl rollout undo --dry-run=client deployment/abc")
                .flags(RolloutGroup.flags(
                        Flag.number("to-revision", "", Flag.Type.INT64, 0, "The revision to rollback to. Default to 0 (last revision)."),
                        Flag.optional("dry-run", "none", "unchanged", "Must be \"none\", \"server\", or \"client\".")));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        for (Found found : RolloutGroup.selection(call).objects(failures)) {
            try {
                Mutation.print(call, found.kind(), found.object(), undo(call, found));
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    /** What was done, in the words that follow the object's name. */
    private static String undo(Call call, Found found) throws CommandFailure {
        if (!List.of("Deployment", "DaemonSet", "StatefulSet").contains(found.kind().kind())) {
            throw CommandFailure.error("no rollbacker has been implemented for \"" + found.kind().groupKind() + "\"");
        }
        KubeObject object = found.object();
        long number = call.flags().number("to-revision");
        Revisions.Revision target = Revisions.target(Revisions.of(call, object), object, number);
        if (Mutation.dryRun(call) == Mutation.DryRun.CLIENT) {
            return target.described();
        }
        if (object.spec().isTrue("paused")) {
            throw CommandFailure.error("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
        }
        Json template = template(target);
        if (template.equals(object.spec().object("template"))) {
            return "skipped rollback (current template already matches revision " + number + ")";
        }
        KubeObject after = object.with(template, "spec", "template");
        if (object.kind().equals("Deployment")) {
            Json annotations = annotations(object, target.carrier());
            after = after.with(annotations.isEmpty() ? null : annotations, "metadata", "annotations");
        }
        Changes.write(call, found.kind(), object, after);
        return "rolled back";
    }

    private static Json template(Revisions.Revision target) {
        Json labels = target.template().object("metadata", "labels").without(HASH);
        return target.carrier().kind().equals("ReplicaSet")
                ? target.template().withAt(labels.isEmpty() ? null : labels, "metadata", "labels")
                : target.template();
    }

    private static Json annotations(KubeObject object, KubeObject carrier) {
        Json annotations = Json.EMPTY;
        for (String name : carrier.annotations().keySet()) {
            annotations = KEPT.contains(name) ? annotations : annotations.with(name, carrier.annotations().get(name));
        }
        for (String name : KEPT) {
            annotations = annotations.with(name, object.annotations().get(name));
        }
        return annotations;
    }
}
