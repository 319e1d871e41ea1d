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
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl taint} ({@code kubectl/pkg/cmd/taint}). */
final class Taint implements Command {
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    /** @param effect empty for all of the key */
    private record Mark(String key, String value, String effect) {
        boolean matches(Json taint) {
            return key.equals(taint.text("key")) && effect.equals(taint.text("effect"));
        }

        /** As something to remove, whether it would remove that one. */
        boolean covers(Mark other) {
            return key.equals(other.key()) && (effect.isEmpty() || effect.equals(other.effect()));
        }

        Json toJson() {
            return Json.of("key", key, "value", value.isEmpty() ? null : value, "effect", effect);
        }

        @Override
        public String toString() {
            return effect.isEmpty() ? key : value.isEmpty() ? key + ":" + effect : key + "=" + value + ":" + effect;
        }
    }

    private record Wanted(List<Mark> added, List<Mark> removed) {}

    @Override
    public Spec spec() {
        return Spec.of("taint", "NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N", "Update the taints on one or more nodes")
                .details("Update the taints on one or more nodes.\n\n A taint keeps pods away that do not tolerate it. Its effect is NoSchedule, PreferNoSchedule or NoExecute;"
                        + " the last also makes pods go that are there. A dash at the end removes.")
                .examples("# Keep pods away that do not tolerate it", "kubectl taint nodes worker-1 dedicated=batch:NoSchedule",
                        "# Take that taint away", "kubectl taint nodes worker-1 dedicated:NoSchedule-", "# Take away all taints with that key", "kubectl taint nodes worker-1 dedicated-")
                .flags(Mutation.managedBy("kubectl-taint", Mutation.selector(), Mutation.validate(), Mutation.all("Select all nodes in the cluster"),
                        Flag.bool("overwrite", "", false, "If true, allow taints to be overwritten, otherwise reject taint updates that overwrite existing taints.")));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<String> resources = new ArrayList<>();
        List<String> taints = new ArrayList<>();
        for (String word : call.arguments()) {
            boolean taint = word.contains("=") || word.contains(":") || word.endsWith("-");
            if (!taint && !taints.isEmpty()) {
                throw CommandFailure.error("all resources must be specified before taint changes: " + word);
            }
            (taint ? taints : resources).add(word);
        }
        if (resources.isEmpty()) {
            throw CommandFailure.error("one or more resources must be specified as <resource> <name>");
        }
        if (taints.isEmpty()) {
            throw CommandFailure.error("at least one taint update is required");
        }
        Wanted wanted = wanted(call, taints);
        Kind kind = call.resources().requireBare(resources.getFirst());
        if (!kind.kind().equals("Node")) {
            throw CommandFailure.error("invalid resource type " + resources.getFirst() + ", only node types are supported");
        }
        check(call, resources, wanted);
        return taint(call, kind, resources.subList(1, resources.size()), wanted);
    }

    private static void check(Call call, List<String> resources, Wanted wanted) throws CommandFailure {
        List<String> both = wanted.removed().stream()
                .filter(gone -> wanted.added().stream().anyMatch(gone::covers))
                .map(gone -> "{\"" + gone.key() + "\":\"" + gone.effect() + "\"}").toList();
        if (!both.isEmpty()) {
            throw CommandFailure.error("can not both modify and remove the following taint(s) in the same command: " + String.join(", ", both));
        }
        boolean selects = call.flags().filled("selector").isPresent();
        if (call.flags().is("all") && selects) {
            throw CommandFailure.error("setting 'all' parameter with a non empty selector is prohibited");
        }
        if (!call.flags().is("all") && !selects && resources.size() < 2) {
            throw CommandFailure.error("at least one resource name must be specified since 'all' parameter is not set");
        }
    }

