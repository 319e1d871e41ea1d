package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Patch;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import java.util.ArrayList;
import java.util.List;

/** Reads objects, changes them, and writes the difference back: what label, annotate, set and rollout have in common. */
public final class Changes {
    public static final String CHANGE_CAUSE = "kubernetes.io/change-cause";

    /** What becomes of one object. */
    @FunctionalInterface
    public interface Edit {
        KubeObject apply(Kind kind, KubeObject object) throws CommandFailure;
    }

    private Changes() {}

    public static Flag record() {
        return Flag.bool("record", "", false, "Record current kubectl command in the resource annotation.")
                .deprecated("--record will be removed in the future");
    }

    /** The object with the command line in {@code kubernetes.io/change-cause}, if {@code --record} asks for it. */
    public static Json recorded(Call call, Json object) {
        boolean asked = call.flags().knows("record") && call.flags().is("record");
        return asked ? object.withAt(call.recorded(), "metadata", "annotations", CHANGE_CAUSE) : object;
    }

    /** Arguments before the first {@code name=value} or {@code name-}, and those from it on ({@code cmdutil.GetResourcesAndPairs}). */
    public record Split(List<String> resources, List<String> pairs) {}

    public static Split split(List<String> arguments, String what) throws CommandFailure {
        List<String> resources = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (String argument : arguments) {
            boolean pair = argument.contains("=") && !argument.startsWith("=") || argument.endsWith("-") && argument.length() > 1;
            if (!pair && !pairs.isEmpty()) {
                throw CommandFailure.error("all resources must be specified before " + what + " changes: " + argument);
            }
            (pair ? pairs : resources).add(argument);
        }
        return new Split(resources, pairs);
    }

    /** Runs the edit on everything selected. An object that stays as it is is reported only where {@code always}. */
    public static Step run(Call call, Selection selection, String operation, boolean always, Edit edit) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        for (Found found : selection.objects(failures)) {
            try {
                KubeObject after = recorded(call, edit.apply(found.kind(), found.object()), found.object());
                if (always || !after.equals(found.object())) {
                    Mutation.print(call, found.kind(), write(call, found.kind(), found.object(), after), operation);
                }
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private static KubeObject recorded(Call call, KubeObject after, KubeObject before) {
        boolean records = call.flags().knows("record") && call.flags().is("record") && !after.equals(before);
        return records ? after.withAnnotation(CHANGE_CAUSE, call.recorded()) : after;
    }

    /** Sends the difference, unless only the client tries it. */
    public static KubeObject write(Call call, Kind kind, KubeObject before, KubeObject after) throws CommandFailure {
        if (after.equals(before) || Mutation.dryRun(call) == Mutation.DryRun.CLIENT) {
            return after;
        }
        Json patch = MergePatch.between(before.tree(), after.tree());
        return call.patch(kind, before, "", new Patch(Patch.Type.MERGE, patch), Mutation.options(call));
    }
}
