package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.ThreeWayMerge;
import dev.reconcile.api.ownership.ClientSideUpgrade;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.ManifestCheck;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Mutation.DryRun;
import dev.reconcile.kubectl.call.ObjectPrinter;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** One run of apply: one object after the other; with {@code --force} it may have to wait for one to be gone. */
final class ApplyRun {
    private static final String NOT_APPLIED = "Warning: resource %s/%s is missing the " + LastApplied.ANNOTATION + " annotation which is required by"
            + " kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply."
            + " The missing annotation will be patched automatically.";
    private static final String CONFLICT = """

            Please review the fields above--they currently have other managers. Here
            are the ways you can resolve this warning:
            * If you intend to manage all of these fields, please re-run the apply
              command with the `--force-conflicts` flag.
            * If you do not intend to manage all of the fields, please edit your
              manifest to remove references to the fields that should keep their
              current managers.
            * You may co-own fields by updating your manifest to match the existing
              value; in this case, you'll become the manager if the other manager(s)
              stop managing the field (remove it from their configuration).
            See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts""";

    private final Call call;
    private final List<Part> left = new ArrayList<>();
    private final List<Found> applied = new ArrayList<>();
    private final List<CommandFailure> failures = new ArrayList<>();
    private final TreeSet<String> visited = new TreeSet<>();
    private final TreeSet<String> namespaces = new TreeSet<>();

    ApplyRun(Call call) {
        this.call = call;
    }

    Step start() throws CommandFailure {
        ManifestCheck.check(call);
        left.addAll(Selection.ofFiles(call, failures));
        if (left.isEmpty() && failures.isEmpty()) {
            throw CommandFailure.error("no objects passed to apply");
        }
        return next();
    }

