package dev.reconcile.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What editors are told about {@code exercise.yaml} is what the reader reads. */
class ExerciseSchemaTest {
    private final Json schema = JsonText.trusted(Files.readString(Path.of("src/main/resources/exercise.schema.json")));

    ExerciseSchemaTest() throws IOException {}

    @Test
    void the_schema_has_the_fields_that_the_reader_knows() {
        assertThat(schema.object("properties").names()).containsExactlyInAnyOrderElementsOf(ExerciseReader.FIELDS);
        assertThat(properties("cluster")).containsExactlyInAnyOrderElementsOf(ScriptReader.CLUSTER_FIELDS);
        assertThat(items("events")).containsExactlyInAnyOrderElementsOf(ScriptReader.EVENT_FIELDS);
        assertThat(items("future")).containsExactlyInAnyOrderElementsOf(ScriptReader.FUTURE_FIELDS);
        assertThat(items("misconceptions")).containsExactlyInAnyOrderElementsOf(ItemReader.MISCONCEPTION_FIELDS);
        assertThat(schema.object("$defs", "item", "properties").names()).containsExactlyInAnyOrderElementsOf(ItemReader.ITEM_FIELDS);
    }

    private Iterable<String> properties(String field) {
        return schema.object("properties", field, "properties").names();
    }

    private Iterable<String> items(String field) {
        return schema.object("properties", field, "items", "properties").names();
    }
}
