package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code kubectl label} ({@code kubectl/pkg/cmd/label/label.go}). */
final class Label extends Marking {
    @Override
    public Spec spec() {
        return Spec.of("label", "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]", "Update the labels on a resource")
                .details("Update the labels on a resource.\n\n A name followed by a dash removes that label. A label that is there is only changed with --overwrite.")
                .examples("# Give a pod a label", "kubectl label pods web-0 tier=front", "# Change it", "kubectl label --overwrite pods web-0 tier=back",
                        "# Take it away", "kubectl label pods web-0 tier-", "# Label all pods of the namespace", "kubectl label pods --all checked=yes")
                .flags(flags("kubectl-label", "label"));
    }

    @Override
    String what() {
        return "label";
    }

    @Override
    String field() {
        return "labels";
    }

    @Override
    Marks parse(List<String> pairs) throws CommandFailure {
        Map<String, String> set = new TreeMap<>();
        List<String> removed = new ArrayList<>();
        for (String pair : pairs) {
            if (!pair.contains("=")) {
                removed.add(pair.substring(0, pair.length() - 1));
                continue;
            }
            String[] halves = pair.split("=", -1);
            if (halves.length != 2) {
                throw CommandFailure.error("invalid label spec: " + pair);
            }
            List<String> problems = Names.labelValue(halves[1]);
            if (!problems.isEmpty()) {
                throw CommandFailure.error("invalid label value: \"" + pair + "\": " + String.join(";", problems));
            }
            set.put(halves[0], halves[1]);
        }
        if (removed.stream().anyMatch(set::containsKey)) {
            throw CommandFailure.error("can not both modify and remove a label in the same command");
        }
        return new Marks(set, removed);
    }

    @Override
    void complainAboutMissing(Call call, KubeObject object, Marks marks) {
        marks.removed().stream().filter(name -> object.label(name).isEmpty()).forEach(name -> call.out().line("label \"" + name + "\" not found."));
    }

    @Override
    void refuseOverwriting(KubeObject object, Marks marks) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        for (String name : marks.set().keySet()) {
            object.label(name).filter(value -> !value.equals(marks.set().get(name))).ifPresent(value -> failures.add(
                    CommandFailure.error("'" + name + "' already has a value (" + value + "), and --overwrite is false")));
        }
        CommandFailure.throwIfAny(failures);
    }

    @Override
    String message(Call call, KubeObject before, KubeObject after) {
        if (after.equals(before)) {
            return "not labeled";
        }
        boolean shorter = after.tree().toString().length() < before.tree().toString().length();
        return shorter && !call.flags().is("overwrite") ? "unlabeled" : "labeled";
    }
}
