package dev.reconcile.kubectl.command;

import dev.reconcile.api.Patch;
import dev.reconcile.api.ThreeWayMerge;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Manifests;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Unset;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One editing: open, send, and open again as long as what was saved is refused ({@code kubectl/pkg/cmd/util/editor/editoptions.go}). */
final class EditRun {
    /** What is edited. */
    enum Mode {
        OBJECT("""
            # Please edit the object below. Lines beginning with a '#' will be ignored,
            # and an empty file will abort the edit. If an error occurs while saving this file will be
            # reopened with the relevant failures.
            #
            """),
        LAST_APPLIED("""
            # Please edit the 'last-applied-configuration' annotations below.
            # Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
            #
            """),
        /** A manifest before it is created. */
        CREATION(OBJECT.header);

        private final String header;

        Mode(String header) {
            this.header = header;
        }
    }

    private final Call call;
    private final List<Found> originals;
    private final Mode mode;
    private final boolean json;
    private final String plain;
    private final Step.Continuation then;
    private String reasons = "";
    private String refused = "";
    private String preserved = "";

    EditRun(Call call, List<Found> originals, Mode mode) {
        this(call, originals, mode, () -> Step.OK);
    }

    /** @param then what comes after the editing, unless it fails */
    EditRun(Call call, List<Found> originals, Mode mode, Step.Continuation then) {
        this.then = then;
        this.call = call;
        this.originals = originals;
        this.mode = mode;
        this.json = call.flags().text("output").equals("json");
        this.plain = plain();
    }

    private String plain() {
        List<Json> trees = originals.stream().map(found -> Unset.written(found.object().with(null, "metadata", "managedFields").tree())).toList();
        Json shown = trees.size() == 1 ? trees.getFirst()
                : Json.of("apiVersion", "v1", "kind", "List", "metadata", Json.EMPTY, "items", trees);
        return json ? JsonText.indented(shown) + "\n" : Yaml.print(shown);
    }

    Step open() throws CommandFailure {
        String body = refused.isEmpty() ? plain : refused;
        return EditedFile.open(call, json ? ".json" : ".yaml", (json ? "" : mode.header + reasons) + body, this::edited);
    }

    private Step edited(EditedFile file) throws CommandFailure {
        String text = file.text();
        if (!refused.isEmpty() && same(text, refused)) {
            call.err().line("A copy of your changes has been stored to \"" + file.path() + "\"");
            throw CommandFailure.error("Edit cancelled, no valid changes were saved.");
        }
        if (!preserved.isEmpty()) {
            call.invocation().files().remove(preserved);
        }
        if (same(text, plain)) {
            return cancelled(file, "Edit cancelled, no changes made.");
        }
        if (stripped(text).isBlank()) {
            return cancelled(file, "Edit cancelled, saved file was empty.");
        }
        reasons = "";
        preserved = file.path();
        List<Manifests.Document> documents;
        try {
            documents = Manifests.parse(text, "edited-file");
        } catch (CommandFailure failure) {
            return again("The edited file had a syntax error: " + failure.getMessage(), List.of(), text);
        }
        return send(file, documents, text);
    }

    private Step cancelled(EditedFile file, String why) throws CommandFailure {
        file.remove();
        call.err().line(why);
        return then.run();
    }

    private Step again(String head, List<String> causes, String text) throws CommandFailure {
        StringBuilder added = new StringBuilder("# " + commented(head) + (causes.isEmpty() ? "" : ":") + "\n");
        causes.forEach(cause -> added.append("# * ").append(commented(cause)).append('\n'));
        reasons += added.append("#\n");
        refused = stripped(text);
        return open();
    }

    private static String commented(String text) {
        return text.replaceAll("\n(?=[^#])", "\n# ");
    }

    private Step send(EditedFile file, List<Manifests.Document> documents, String text) throws CommandFailure {
        List<String> causes = new ArrayList<>();
        String head = "";
        for (Manifests.Document document : documents) {
            KubeObject edited = new KubeObject(document.object());
            Found original = original(edited, file);
            try {
                String done = mode == Mode.CREATION ? "created" : sameObject(original, edited) ? "skipped" : "edited";
                Mutation.print(call, original.kind(), sent(original, edited), done);
            } catch (CommandFailure failure) {
                String named = original.kind().resource() + " \"" + original.object().name() + "\"";
                if (!failure.isInvalid() || mode == Mode.CREATION) {
                    throw unsaved(file, failure, named);
                }
                call.err().line("error: " + named + " is invalid");
                head = named + " was not valid";
                causes.addAll(failure.causes());
            }
        }
        if (!head.isEmpty()) {
            return again(head, causes, text);
        }
        file.remove();
        return then.run();
    }

