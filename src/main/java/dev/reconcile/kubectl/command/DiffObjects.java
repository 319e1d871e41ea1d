package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.ThreeWayMerge;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Started;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Unset;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code kubectl diff}: what apply would change, tried in the server and shown by {@code diff} ({@code kubectl/pkg/cmd/diff/diff.go}). */
final class DiffObjects implements Command {
    private static final long NAMES = 10_000_000_000L;

    @Override
    public Spec spec() {
        return Spec.of("diff", "-f FILENAME", "Diff the live version against a would-be applied version")
                .details("Show what apply would change.\n\n The files are applied in a dry run of the server; the program 'diff' compares the outcome with the live"
                        + " objects. The exit code is 0 without differences, 1 with some, and greater than 1 if something went wrong."
                        + " KUBECTL_EXTERNAL_DIFF names another program to compare with.")
                .examples("# What would apply change?", "kubectl diff -f deployment.yaml", "# The same for what is piped in", "cat deployment.yaml | kubectl diff -f -")
                .flags(Mutation.files("that contains the configuration to diff"))
                .flags(Pruning.flags("Show what apply --prune would delete, too."))
                .flags(Mutation.selector(),
                        Flag.text("field-manager", "", Apply.MANAGER, "Name of the manager used to track field ownership."),
                        Flag.bool("server-side", "", false, "If true, apply runs in the server instead of the client."),
                        Flag.bool("force-conflicts", "", false, "If true, server-side apply takes fields over from other managers."),
                        Flag.bool("show-managed-fields", "", false, "If true, include managed fields in the diff."),
                        Flag.number("concurrency", "", Flag.Type.INT, 1, "Number of objects to process in parallel."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        try {
            if (call.flags().list("filename").isEmpty() && call.flags().filled("kustomize").isEmpty()) {
                throw CommandFailure.error("must specify one of -f and -k");
            }
            if (call.flags().is("force-conflicts") && !call.flags().is("server-side")) {
                throw CommandFailure.error("--force-conflicts only works with --server-side");
            }
            if (!call.arguments().isEmpty()) {
                throw call.usage("Unexpected args: [" + String.join(" ", call.arguments()) + "]");
            }
            return call.flags().list("filename").contains("-") ? call.withInput(() -> diff(call)) : diff(call);
        } catch (CommandFailure failure) {
            throw troubled(failure);
        }
    }

    /** An exit code of 1 says that there are differences, so trouble has another. */
    private static CommandFailure troubled(CommandFailure failure) {
        return failure.code() == 1 ? failure.withCode(2) : failure;
    }

    private static Step diff(Call call) throws CommandFailure {
        String number = Long.toString(call.now() % NAMES);
        String live = "/tmp/LIVE-" + number;
        String merged = "/tmp/MERGED-" + number;
        call.invocation().files().makeDirectories(live);
        call.invocation().files().makeDirectories(merged);
        Set<String> visited = new TreeSet<>();
        Set<String> namespaces = new TreeSet<>();
        try {
            for (Part part : Selection.of(call, List.of(), false).parts()) {
                Part.Named named = (Part.Named) part;
                Optional<KubeObject> before = call.find(named.kind(), named.namespace(), named.name());
                KubeObject after = merged(call, named, before);
                before.ifPresent(object -> visited.add(object.uid()));
                if (!named.namespace().isEmpty()) {
                    namespaces.add(named.namespace());
                }
                String name = file(named.kind(), named.namespace(), named.name());
                Secrets secrets = Secrets.of(before.map(KubeObject::tree).orElse(Json.EMPTY), after.tree());
                if (before.isPresent()) {
                    write(call, live + name, secrets.before());
                }
                write(call, merged + name, secrets.after());
            }
            if (call.flags().is("prune")) {
                for (Found found : new Pruning(call, visited, namespaces).found()) {
                    write(call, live + file(found.kind(), found.object().namespace(), found.object().name()), found.object().tree());
                }
            }
        } catch (CommandFailure failure) {
            remove(call, live, merged);
            throw troubled(failure);
        }
        List<String> words = program(call);
        words.add(live);
        words.add(merged);
        return Started.run(call, words, status -> {
            remove(call, live, merged);
            if (status == Started.NOT_FOUND) {
                throw CommandFailure.error("failed to run \"" + words.getFirst() + "\": exec: \"" + words.getFirst() + "\": executable file not found in $PATH").withCode(2);
            }
            return new Step.Done(status);
        });
    }

    private static String file(Kind kind, String namespace, String name) {
        return "/" + (kind.group().isEmpty() ? "" : kind.group() + ".") + kind.version() + "." + kind.kind() + "." + namespace + "." + name;
    }

    private static List<String> program(Call call) {
        String external = call.invocation().environment().getOrEmpty("KUBECTL_EXTERNAL_DIFF");
        return new ArrayList<>(external.isEmpty() ? List.of("diff", "-u", "-N") : Arrays.asList(external.split(" ")));
    }

    private static KubeObject merged(Call call, Part.Named named, Optional<KubeObject> live) throws CommandFailure {
        Options options = Options.of("fieldManager", call.flags().text("field-manager"), "dryRun", List.of("All"));
        if (call.flags().is("server-side")) {
            KubeObject target = KubeObject.of(named.kind().apiVersion(), named.kind().kind(), named.namespace(), named.name());
            Options forced = call.flags().is("force-conflicts") ? options.with("force", true) : options;
            return call.patch(named.kind(), target, "", new Patch(Patch.Type.APPLY, named.manifest()), forced);
        }
        if (live.isEmpty()) {
            return call.create(named.kind(), named.namespace(), named.manifest(), options);
        }
        Json original = LastApplied.of(live.get()).orElse(Json.EMPTY);
        Patch patch = ThreeWayMerge.patch(named.kind(), original, LastApplied.plain(named.manifest()), live.get().tree());
        return patch.document().equals(Json.EMPTY) ? live.get() : call.patch(named.kind(), live.get(), "", patch, options);
    }

    private static void write(Call call, String path, Json tree) {
        boolean managers = call.flags().is("show-managed-fields");
        Json shown = managers ? tree : new KubeObject(tree).with(null, "metadata", "managedFields").tree();
        call.invocation().files().write(path, Yaml.print(Unset.written(shown)));
    }

    private static void remove(Call call, String... directories) {
        for (String directory : directories) {
            call.invocation().files().remove(directory);
        }
    }

    /** The data of secrets is not shown; it is only seen whether a value changes. */
    private record Secrets(Json before, Json after) {
        static Secrets of(Json before, Json after) {
            if (!after.textOrEmpty("kind").equals("Secret")) {
                return new Secrets(before, after);
            }
            Json left = before.object("data");
            Json right = after.object("data");
            return new Secrets(masked(before, left, right, "*** (before)"), masked(after, right, left, "*** (after)"));
        }

        private static Json masked(Json secret, Json own, Json other, String changed) {
            Json data = own;
            for (String name : own.names()) {
                boolean differs = other.has(name) && !other.get(name).equals(own.get(name));
                data = data.with(name, differs ? changed : "***");
            }
            return secret.has("data") ? secret.with("data", data) : secret;
        }
    }
}
