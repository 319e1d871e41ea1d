package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl rollout}: looks at rollouts and steers them. */
final class RolloutGroup implements Command {
    private final List<Command> below = List.of(new RolloutHistory(), new RolloutSwitches.Pause(), new RolloutSwitches.Restart(),
            new RolloutSwitches.Resume(), new RolloutStatus(), new RolloutUndo());

    @Override
    public Spec spec() {
        return Spec.of("rollout", "SUBCOMMAND", "Manage the rollout of a resource")
                .details("Manage the rollout of one or many resources.\n        \n Valid resource types include:\n\n  *  deployments\n  *  daemonsets\n  *  statefulsets")
                .examples("# Rollback to the previous deployment", "kubectl rollout undo deployment/abc",
                        "# Check the rollout status of a daemonset", "kubectl rollout status daemonset/foo",
                        "# Restart a deployment", "kubectl rollout restart deployment/abc",
                        "# Restart deployments with the 'app=nginx' label", "kubectl rollout restart deployment --selector=app=nginx");
    }

    @Override
    public List<Command> below() {
        return below;
    }

    @Override
    public boolean isGroup() {
        return true;
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        throw call.usage("a subcommand is required");
    }

    static List<Flag> flags(Flag... more) {
        List<Flag> flags = new ArrayList<>(Mutation.printing());
        flags.addAll(List.of(more));
        flags.addAll(Mutation.files("identifying the resource to get from a server."));
        flags.add(Mutation.selector());
        return flags;
    }

    static Flag fieldManager() {
        return Flag.text("field-manager", "", "kubectl-rollout", "Name of the manager used to track field ownership.");
    }

    static Selection selection(Call call) throws CommandFailure {
        if (call.arguments().isEmpty() && call.flags().list("filename").isEmpty()) {
            throw CommandFailure.error("required resource not specified");
        }
        return Selection.of(call, call.arguments(), true);
    }

    static Step change(Call call, String operation, Changes.Edit edit) throws CommandFailure {
        return Changes.run(call, selection(call), operation, true, edit);
    }

    /** {@code deployments.apps "nginx"}. */
    static String quoted(Kind kind, String name) {
        return kind.resource() + " \"" + name + "\"";
    }
}