    private Step next() throws CommandFailure {
        while (!left.isEmpty()) {
            Part.Named named = (Part.Named) left.removeFirst();
            try {
                if (!named.namespace().isEmpty()) {
                    namespaces.add(named.namespace());
                }
                apply(named);
            } catch (CommandFailure failure) {
                if (call.flags().is("force") && (failure.isConflict() || failure.isInvalid())) {
                    return replace(named);
                }
                failures.add(failure);
            }
        }
        printObjects();
        if (failures.isEmpty() && call.flags().is("prune")) {
            new Pruning(call, visited, namespaces).run();
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private boolean printsObjects() {
        String output = call.flags().text("output");
        return !output.isEmpty() && !output.equals("name");
    }

    private void printObjects() throws CommandFailure {
        if (printsObjects() && !applied.isEmpty()) {
            ObjectPrinter printer = ObjectPrinter.ofMutation(call);
            call.out().write(applied.size() == 1 ? printer.one(applied.getFirst().kind(), applied.getFirst().object()) : printer.several(applied));
        }
    }

    private void done(Part.Named named, KubeObject object, String what) throws CommandFailure {
        visited.add(object.uid());
        applied.add(new Found(named.kind(), object, named.source()));
        if (!printsObjects()) {
            Mutation.print(call, named.kind(), object, what);
        }
    }

    private void apply(Part.Named plain) throws CommandFailure {
        Part.Named named = plain.with(Changes.recorded(call, plain.manifest()));
        KubeObject manifest = new KubeObject(named.manifest());
        if (named.name().isEmpty() && manifest.metadata().has("generateName")) {
            throw CommandFailure.error("from " + manifest.metadata().textOrEmpty("generateName") + ": cannot use generate name with apply");
        }
        if (call.flags().is("server-side")) {
            applyInServer(named);
            return;
        }
        if (named.name().isEmpty()) {
            throw CommandFailure.error("error when retrieving current configuration of:\n" + described(named) + "\nfrom server for: \"" + named.source()
                    + "\": resource name may not be empty");
        }
        Optional<KubeObject> live = find(named);
        Json modified = LastApplied.onto(named.manifest());
        if (live.isPresent()) {
            change(named, modified, live.get());
            return;
        }
        try {
            KubeObject created = Mutation.dryRun(call) == DryRun.CLIENT
                    ? new KubeObject(modified)
                    : call.create(named.kind(), named.namespace(), modified, Mutation.options(call));
            done(named, created, "created");
        } catch (CommandFailure failure) {
            throw failure.from("creating", named.source());
        }
    }

    private Optional<KubeObject> find(Part.Named named) throws CommandFailure {
        try {
            return call.find(named.kind(), named.namespace(), named.name());
        } catch (CommandFailure failure) {
            throw failure.from("retrieving current configuration of:\n" + described(named) + "\nfrom server for:", named.source());
        }
    }

    private void change(Part.Named named, Json modified, KubeObject live) throws CommandFailure {
        if (Mutation.dryRun(call) == DryRun.CLIENT) {
            done(named, live, "configured");
            return;
        }
        Optional<Json> original = LastApplied.of(live);
        if (original.isEmpty()) {
            call.err().line(NOT_APPLIED.formatted(named.kind().plural(), named.name()));
        }
        Patch patch = ThreeWayMerge.patch(named.kind(), original.orElse(Json.EMPTY), modified, live.tree());
        boolean unchanged = patch.document().equals(Json.EMPTY);
        KubeObject after = unchanged ? live : send(named, live, patch);
        if (after.isTerminating()) {
            call.err().line("Warning: Detected changes to resource " + after.name() + " which is currently being deleted.");
        }
        done(named, after, unchanged ? "unchanged" : "configured");
    }

    private KubeObject send(Part.Named named, KubeObject live, Patch patch) throws CommandFailure {
        try {
            return call.patch(named.kind(), live, "", patch, Mutation.options(call));
        } catch (CommandFailure failure) {
            String doing = "applying patch:\n" + JsonText.compact(patch.document()) + "\nto:\n" + described(named) + "\nfor:";
            throw failure.from("patching", named.source()).from(doing, named.source());
        }
    }

    /** {@code cli-runtime/pkg/resource/visitor.go}, {@code Info.String}. */
    private static String described(Part.Named named) {
        Kind kind = named.kind();
        String version = kind.group() + "/" + kind.version();
        return "Resource: \"%s, Resource=%s\", GroupVersionKind: \"%s, Kind=%s\"%nName: \"%s\", Namespace: \"%s\""
                .formatted(version, kind.plural(), version, kind.kind(), named.name(), named.namespace());
    }

    private void applyInServer(Part.Named named) throws CommandFailure {
        String manager = call.flags().changed("field-manager") ? call.flags().text("field-manager") : "kubectl";
        Options options = Mutation.options(call).with("fieldManager", manager);
        options = call.flags().is("force-conflicts") ? options.with("force", true) : options;
        try {
            KubeObject target = KubeObject.of(named.kind().apiVersion(), named.kind().kind(), named.namespace(), named.name());
            Patch patch = new Patch(Patch.Type.APPLY, named.manifest());
            KubeObject applied = call.patch(named.kind(), target, call.flags().text("subresource"), patch, options);
            Optional<List<Object>> upgrade = ClientSideUpgrade.patch(applied, manager);
            if (upgrade.isPresent() && Mutation.dryRun(call) == DryRun.NONE) {
                call.patch(named.kind(), applied, "", new Patch(Patch.Type.JSON, upgrade.get()), Options.of("fieldManager", manager));
                applied = call.patch(named.kind(), target, "", patch, options);
            }
            done(named, applied, "serverside-applied");
        } catch (CommandFailure failure) {
            throw failure.isConflict() ? CommandFailure.error(failure.getMessage() + CONFLICT) : failure;
        }
    }

    /** {@code --force}: deletes what cannot be changed and creates it again. */
    private Step replace(Part.Named named) throws CommandFailure {
        long grace = Math.max(0, call.flags().number("grace-period"));
        call.delete(named.kind(), named.namespace(), named.name(), Options.of("propagationPolicy", "Background", "gracePeriodSeconds", grace));
        return recreate(named);
    }

    private Step recreate(Part.Named named) throws CommandFailure {
        if (Existence.of(call, named.kind(), named.namespace(), named.name()).isPresent()) {
            return Step.changeUntil(Long.MAX_VALUE, () -> recreate(named));
        }
        try {
            done(named, call.create(named.kind(), named.namespace(), LastApplied.onto(named.manifest()), Mutation.options(call)), "configured");
        } catch (CommandFailure failure) {
            failures.add(failure.from("creating", named.source()));
        }
        return next();
    }
}
