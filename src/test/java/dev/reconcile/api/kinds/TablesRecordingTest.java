package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Column;
import dev.reconcile.api.Kind;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rows of {@code kubectl get -o wide} beside the objects they show; what is otherwise today stands in {@code tables-differences.tsv}. */
class TablesRecordingTest {
    /** They depend on the second in which the table was asked for. */
    private static final List<String> TIMED = List.of("AGE", "DURATION", "LAST SCHEDULE");

    @TestFactory
    Stream<DynamicTest> a_row_shows_what_was_recorded() {
        Map<String, Map<String, String>> differences = Recordings.differences("tables-differences.tsv");
        return Recordings.lines("tables.jsonl").map(recording -> {
            KubeObject object = new KubeObject(recording.object("object"));
            return DynamicTest.dynamicTest(object.toString(), () -> {
                Map<String, String> found = Recordings.compare(recording.object("cells"), row(object));

                assertThat(found).isEqualTo(Recordings.expected(differences, object.kind(), found));
            });
        });
    }

    static Json row(Json recording) {
        return row(new KubeObject(recording.object("object")));
    }

    private static Json row(KubeObject object) {
        Kind kind = StandardKinds.registry().ofGroup(object.apiVersion(), object.kind()).orElseThrow();
        Json row = Json.EMPTY;
        for (Column column : kind.columns()) {
            String header = column.name().toUpperCase(Locale.ROOT);
            if (!TIMED.contains(header)) {
                row = row.with(header, column.cell().apply(object, object.createdAt()).toString());
            }
        }
        return row;
    }
}
