package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every exercise proves itself: an untouched start is worth nothing, every solution everything, every known-wrong answer fails as it says.
 * {@code -Dexercise=ID} proves only that one.
 */
class ExerciseProofTest {
    private static Instant begun;

    @BeforeAll
    static void begin() {
        begun = Instant.now();
    }

    @TestFactory
    Stream<DynamicTest> every_exercise_proves_itself() {
        String only = System.getProperty("exercise", "");
        return Exercises.folders(Path.of("exercises")).parallelStream()
                .filter(folder -> only.isEmpty() || folder.endsWith(only))
                .map(Proof::of)
                .toList().stream()
                .map(proof -> DynamicTest.dynamicTest(proof.id(), () -> assertThat(proof.flaws()).isEmpty()));
    }

    @AfterAll
    static void report() {
        System.out.println("All exercises were proven in " + Duration.between(begun, Instant.now()).toMillis() + " ms.");
    }
}
