package dev.reconcile.kubectl.command;

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

/** {@code kubectl set}: changes one thing of existing objects. */
final class SetGroup implements Command {
    private final List<Command> below = List.of(new SetEnv(), new SetImage(), new SetResources(),
            new SetSimple.Selector(), new SetSimple.ServiceAccount(), new SetSubject());

    @Override
    public Spec spec() {
        return Spec.of("set", "SUBCOMMAND", "Set specific features on objects")
                .details("Configure application resources.\n\n These commands change one thing of existing objects.");
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

    /** What all of them take; some take {@code --selector} and {@code --record}, too. */
    static List<Flag> flags(Flag... more) {
        List<Flag> flags = new ArrayList<>(Mutation.managedBy("kubectl-set", more));
        flags.addAll(Mutation.files("identifying the resource to get from a server."));
        flags.add(Mutation.all("Select all resources in the namespace of the specified resource types"));
        flags.add(Flag.bool("local", "", false, "If true, it does NOT contact api-server but runs locally. Not part of this lab."));
        return flags;
    }

    static Step run(Call call, List<String> resources, String operation, Changes.Edit edit) throws CommandFailure {
        return run(call, resources, operation, false, edit);
    }

    /** @param always whether objects that stay as they are are reported, too */
    static Step run(Call call, List<String> resources, String operation, boolean always, Changes.Edit edit) throws CommandFailure {
        if (call.flags().is("local")) {
            throw CommandFailure.error("--local is not part of this lab: use --dry-run=client -o yaml");
        }
        if (resources.isEmpty() && call.flags().list("filename").isEmpty() && call.flags().filled("kustomize").isEmpty()) {
            throw CommandFailure.error("one or more resources must be specified as <resource> <name> or <resource>/<name>");
        }
        if (call.flags().list("filename").contains("-")) {
            return call.withInput(() -> Changes.run(call, Selection.of(call, resources, false), operation, always, edit));
        }
        return Changes.run(call, Selection.of(call, resources, false), operation, always, edit);
    }
}
