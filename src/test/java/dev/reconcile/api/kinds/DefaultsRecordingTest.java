package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Objects as a real API server returned them after their creation; what is otherwise today stands in {@code defaults-differences.tsv}. */
class DefaultsRecordingTest {
    @TestFactory
    Stream<DynamicTest> a_created_object_looks_as_recorded() {
        Map<String, Map<String, String>> differences = Recordings.differences("defaults-differences.tsv");
        return Recordings.lines("defaults.jsonl").map(recording -> {
            String name = recording.textOrEmpty("name");
            return DynamicTest.dynamicTest(name, () -> {
                Json created = Prepared.created(recording.object("request")).tree();
                Map<String, String> found = Recordings.compare(recording.object("created"), created);

                assertThat(found).isEqualTo(Recordings.expected(differences, name, found));
            });
        });
    }

    @Test
    void defaults_are_the_same_object_when_nothing_is_missing() {
        Recordings.lines("defaults.jsonl").forEach(recording -> {
            Json request = recording.object("request");
            Json created = Prepared.created(request).tree();

            assertThat(Prepared.kind(request).rules().defaults(created)).as(recording.textOrEmpty("name")).isSameAs(created);
        });
    }
}
