package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code kubectl annotate} ({@code kubectl/pkg/cmd/annotate/annotate.go}). */
final class Annotate extends Marking {
    @Override
    public Spec spec() {
        return Spec.of("annotate", "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]",
                        "Update the annotations on a resource")
                .details("Update the annotations on one or more resources.\n\n An annotation holds any text that tools or people want to keep with an object."
                        + " A name followed by a dash removes that annotation. One that is there is only changed with --overwrite.")
                .examples("# Write down why a deployment was changed", "kubectl annotate deployment/web kubernetes.io/change-cause='use nginx 1.21'",
                        "# Change an annotation", "kubectl annotate --overwrite pods web-0 description='the first one'",
                        "# Take it away", "kubectl annotate pods web-0 description-")
                .flags(flags("kubectl-annotate", "annotation"));
    }

    @Override
    String what() {
        return "annotation";
    }

    @Override
    String field() {
        return "annotations";
    }

    @Override
    Marks parse(List<String> pairs) throws CommandFailure {
        Map<String, String> set = new TreeMap<>();
        List<String> removed = new ArrayList<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                set.put(pair.substring(0, equals), pair.substring(equals + 1));
            } else {
                removed.add(pair.substring(0, pair.length() - 1));
            }
        }
        List<String> both = removed.stream().filter(set::containsKey).toList();
        if (!both.isEmpty()) {
            throw CommandFailure.error("can not both modify and remove the following annotation(s) in the same command: " + String.join(", ", both));
        }
        return new Marks(set, removed);
    }

    @Override
    void refuseOverwriting(KubeObject object, Marks marks) throws CommandFailure {
        List<String> found = new ArrayList<>();
        for (String name : marks.set().keySet()) {
            if (!name.equals(Changes.CHANGE_CAUSE)) {
                object.annotation(name).filter(value -> !value.equals(marks.set().get(name))).ifPresent(value -> found.add("'" + name + "' already has a value (" + value + ")"));
            }
        }
        if (!found.isEmpty()) {
            throw CommandFailure.error("--overwrite is false but found the following declared annotation(s): " + String.join("; ", found));
        }
    }

    @Override
    String message(Call call, KubeObject before, KubeObject after) {
        return "annotated";
    }
}
