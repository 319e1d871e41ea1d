package dev.reconcile.shell;

import java.util.Optional;

/** The learner's terminal: its size, and the editor that the page can open on a file. */
public interface Terminal {
    /** Width in characters. */
    int columns();

    /** Height in lines. */
    int rows();

    /** Opens the page's editor on this absolute path. Until {@link #editorOutcome} answers, wait with {@link Progress#forChange}. */
    void openEditor(String path);

    /** How the last opened editor was left; empty while it is open. What was saved stands in the file. */
    Optional<EditorOutcome> editorOutcome();

    /** How a person leaves the editor. */
    enum EditorOutcome {
        SAVED,
        CANCELLED
    }
}
