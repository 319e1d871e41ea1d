package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Resources;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kubectl delete}: asks for deletions, then waits until the objects are gone ({@code kubectl/pkg/cmd/delete/delete.go}). */
final class Delete implements Command {
    private static final String NOTHING = "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n"
            + "   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";
    static final String IMMEDIATE = "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated."
            + " The resource may continue to run on the cluster indefinitely.";

    @Override
    public Spec spec() {
        return Spec.of("delete", "([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])",
                        "Delete resources by file names, stdin, resources and names, or by resources and label selector")
                .details("Delete resources by file names, stdin, resources and names, or by resources and label selector.\n\n"
                        + " Pods are given time to stop; --now and --force shorten it. What belongs to a deleted object goes with it, unless --cascade=orphan.")
                .examples("# Delete a pod", "kubectl delete pod web-0", "# Delete what a file describes", "kubectl delete -f ./pod.yaml",
                        "# Delete a deployment and leave its pods", "kubectl delete deployment web --cascade=orphan")
                .flags(Mutation.files("containing the resource to delete."))
                .flags(Mutation.selector(), Mutation.all("Delete all resources, in the namespace of the specified resource types."),
                        RawRequest.flag("DELETE"),
                        Flag.bool("all-namespaces", "A", false, "Delete in all namespaces."),
                        Flag.text("field-selector", "", "", "Selector (field query) to filter on, supports '=', '==', and '!='."),
                        Flag.optional("cascade", "background", "background", "Must be \"background\", \"orphan\", or \"foreground\"."),
                        Flag.bool("force", "", false, "If true, immediately remove resources from API and bypass graceful deletion."),
                        Flag.bool("now", "", false, "If true, resources are signaled for immediate shutdown (same as --grace-period=1)."),
                        Flag.number("grace-period", "", Flag.Type.INT, -1, "Period of time in seconds given to the resource to terminate gracefully."),
                        Flag.bool("interactive", "i", false, "If true, delete resource only when user confirms."),
                        Flag.bool("ignore-not-found", "", false, "Treat \"resource not found\" as a successful delete."),
                        Flag.bool("wait", "", true, "If true, wait for resources to be gone before returning."),
                        Flag.duration("timeout", "0s", "How long to wait before giving up on a delete, zero means as long as it takes."),
                        Flag.optional("dry-run", "none", "unchanged", "Must be \"none\", \"server\", or \"client\"."),
                        Flag.text("output", "o", "", "Output mode. Use \"-o name\" for shorter output (resource/name)."));
    }

    /** What is waited for. */
    private record Pending(Part.Named named, String uid) {}

    @Override
    public Step run(Call call) throws CommandFailure {
        Values flags = call.flags();
        if (!List.of("", "name").contains(flags.text("output"))) {
            throw CommandFailure.error("unexpected -o output mode: " + flags.text("output") + ". We only support '-o name'");
        }
        if (flags.is("all") && flags.filled("selector").isPresent()) {
            throw CommandFailure.error("setting 'all' parameter but found a non empty selector. ");
        }
        if (RawRequest.isAsked(call)) {
            grace(call);
            return RawRequest.send(call, Verb.DELETE);
        }
        if (call.arguments().isEmpty() && flags.list("filename").isEmpty() && flags.filled("kustomize").isEmpty()) {
            throw CommandFailure.error(NOTHING);
        }
        return flags.list("filename").contains("-") ? call.withInput(() -> delete(call)) : delete(call);
    }

    private static Step delete(Call call) throws CommandFailure {
        Options options = options(call);
        List<CommandFailure> failures = new ArrayList<>();
        List<Part.Named> targets = targets(call, failures);
        if (targets.isEmpty() && failures.isEmpty()) {
            call.out().line("No resources found");
            return Step.OK;
        }
        if (call.flags().is("interactive")) {
            CommandFailure.throwIfAny(failures);
            call.out().line("You are about to delete the following %d resource(s):".formatted(targets.size()));
            targets.forEach(target -> call.out().line(Resources.named(target.kind(), target.name())));
            call.out().write("Do you want to continue? (y/n): ");
            return confirm(call, () -> delete(call, targets, options, failures));
        }
        return delete(call, targets, options, failures);
    }

    /** Goes on when the first word on standard input is a yes. */
    private static Step confirm(Call call, Step.Continuation rest) throws CommandFailure {
        Input in = call.invocation().io().in();
        Optional<String> word = in.takeLine().map(String::strip);
        while (word.filter(String::isEmpty).isPresent()) {
            word = in.takeLine().map(String::strip);
        }
        if (word.isEmpty() && !in.ended()) {
            return Step.input(() -> confirm(call, rest));
        }
        if (word.filter(text -> text.split("\\s")[0].equalsIgnoreCase("y")).isPresent()) {
            return rest.run();
        }
        call.out().line("deletion is cancelled");
        return Step.OK;
    }

