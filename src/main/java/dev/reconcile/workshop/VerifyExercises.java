package dev.reconcile.workshop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The program behind {@code src/lab exercises verify}: proves exercises and says what came of it. No server is needed. */
public final class VerifyExercises {
    private static final int NOT_PROVEN = 1;
    private static final int WRONG_USE = 2;

    private VerifyExercises() {}

    /** @param words folders of exercises, or of many; none for {@code exercises} */
    public static void main(String... words) {
        List<Path> folders = new ArrayList<>();
        for (String word : words.length == 0 ? new String[] {"exercises"} : words) {
            Path path = Path.of(word);
            List<Path> found = Files.isRegularFile(path.resolve("exercise.yaml")) ? List.of(path.toAbsolutePath().normalize()) : found(path);
            if (found.isEmpty()) {
                System.err.println("There is no exercise in " + path + ": a folder with a file exercise.yaml is looked for.");
                System.exit(WRONG_USE);
            }
            folders.addAll(found);
        }
        long flawed = folders.stream().filter(folder -> !verify(folder)).count();
        System.out.println(flawed == 0 ? "All " + folders.size() + " proven." : flawed + " of " + folders.size() + " not proven.");
        System.exit(flawed == 0 ? 0 : NOT_PROVEN);
    }

    private static String number(int of, String what) {
        return of + " " + what + (of == 1 ? "" : "s");
    }

    private static List<Path> found(Path root) {
        return Files.isDirectory(root) ? Exercises.folders(root) : List.of();
    }

    private static boolean verify(Path folder) {
        Instant begun = Instant.now();
        Proof.Result result = Proof.of(folder);
        long millis = Duration.between(begun, Instant.now()).toMillis();
        System.out.printf("%-12s %-32s %s, %s, %s, %.1f s%n", result.isProven() ? "proven" : "NOT PROVEN", result.id(),
                number(result.solutions(), "solution"), number(result.mutants(), "known-wrong answer"), number(result.snippets(), "snippet"), millis / 1000.0);
        result.flaws().forEach(flaw -> System.out.println("  " + flaw));
        return result.isProven();
    }
}
