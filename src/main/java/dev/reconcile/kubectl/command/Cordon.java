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
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl cordon} and {@code uncordon}: whether new pods may come to a node. */
final class Cordon implements Command {
    private final boolean closes;

    /** @param closes true for cordon */
    Cordon(boolean closes) {
        this.closes = closes;
    }

    @Override
    public Spec spec() {
        return closes
                ? Spec.of("cordon", "NODE", "Mark node as unschedulable")
                        .details("Mark node as unschedulable. Pods that are there stay; new ones go elsewhere.")
                        .examples("# No new pods on this node", "kubectl cordon worker-1").flags(Mutation.dryRun(), Mutation.selector())
                : Spec.of("uncordon", "NODE", "Mark node as schedulable")
                        .details("Mark node as schedulable.")
                        .examples("# New pods may come again", "kubectl uncordon worker-1").flags(Mutation.dryRun(), Mutation.selector());
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        mark(call, nodes(call), closes);
        return Step.OK;
    }

    /** The nodes that the command line names or selects. */
    static List<KubeObject> nodes(Call call) throws CommandFailure {
        boolean selects = call.flags().changed("selector");
        if (call.arguments().isEmpty() && !selects) {
            throw call.usage("USAGE: " + call.path().substring("kubectl ".length()) + " NODE [flags]");
        }
        if (!call.arguments().isEmpty() && call.flags().filled("selector").isPresent()) {
            throw call.usage("error: cannot specify both a node name and a --selector option");
        }
        Kind kind = call.kind("nodes");
        if (selects) {
            return call.list(kind, "", Selection.listOptions(call));
        }
        List<KubeObject> nodes = new ArrayList<>();
        for (String name : call.arguments()) {
            nodes.add(call.get(kind, "", name.replaceFirst("^(nodes?|no)/", "")));
        }
        return nodes;
    }

    static void mark(Call call, List<KubeObject> nodes, boolean closes) throws CommandFailure {
        Kind kind = call.kind("nodes");
        String done = closes ? "cordoned" : "uncordoned";
        for (KubeObject node : nodes) {
            if (node.spec().isTrue("unschedulable") == closes) {
                Mutation.print(call, kind, node, "already " + done);
                continue;
            }
            try {
                Changes.write(call, kind, node, node.with(closes ? true : null, "spec", "unschedulable"));
                Mutation.print(call, kind, node, done);
            } catch (CommandFailure failure) {
                call.err().line("error: unable to " + (closes ? "cordon" : "uncordon") + " node \"" + node.name() + "\": " + failure.getMessage());
            }
        }
    }
}
