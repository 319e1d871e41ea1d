package dev.reconcile.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Finds the fields that a JSON text gives more than once; who reads the text sees the last of them. */
public final class RepeatedFields {
    private final List<String> found = new ArrayList<>();

    private RepeatedFields() {}

    /** Their paths, such as {@code spec.containers[0].image}, each once, as the text has them. The text is known to be JSON. */
    public static List<String> of(String json) {
        RepeatedFields fields = new RepeatedFields();
        try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
            parser.nextToken();
            fields.look(parser, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields.found.stream().distinct().toList();
    }

    private void look(JsonParser parser, String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            TreeSet<String> names = new TreeSet<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                String inner = path.isEmpty() ? name : path + "." + name;
                if (!names.add(name)) {
                    found.add(inner);
                }
                parser.nextToken();
                look(parser, inner);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                look(parser, path + "[" + i + "]");
            }
        }
    }
}
