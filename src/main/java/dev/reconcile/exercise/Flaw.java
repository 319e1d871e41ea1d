package dev.reconcile.exercise;

import java.util.Comparator;

/**
 * Something wrong with an exercise.
 *
 * @param file relative to the exercises' folder
 * @param line counts from 1; 0 if it concerns the whole file
 * @param column counts from 1; 0 if it concerns the whole line
 * @param message what was found and what was wanted
 */
public record Flaw(String file, int line, int column, String message) {
    /** In the order in which an author would mend them. */
    public static final Comparator<Flaw> ORDER = Comparator.comparing(Flaw::file).thenComparing(Flaw::line).thenComparing(Flaw::column);

    /** A flaw of a whole file. */
    public static Flaw of(String file, String message) {
        return new Flaw(file, 0, 0, message);
    }

    public static Flaw at(String file, int line, String message) {
        return new Flaw(file, line, 0, message);
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": " + message;
    }
}