    private CommandFailure unsaved(EditedFile file, CommandFailure failure, String named) {
        if (!failure.isFromServer() || mode == Mode.CREATION) {
            call.err().line("A copy of your changes has been stored to \"" + file.path() + "\"");
            return failure;
        }
        boolean gone = failure.isNotFound();
        call.err().line("error: " + named + (gone ? " could not be found on the server" : " could not be patched: " + failure.getMessage()));
        call.err().line(gone ? "The edits you made on deleted resources have been saved to \"" + file.path() + "\""
                : "You can run `kubectl replace -f " + file.path() + "` to try this update again.");
        return CommandFailure.silent(1);
    }

    private Found original(KubeObject edited, EditedFile file) throws CommandFailure {
        for (Found found : originals) {
            if (found.object().uid().equals(edited.uid()) && (originals.size() == 1 || !edited.uid().isEmpty() || sameName(found, edited))) {
                return found;
            }
        }
        call.err().line("A copy of your changes has been stored to \"" + file.path() + "\"");
        throw CommandFailure.error("no original object found for " + edited.kind() + " " + edited.name());
    }

    private static boolean sameName(Found found, KubeObject edited) {
        return found.object().kind().equals(edited.kind()) && found.object().name().equals(edited.name());
    }

    private static boolean sameObject(Found original, KubeObject edited) {
        return original.object().with(null, "metadata", "managedFields").equals(edited);
    }

    private KubeObject sent(Found original, KubeObject edited) throws CommandFailure {
        if (mode == Mode.CREATION) {
            return call.create(original.kind(), namespace(original), marked(edited), Mutation.options(call));
        }
        if (sameObject(original, edited)) {
            return original.object();
        }
        Json before = original.object().with(null, "metadata", "managedFields").tree();
        if (mode == Mode.LAST_APPLIED) {
            Json annotation = Json.EMPTY.withAt(JsonText.compact(edited.tree()) + "\n", "metadata", "annotations", LastApplied.ANNOTATION);
            return call.patch(original.kind(), original.object(), "", new Patch(Patch.Type.MERGE, annotation), Mutation.options(call));
        }
        for (String fixed : List.of("apiVersion", "kind")) {
            requireSame(before.get(fixed), edited.tree().get(fixed));
        }
        requireSame(original.object().name(), edited.name());
        Patch patch = ThreeWayMerge.patch(original.kind(), before, marked(edited), before);
        if (call.flags().is("output-patch")) {
            call.out().line("Patch: " + JsonText.compact(patch.document()));
        }
        return call.patch(original.kind(), original.object(), call.flags().text("subresource"), patch, Mutation.options(call));
    }

    /** With the annotations that {@code --save-config} and {@code --record} ask for. */
    private Json marked(KubeObject edited) {
        return Changes.recorded(call, call.flags().is("save-config") ? LastApplied.onto(edited.tree()) : edited.tree());
    }

    private String namespace(Found original) throws CommandFailure {
        return original.object().namespace().isEmpty() ? call.namespaceOf(original.kind()) : original.object().namespace();
    }

    private static void requireSame(Object before, Object after) throws CommandFailure {
        if (!before.equals(after)) {
            throw CommandFailure.error("At least one of apiVersion, kind and name was changed");
        }
    }

    /** Whether two texts say the same, comments aside. */
    private static boolean same(String a, String b) {
        try {
            Object left = Yaml.parse(a).value();
            Object right = Yaml.parse(b).value();
            return left == null ? right == null : left.equals(right);
        } catch (Yaml.Malformed e) {
            return stripped(a).equals(stripped(b));
        }
    }

    private static String stripped(String text) {
        return text.lines().filter(line -> !line.stripLeading().startsWith("#")).map(line -> line + "\n").collect(Collectors.joining());
    }
}
