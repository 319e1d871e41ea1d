package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What label and annotate have in common: pairs to set, names to remove, on one or many objects. */
abstract class Marking implements Command {
    /** What the command line asks for: names with new values, and names to remove. */
    record Marks(Map<String, String> set, List<String> removed) {}

    /** {@code label} or {@code annotation}, as messages call it. */
    abstract String what();

    /** The field below {@code metadata}. */
    abstract String field();

    abstract Marks parse(List<String> pairs) throws CommandFailure;

    /** Refuses to change values that are there. */
    abstract void refuseOverwriting(KubeObject object, Marks marks) throws CommandFailure;

    /** The word that follows the object's name. */
    abstract String message(Call call, KubeObject before, KubeObject after);

    static List<Flag> flags(String manager, String what) {
        List<Flag> flags = new ArrayList<>(Mutation.managedBy(manager,
                Mutation.selector(), Mutation.all("Select all resources, in the namespace of the specified resource types"),
                Flag.bool("all-namespaces", "A", false, "Work on the objects of all namespaces."),
                Flag.text("field-selector", "", "", "Selector (field query) to filter on, supports '=', '==', and '!='."),
                Flag.bool("list", "", false, "If true, display the " + what + "s for a given resource."),
                Flag.bool("local", "", false, "If true, work on the files only, without asking the cluster."),
                Flag.bool("overwrite", "", false, "If true, allow " + what + "s to be overwritten, otherwise reject updates that overwrite existing ones."),
                Flag.text("resource-version", "", "", "Only succeed if this is the object's current version. Only with a single resource."),
                Changes.record()));
        flags.addAll(Mutation.files("identifying the resource to update"));
        return flags;
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Changes.Split split = Changes.split(call.arguments(), what());
        Marks marks = parse(split.pairs());
        check(call, split, marks);
        return call.flags().list("filename").contains("-") ? call.withInput(() -> run(call, split, marks)) : run(call, split, marks);
    }

    private void check(Call call, Changes.Split split, Marks marks) throws CommandFailure {
        Values flags = call.flags();
        if (flags.is("list") && flags.filled("output").isPresent()) {
            throw CommandFailure.error("--list and --output may not be specified together");
        }
        for (String other : List.of("selector", "field-selector")) {
            if (flags.is("all") && flags.filled(other).isPresent()) {
                throw CommandFailure.error("cannot set --all and --" + other + " at the same time");
            }
        }
        if (split.resources().isEmpty() && flags.list("filename").isEmpty() && flags.filled("kustomize").isEmpty()) {
            throw CommandFailure.error("one or more resources must be specified as <resource> <name> or <resource>/<name>");
        }
        if (marks.set().isEmpty() && marks.removed().isEmpty() && !flags.is("list")) {
            throw CommandFailure.error("at least one " + what() + " update is required");
        }
    }

    private Step run(Call call, Changes.Split split, Marks marks) throws CommandFailure {
        Selection selection = Selection.of(call, split.resources(), false);
        boolean one = selection.named() && selection.parts().size() == 1;
        if (!one && call.flags().filled("resource-version").isPresent()) {
            throw CommandFailure.error("--resource-version may only be used with a single resource");
        }
        List<CommandFailure> failures = new ArrayList<>();
        for (Found found : call.flags().is("local") ? selection.manifests() : selection.objects(failures)) {
            try {
                mark(call, found, marks, one);
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private void mark(Call call, Found found, Marks marks, boolean one) throws CommandFailure {
        boolean sends = !call.flags().is("local") && !call.flags().is("list") && Mutation.dryRun(call) != Mutation.DryRun.CLIENT;
        KubeObject before = found.object();
        if (sends) {
            complainAboutMissing(call, before, marks);
        }
        KubeObject after = marked(call, before, marks);
        if (call.flags().is("list")) {
            list(call, found, after, one);
            return;
        }
        // An emptied map counts as a change where there was none, as upstream has it.
        String done = message(call, before, after);
        KubeObject kept = after.metadata().object(field()).isEmpty() ? after.with(null, "metadata", field()) : after;
        KubeObject recorded = call.flags().is("record") && !after.equals(before) ? kept.withAnnotation(Changes.CHANGE_CAUSE, call.recorded()) : kept;
        KubeObject result = sends ? Changes.write(call, found.kind(), before, versioned(call, recorded)) : recorded;
        Mutation.print(call, found.kind(), result, done);
    }

    void complainAboutMissing(Call call, KubeObject object, Marks marks) {}

    private static KubeObject versioned(Call call, KubeObject object) {
        return call.flags().filled("resource-version").map(version -> object.with(version, "metadata", "resourceVersion")).orElse(object);
    }

    private KubeObject marked(Call call, KubeObject object, Marks marks) throws CommandFailure {
        if (!call.flags().is("overwrite")) {
            refuseOverwriting(object, marks);
        }
        Json field = object.metadata().object(field());
        for (Map.Entry<String, String> pair : marks.set().entrySet()) {
            field = field.with(pair.getKey(), pair.getValue());
        }
        for (String name : marks.removed()) {
            field = field.without(name);
        }
        return object.with(field, "metadata", field());
    }

    private void list(Call call, Found found, KubeObject object, boolean one) {
        if (!one) {
            call.out().line("Listing %ss for %s.%s/%s:".formatted(what(), found.kind().kind(), found.kind().group(), object.name()));
        }
        object.tree().textMap("metadata", field()).forEach((name, value) -> call.out().line((one ? "" : " ") + name + "=" + value));
    }
}
