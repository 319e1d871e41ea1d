package dev.reconcile.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code frontend/src/messages.ts} equal to the Java records. Run with {@code -Dtypes.write=true} to write it anew. */
class MessageTypesTest {
    private static final Path FILE = Path.of("frontend", "src", "messages.ts");

    @Test
    void the_pages_types_are_those_of_the_java_records() throws IOException {
        String generated = MessageTypes.text();
        if (Boolean.getBoolean("types.write")) {
            Files.writeString(FILE, generated);
        }
        assertThat(Files.readString(FILE)).isEqualTo(generated);
    }
}
