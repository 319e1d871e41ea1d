package dev.reconcile.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes JSON text. */
public final class JsonText {
    /** How deep objects and lists may nest; Kubernetes' own decoder stops at a comparable depth. */
    public static final int MAX_DEPTH = 200;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonText() {}

    /** Text that is not JSON; the message says what was found and where. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** The value that the text holds; null for JSON null. */
    public static Object parse(String text) throws Malformed {
        return parse(text, null);
    }

    /** A merge patch: JSON null is read as {@link MergePatch#REMOVE}. */
    public static Json patch(String text) throws Malformed {
        if (parse(text, MergePatch.REMOVE) instanceof Json json) {
            return json;
        }
        throw new Malformed("expected a JSON object");
    }

    private static Object parse(String text, Object whereNull) throws Malformed {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = read(parser, whereNull);
            if (parser.nextToken() != null) {
                throw new Malformed(JsonSyntax.problem(text).orElse("invalid character after top-level value"));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new Malformed(JsonSyntax.problem(text).orElseGet(e::getOriginalMessage));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The object that the text holds. */
    public static Json object(String text) throws Malformed {
        if (parse(text) instanceof Json json) {
            return json;
        }
        throw new Malformed("expected a JSON object");
    }

    /** For text that this program wrote itself: anything else than an object is a bug. */
    public static Json trusted(String text) {
        try {
            return object(text);
        } catch (Malformed e) {
            throw new IllegalStateException("own text is not JSON", e);
        }
    }

    private static Object read(JsonParser parser, Object whereNull) throws IOException, Malformed {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new Malformed("unexpected end of JSON input");
        }
        return switch (token) {
            case START_OBJECT -> {
                TreeMap<String, Object> fields = new TreeMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, read(parser, whereNull));
                }
                yield Json.copyOf(fields);
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object item = read(parser, whereNull);
                    if (item != null) {
                        items.add(item);
                    }
                }
                yield Collections.unmodifiableList(items);
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> whereNull;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT -> throw new Malformed("unexpected " + token);
        };
    }

    private static Object integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? (Object) parser.getDoubleValue() : (Object) parser.getLongValue();
    }

    /** A map is written in its own order: for documents whose order matters to somebody. */
    public static String compact(Object value) {
        return text(value, null);
    }

    /** Indented by four spaces, as {@code kubectl -o json} prints. */
    public static String indented(Object value) {
        return indented(value, "    ");
    }

    /** Indented by two spaces, as the API server prints for people. */
    public static String pretty(Object value) {
        return indented(value, "  ");
    }

    public static String indented(Object value, String by) {
        DefaultIndenter indenter = new DefaultIndenter(by, "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return text(value, printer);
    }

    private static String text(Object value, DefaultPrettyPrinter printer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (printer != null) {
                generator.setPrettyPrinter(printer);
            }
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Json json -> {
                generator.writeStartObject();
                for (String name : json.names()) {
                    generator.writeFieldName(name);
                    write(json.get(name), generator);
                }
                generator.writeEndObject();
            }
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> field : map.entrySet()) {
                    generator.writeFieldName((String) field.getKey());
                    write(field.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (Object item : list) {
                    write(item, generator);
                }
                generator.writeEndArray();
            }
            case String text when text.equals(MergePatch.REMOVE) -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(GoNumbers.json(number));
            case Boolean truth -> generator.writeBoolean(truth);
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass().getName());
        }
    }
}
