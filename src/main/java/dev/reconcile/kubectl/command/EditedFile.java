package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Started;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.shell.Terminal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A temporary file in an editor ({@code kubectl/pkg/cmd/util/editor/editor.go}): the program of {@code KUBE_EDITOR} or {@code EDITOR}, else the editor of
 * the page.
 */
final class EditedFile {
    private static final String USUAL = "vi";
    private static final long NAMES = 10_000_000_000L;

    private final Call call;
    private final String path;

    private EditedFile(Call call, String path) {
        this.call = call;
        this.path = path;
    }

    /** What follows when the editor is left. */
    @FunctionalInterface
    interface Then {
        Step run(EditedFile file) throws CommandFailure;
    }

    /** @param extension with its dot */
    static Step open(Call call, String extension, String text, Then then) throws CommandFailure {
        EditedFile file = new EditedFile(call, freePath(call, extension));
        call.invocation().files().makeDirectories("/tmp");
        var problem = call.invocation().files().write(file.path, text);
        if (problem.isPresent()) {
            throw CommandFailure.error("open " + file.path + ": " + problem.get().text());
        }
        String editor = Arrays.stream(new String[] {"KUBE_EDITOR", "EDITOR"}).map(name -> call.invocation().environment().getOrEmpty(name))
                .filter(name -> !name.isEmpty()).findFirst().orElse("");
        Optional<Terminal> terminal = call.invocation().world().terminal();
        if (editor.isEmpty() && terminal.isPresent()) {
            terminal.get().openEditor(file.path);
            return file.untilLeft(text, then);
        }
        return file.launch(editor.isEmpty() ? USUAL : editor, then);
    }

    private static String freePath(Call call, String extension) {
        long number = call.now() % NAMES;
        while (call.invocation().files().isFile("/tmp/kubectl-edit-" + number + extension)) {
            number++;
        }
        return "/tmp/kubectl-edit-" + number + extension;
    }

    /** An editor that is left without saving leaves the file as it was. */
    private Step untilLeft(String text, Then then) throws CommandFailure {
        Optional<Terminal.EditorOutcome> outcome = call.invocation().world().terminal().flatMap(Terminal::editorOutcome);
        if (outcome.isEmpty()) {
            return Step.changeUntil(Long.MAX_VALUE, () -> untilLeft(text, then));
        }
        if (outcome.get() == Terminal.EditorOutcome.CANCELLED) {
            call.invocation().files().write(path, text);
        }
        return then.run(this);
    }

    private Step launch(String editor, Then then) throws CommandFailure {
        List<String> words = new ArrayList<>();
        boolean shell = editor.contains(" ") && editor.matches(".*[\"'\\\\].*");
        words.addAll(shell ? List.of("/bin/bash", "-c", editor + " \"" + path + "\"") : List.of(editor.split(" ")));
        String named = shell ? "/bin/bash -c " + editor : editor;
        if (!shell) {
            words.add(path);
        }
        return Started.run(call, words, status -> {
            if (status == Started.NOT_FOUND) {
                throw CommandFailure.error("unable to launch the editor \"" + named.replace("\"", "\\\"") + "\"");
            }
            if (status != 0) {
                throw CommandFailure.error("there was a problem with the editor \"" + named.replace("\"", "\\\"") + "\"");
            }
            return then.run(this);
        });
    }

    String path() {
        return path;
    }

    String text() {
        return call.invocation().files().content(path).orElse("");
    }

    void remove() {
        call.invocation().files().remove(path);
    }
}
