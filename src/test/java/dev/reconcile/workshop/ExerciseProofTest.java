package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading.State;
import dev.reconcile.exercise.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every exercise proves itself: an untouched start is worth nothing, every solution everything, every known-wrong answer fails as it says. */
class ExerciseProofTest {
    private static final Path ROOT = Path.of("exercises");
    private static final long[] SEEDS = {1, 2, 3, 4, 5};
    private static final long HOUR = 3_600_000;
    private static final String DECLARATION = "# fails:";

    private final Library library = Exercises.read(ROOT);

    @TestFactory
    Stream<DynamicTest> an_untouched_run_of_an_hour_meets_nothing() {
        return library.all().stream().map(exercise -> DynamicTest.dynamicTest(exercise.id(), () -> {
            Rehearsal rehearsal = new Rehearsal(library, exercise.id(), 1);
            for (int minute = 0; minute < 60; minute++) {
                rehearsal.pass(HOUR / 60);
                assertThat(rehearsal.items(State.MET, true)).isEmpty();
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> every_solution_meets_every_item_whatever_the_seed() {
        return scripts("solutions").map(script -> DynamicTest.dynamicTest(script.toString(), () -> {
            for (long seed : SEEDS) {
                Rehearsal rehearsal = played(script, seed);
                assertThat(unmet(rehearsal)).as("items not met with seed %d", seed).isEmpty();
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> every_known_wrong_answer_fails_exactly_what_it_says() {
        return scripts("mutants").map(script -> DynamicTest.dynamicTest(script.toString(), () -> {
            Rehearsal rehearsal = played(script, 1);
            assertThat(unmet(rehearsal)).isEqualTo(declared(script));
        }));
    }

    private static SortedSet<String> unmet(Rehearsal rehearsal) {
        SortedSet<String> unmet = rehearsal.items(State.UNMET, true);
        unmet.addAll(rehearsal.items(State.FAILED, true));
        return unmet;
    }

    private Rehearsal played(Path script, long seed) throws IOException {
        Rehearsal rehearsal = new Rehearsal(library, script.getParent().getParent().getFileName().toString(), seed);
        Session.Ran ran = rehearsal.run(Files.readString(script));
        if (!ran.stderr().isEmpty() && script.getParent().endsWith("solutions")) {
            fail(script + " prints: " + ran.stderr());
        }
        return rehearsal;
    }

    private static SortedSet<String> declared(Path script) throws IOException {
        String line = Files.readString(script).lines().filter(l -> l.startsWith(DECLARATION)).findFirst().orElseThrow();
        return new TreeSet<>(Arrays.asList(line.substring(DECLARATION.length()).strip().split("\\s+")));
    }

    private Stream<Path> scripts(String folder) {
        return library.all().stream().map(Exercise::id).flatMap(id -> list(ROOT.resolve(id).resolve(folder)).stream());
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> scripts = found.sorted().toList();
            assertThat(scripts).as(folder.toString()).isNotEmpty();
            return scripts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
