package dev.reconcile.exercise;

/**
 * Something wrong with an exercise.
 *
 * @param file relative to the exercises' folder
 * @param line counts from 1; 0 if it concerns the whole file
 * @param message what was found and what was wanted
 */
public record Flaw(String file, int line, String message) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
