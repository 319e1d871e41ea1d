package dev.reconcile.shell;

import java.util.List;

/** A program that knows what can follow on its command line when a person presses Tab. */
public interface Completing extends Program {
    /**
     * Whole words that can stand where the cursor is; empty where names of files are meant.
     *
     * @param before the words before the cursor, the program's name first; its streams lead nowhere
     * @param current the part of the word that is already there
     */
    List<String> complete(Invocation before, String current);
}
