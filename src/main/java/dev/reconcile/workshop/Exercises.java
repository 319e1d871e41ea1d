package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.ExerciseReader;
import dev.reconcile.exercise.Library;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the exercises' folder when the lab starts. A folder with a flaw is left out, and its flaws are told. */
public class Exercises {
    private static final System.Logger LOG = System.getLogger(Exercises.class.getName());

    @Produces
    @Singleton
    Library library(@ConfigProperty(name = "reconcile.exercises", defaultValue = "exercises") Path root) {
        return read(root);
    }

    /** @throws IllegalStateException if there is no exercise that can be served */
    public static Library read(Path root) {
        List<String> languages = Arrays.stream(Language.values()).map(Language::tag).toList();
        List<Exercise> exercises = new ArrayList<>();
        for (Path folder : folders(root)) {
            switch (ExerciseReader.read(folder, languages)) {
                case ExerciseReader.Result.Good good -> exercises.add(good.exercise());
                case ExerciseReader.Result.Bad bad ->
                    bad.flaws().forEach(flaw -> LOG.log(System.Logger.Level.ERROR, "An exercise is left out: " + flaw));
            }
        }
        if (exercises.isEmpty()) {
            throw new IllegalStateException("there is no exercise in " + root.toAbsolutePath());
        }
        return new Library(exercises);
    }

    /** The folders that hold an exercise. */
    static List<Path> folders(Path root) {
        if (!Files.isDirectory(root)) {
            throw new IllegalStateException("the exercises' folder " + root.toAbsolutePath() + " does not exist");
        }
        try (Stream<Path> found = Files.list(root)) {
            return found.filter(folder -> Files.isRegularFile(folder.resolve("exercise.yaml"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