    private static Step delete(Call call, List<Part.Named> targets, Options options, List<CommandFailure> failures) throws CommandFailure {
        boolean forgiving = call.flags().changed("ignore-not-found") ? call.flags().is("ignore-not-found")
                : call.flags().is("all") || !Selection.listOptions(call).values().isEmpty();
        List<Pending> pending = new ArrayList<>();
        for (Part.Named target : targets) {
            try {
                pending.add(new Pending(target, delete(call, target, options)));
            } catch (CommandFailure failure) {
                if (!forgiving || !failure.isNotFound()) {
                    failures.add(failure.from("deleting", target.source()));
                }
            }
        }
        CommandFailure.throwIfAny(failures);
        long timeout = call.flags().millis("timeout");
        boolean waits = call.flags().is("wait") && Mutation.dryRun(call) == Mutation.DryRun.NONE;
        return waits ? await(call, pending, timeout == 0 ? Long.MAX_VALUE : call.now() + timeout) : Step.OK;
    }

    private static List<Part.Named> targets(Call call, List<CommandFailure> failures) throws CommandFailure {
        List<Part.Named> targets = new ArrayList<>();
        for (Part part : Selection.of(call, call.arguments(), false).parts()) {
            switch (part) {
                case Part.Named named -> targets.add(named);
                case Part.Whole whole -> {
                    try {
                        Selection.objects(call, whole).forEach(found -> targets.add(new Part.Named(
                                found.kind(), found.object().namespace(), found.object().name(), Json.EMPTY, "")));
                    } catch (CommandFailure failure) {
                        failures.add(failure);
                    }
                }
            }
        }
        return targets;
    }

    /** What {@code --cascade} means to the API; truth values were its form until 1.20. */
    static String policy(Call call) throws CommandFailure {
        String cascade = call.flags().text("cascade");
        return switch (cascade) {
            case "background" -> "Background";
            case "foreground" -> "Foreground";
            case "orphan" -> "Orphan";
            case "true", "True", "TRUE", "t", "T", "1" -> formerly(call, cascade, "background", "Background");
            case "false", "False", "FALSE", "f", "F", "0" -> formerly(call, cascade, "orphan", "Orphan");
            default -> throw CommandFailure.error("invalid cascade value (" + cascade + "). Must be \"background\", \"foreground\", or \"orphan\"");
        };
    }

    private static String formerly(Call call, String cascade, String now, String policy) {
        call.err().line("warning: --cascade=" + cascade + " is deprecated (boolean value) and can be replaced with --cascade=" + now + ".");
        return policy;
    }

    private static Options options(Call call) throws CommandFailure {
        Options options = Options.of("propagationPolicy", policy(call));
        long grace = grace(call);
        options = grace >= 0 ? options.with("gracePeriodSeconds", grace) : options;
        return Mutation.dryRun(call) == Mutation.DryRun.SERVER ? options.with("dryRun", List.of("All")) : options;
    }

    /** Seconds; -1 for the object's own. */
    private static long grace(Call call) throws CommandFailure {
        long grace = call.flags().number("grace-period");
        boolean force = call.flags().is("force");
        if (call.flags().is("now")) {
            if (grace != -1) {
                throw CommandFailure.error("--now and --grace-period cannot be specified together");
            }
            grace = 1;
        }
        if (force && grace > 0) {
            throw CommandFailure.error("--force and --grace-period greater than 0 cannot be specified together");
        }
        if (force) {
            call.err().line(IMMEDIATE);
            return 0;
        }
        // Without --force, upstream turns a zero into the shortest graceful period.
        return grace == 0 ? 1 : grace;
    }

    /** The uid of what is being deleted. */
    private static String delete(Call call, Part.Named target, Options options) throws CommandFailure {
        String uid = "";
        if (Mutation.dryRun(call) != Mutation.DryRun.CLIENT) {
            uid = call.delete(target.kind(), target.namespace(), target.name(), options).uid();
        }
        call.out().line(line(call, target));
        return uid;
    }

    private static String line(Call call, Part.Named target) throws CommandFailure {
        return line(call, target, call.flags().is("force") ? "force deleted" : "deleted");
    }

    static String line(Call call, Part.Named target, String done) throws CommandFailure {
        if (call.flags().text("output").equals("name")) {
            return Resources.named(target.kind(), target.name());
        }
        String tried = switch (Mutation.dryRun(call)) {
            case NONE -> "";
            case CLIENT -> " (dry run)";
            case SERVER -> " (server dry run)";
        };
        String where = target.kind().namespaced() ? " from " + target.namespace() + " namespace" : "";
        return "%s \"%s\" %s%s%s".formatted(Resources.singular(target.kind()), target.name(), done, where, tried);
    }

    private static Step await(Call call, List<Pending> pending, long until) throws CommandFailure {
        List<Pending> left = new ArrayList<>();
        for (Pending each : pending) {
            boolean there = Existence.of(call, each.named().kind(), each.named().namespace(), each.named().name())
                    .map(KubeObject::uid).filter(each.uid()::equals).isPresent();
            if (there) {
                left.add(each);
            }
        }
        if (left.isEmpty()) {
            return Step.OK;
        }
        if (call.now() >= until) {
            Part.Named first = left.getFirst().named();
            throw CommandFailure.error("timed out waiting for the condition on " + first.kind().plural() + "/" + first.name());
        }
        return Step.changeUntil(until, () -> await(call, left, until));
    }
}
