package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a real API server said about bad objects; what it says otherwise today stands in {@code errors-differences.tsv}. */
class ErrorsRecordingTest {
    @TestFactory
    Stream<DynamicTest> a_bad_object_is_refused_as_recorded() {
        Map<String, Map<String, String>> differences = Recordings.differences("errors-differences.tsv");
        return Recordings.lines("errors.jsonl").map(recording -> {
            String name = recording.textOrEmpty("name");
            return DynamicTest.dynamicTest(name, () -> {
                Json today = Json.of("problems", Prepared.problems(recording.object("request")));
                Map<String, String> found = Recordings.compare(Json.of("problems", recording.list("problems")), today);

                assertThat(found).isEqualTo(Recordings.expected(differences, name, found));
            });
        });
    }
}
