package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.Utility;
import java.util.List;
import java.util.Optional;

/** {@code vi}, {@code nano} and the like: open the page's editor on a file and end when the person leaves it (0 saved, 1 cancelled). */
final class EditorCommand extends Utility {
    static final Program PROGRAM = program(EditorCommand::new);

    private boolean opened;

    private EditorCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Progress run() {
        Optional<Terminal> terminal = invocation.world().terminal();
        List<String> files = invocation.operands().stream().filter(word -> !word.startsWith("-") && !word.startsWith("+")).toList();
        if (terminal.isEmpty()) {
            complain("there is no terminal to edit in");
            return Progress.exited(1);
        }
        if (files.size() != 1) {
            complain("name one file to edit");
            return Progress.exited(1);
        }
        if (opened) {
            return terminal.get().editorOutcome().map(outcome -> Progress.exited(outcome == Terminal.EditorOutcome.SAVED ? 0 : 1)).orElse(Progress.forChange());
        }
        String path = invocation.path(files.getFirst());
        String directory = path.substring(0, Math.max(1, path.lastIndexOf('/')));
        if (invocation.files().isDirectory(path) || !invocation.files().isDirectory(directory)) {
            complain(files.getFirst() + ": " + (invocation.files().isDirectory(path) ? FileProblem.IS_DIRECTORY : FileProblem.NOT_FOUND).text());
            return Progress.exited(1);
        }
        opened = true;
        terminal.get().openEditor(path);
        return Progress.forChange();
    }

    @Override
    protected Json state() {
        return Json.of("opened", opened);
    }

    @Override
    protected void load(Json state) {
        opened = state.isTrue("opened");
    }
}
