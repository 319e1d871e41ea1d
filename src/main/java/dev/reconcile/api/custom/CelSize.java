package dev.reconcile.api.custom;

import dev.reconcile.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large a value of a schema can be in a request, for estimating what rules about it cost ({@code apiserver/pkg/cel/common/schemas.go}).
 *
 * @param most elements of a list or a map, bytes of a text; 0 for what has no length
 * @param least bytes in JSON
 * @param element of a list or a map; null for other kinds
 * @param fields of an object
 */
record CelSize(Kind kind, long most, long least, CelSize element, Map<String, CelSize> fields) {
    enum Kind { TEXT, LIST, MAP, OBJECT, SCALAR, ANY }

    /** Bytes of the largest request that the API server takes. */
    static final long REQUEST = 3L * 1024 * 1024;

    /** What is left of it for the content of one text, list or map. */
    private static final long CONTENT = REQUEST - 2;

    private static final long BYTES_OF_CHARACTER = 4;
    private static final long DURATION = 32;
    private static final long DATE = 12;
    private static final long DATE_TIME = 37;
    private static final long LEAST_DURATION = 3;
    private static final long LEAST_DATE_TIME = 21;
    private static final long LEAST_TRUTH = 4;

    /** A text of which nothing is known. */
    static final CelSize TEXT = leaf(Kind.TEXT, CONTENT, 2);

    /** The name of an entry of a map: its length counts nothing. */
    static final CelSize KEY = leaf(Kind.TEXT, 0, 2);

    private static CelSize leaf(Kind kind, long most, long least) {
        return new CelSize(kind, most, least, null, Map.of());
    }

    /** With the metadata that every object has. */
    static CelSize root(Json schema) {
        CelSize root = of(schema);
        Map<String, CelSize> fields = new TreeMap<>(root.fields());
        fields.put("apiVersion", TEXT);
        fields.put("kind", TEXT);
        Map<String, CelSize> metadata = new TreeMap<>();
        metadata.put("generateName", TEXT);
        metadata.put("name", TEXT);
        fields.put("metadata", new CelSize(Kind.OBJECT, 0, 2, null, metadata));
        return new CelSize(Kind.OBJECT, 0, root.least(), null, fields);
    }

    static CelSize of(Json schema) {
        if (schema.isTrue("x-kubernetes-int-or-string")) {
            return leaf(Kind.ANY, CONTENT, 1);
        }
        return switch (schema.textOrEmpty("type")) {
            case "array" -> {
                CelSize item = of(schema.object("items"));
                yield new CelSize(Kind.LIST, limit(schema, "maxItems", CONTENT / (item.least() + 1)), 2, item, Map.of());
            }
            case "object" -> object(schema);
            case "string" -> text(schema);
            case "boolean" -> leaf(Kind.SCALAR, 0, LEAST_TRUTH);
            case "integer", "number" -> leaf(Kind.SCALAR, 0, 1);
            default -> leaf(Kind.ANY, CONTENT, 1);
        };
    }

    private static CelSize object(Json schema) {
        if (schema.get("additionalProperties") instanceof Json values) {
            CelSize value = of(values);
            return new CelSize(Kind.MAP, limit(schema, "maxProperties", CONTENT / (value.least() + 6)), 2, value, Map.of());
        }
        List<String> required = schema.texts("required");
        Map<String, CelSize> fields = new TreeMap<>();
        long least = 2;
        Json properties = schema.object("properties");
        for (String name : properties.names()) {
            CelSize field = of(properties.object(name));
            fields.put(name, field);
            if (required.contains(name) && !properties.object(name).has("default")) {
                least += name.length() + field.least() + 4;
            }
        }
        return new CelSize(Kind.OBJECT, 0, least, null, fields);
    }

    private static CelSize text(Json schema) {
        return switch (schema.textOrEmpty("format")) {
            case "duration" -> leaf(Kind.SCALAR, DURATION, LEAST_DURATION);
            case "date" -> leaf(Kind.SCALAR, DATE, DATE);
            case "date-time" -> leaf(Kind.SCALAR, DATE_TIME, LEAST_DATE_TIME);
            case "byte" -> leaf(Kind.TEXT, limit(schema, "maxLength", CONTENT), 2);
            default -> leaf(Kind.TEXT, schema.has("maxLength") ? limit(schema, "maxLength", 0) * BYTES_OF_CHARACTER
                    : schema.has("enum") ? longest(schema.list("enum")) : CONTENT, 2);
        };
    }

    private static long longest(List<Object> choices) {
        return choices.stream().mapToLong(choice -> choice instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : 0).max().orElse(0);
    }

    private static long limit(Json schema, String field, long otherwise) {
        return Math.max(0, schema.number(otherwise, field));
    }
}