    private static Step taint(Call call, Kind kind, List<String> names, Wanted wanted) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        List<KubeObject> nodes = new ArrayList<>();
        if (call.flags().is("all") || call.flags().filled("selector").isPresent()) {
            nodes.addAll(call.list(kind, "", Selection.listOptions(call)));
        } else {
            for (String name : names) {
                try {
                    nodes.add(call.get(kind, "", name));
                } catch (CommandFailure failure) {
                    failures.add(failure);
                }
            }
        }
        for (KubeObject node : nodes) {
            try {
                taint(call, kind, node, wanted);
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private static void taint(Call call, Kind kind, KubeObject node, Wanted wanted) throws CommandFailure {
        List<Json> old = node.spec().objects("taints");
        boolean overwrite = call.flags().is("overwrite");
        List<String> there = wanted.added().stream().filter(mark -> old.stream().anyMatch(mark::matches)).map(Mark::key).toList();
        if (!overwrite && !there.isEmpty()) {
            throw CommandFailure.error("node " + node.name() + " already has " + String.join(",", there) + " taint(s) with same effect(s) and --overwrite is false");
        }
        List<Json> taints = new ArrayList<>(wanted.added().stream().map(Mark::toJson).toList());
        old.stream().filter(taint -> wanted.added().stream().noneMatch(mark -> mark.matches(taint))).forEach(taints::add);
        boolean added = old.size() != taints.size();
        boolean deleted = false;
        List<CommandFailure> missing = new ArrayList<>();
        for (Mark gone : wanted.removed()) {
            deleted = taints.removeIf(taint -> gone.effect().isEmpty() ? gone.key().equals(taint.text("key")) : gone.matches(taint));
            if (!deleted) {
                missing.add(CommandFailure.error("taint \"" + gone + "\" not found"));
            }
        }
        CommandFailure.throwIfAny(missing);
        KubeObject after = node.with(taints.isEmpty() ? null : taints, "spec", "taints");
        String done = added && deleted || overwrite ? "modified" : added ? "tainted" : "untainted";
        Mutation.print(call, kind, Changes.write(call, kind, node, after), done);
    }

    private static Wanted wanted(Call call, List<String> specs) throws CommandFailure {
        List<Mark> added = new ArrayList<>();
        List<Mark> removed = new ArrayList<>();
        for (String spec : specs) {
            if (spec.endsWith("-")) {
                Mark mark = parsed(call, spec.substring(0, spec.length() - 1));
                removed.add(new Mark(mark.key(), "", mark.effect()));
                continue;
            }
            Mark mark = parsed(call, spec);
            if (mark.effect().isEmpty()) {
                throw call.usage("invalid taint spec: " + spec);
            }
            if (added.stream().anyMatch(other -> other.key().equals(mark.key()) && other.effect().equals(mark.effect()))) {
                throw call.usage("duplicated taints with the same key and effect: {" + mark.key() + " " + mark.value() + " " + mark.effect() + " <nil>}");
            }
            added.add(mark);
        }
        return new Wanted(added, removed);
    }

    private static Mark parsed(Call call, String spec) throws CommandFailure {
        String[] parts = spec.split(":", -1);
        if (parts.length > 2) {
            throw call.usage("invalid taint spec: " + spec);
        }
        String effect = parts.length == 2 ? parts[1] : "";
        if (parts.length == 2 && !EFFECTS.contains(effect)) {
            throw call.usage("invalid taint effect: " + effect + ", unsupported taint effect");
        }
        String[] pair = parts.length == 2 ? parts[0].split("=", -1) : parts;
        if (pair.length > 2) {
            throw call.usage("invalid taint spec: " + spec);
        }
        String value = parts.length == 2 && pair.length == 2 ? pair[1] : "";
        for (List<String> problems : List.of(Names.labelValue(value), Names.qualified(pair[0]))) {
            if (!problems.isEmpty()) {
                throw call.usage("invalid taint spec: " + spec + ", " + String.join("; ", problems));
            }
        }
        return new Mark(pair[0], value, effect);
    }
}
