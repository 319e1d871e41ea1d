package dev.reconcile.kubectl.openapi;

import com.google.protobuf.CodedOutputStream;
import dev.reconcile.model.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes an OpenAPI 2 document as the message {@code openapi.v2.Document} of gnostic ({@code openapiv2/OpenAPIv2.proto}), which kubectl and Helm ask
 * for. Only the fields that our documents have are written.
 */
final class SwaggerMessage {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private SwaggerMessage() {}

    /** Fills a message. */
    private interface Filling {
        void into(SwaggerMessage message) throws IOException;
    }

    static byte[] of(Map<String, Object> document) {
        try {
            return message(m -> {
                m.text(1, document.get("swagger"));
                m.put(2, info -> {
                    info.text(1, map(document.get("info")).get("title"));
                    info.text(2, map(document.get("info")).get("version"));
                });
                m.put(8, paths -> named(paths, 2, map(document.get("paths")), SwaggerMessage::pathItem));
                m.put(9, definitions -> named(definitions, 1, map(document.get("definitions")), SwaggerMessage::schema));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static byte[] message(Filling filling) throws IOException {
        SwaggerMessage message = new SwaggerMessage();
        filling.into(message);
        message.out.flush();
        return message.bytes.toByteArray();
    }

    private void put(int number, Filling filling) throws IOException {
        out.writeByteArray(number, message(filling));
    }

    private void text(int number, Object text) throws IOException {
        if (text instanceof String string && !string.isEmpty()) {
            out.writeString(number, string);
        }
    }

    /** Writes a value of the document. */
    private interface Writing {
        void write(SwaggerMessage message, Map<String, Object> value) throws IOException;
    }

    /** A map as pairs of name and value. */
    private static void named(SwaggerMessage message, int number, Map<String, Object> values, Writing writing) throws IOException {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            message.put(number, pair -> {
                pair.text(1, entry.getKey());
                pair.put(2, value -> writing.write(value, map(entry.getValue())));
            });
        }
    }

    private static void pathItem(SwaggerMessage message, Map<String, Object> item) throws IOException {
        operation(message, 2, item.get("get"));
        operation(message, 3, item.get("put"));
        operation(message, 4, item.get("post"));
        operation(message, 5, item.get("delete"));
        operation(message, 8, item.get("patch"));
    }

    private static void operation(SwaggerMessage message, int number, Object operation) throws IOException {
        if (operation == null) {
            return;
        }
        Map<String, Object> fields = map(operation);
        message.put(number, m -> {
            for (Object parameter : (List<?>) fields.get("parameters")) {
                // ParametersItem, Parameter, NonBodyParameter, QueryParameterSubSchema
                m.put(8, item -> item.put(1, p -> p.put(2, other -> other.put(3, query -> {
                    query.text(2, "query");
                    query.text(4, map(parameter).get("name"));
                    query.text(6, map(parameter).get("type"));
                }))));
            }
            extensions(m, 13, fields);
        });
    }

    private static void schema(SwaggerMessage message, Map<String, Object> schema) throws IOException {
        message.text(1, schema.get("$ref"));
        message.text(2, schema.get("format"));
        message.text(4, schema.get("description"));
        if (schema.get("required") instanceof List<?> required) {
            for (Object name : required) {
                message.text(19, name);
            }
        }
        if (schema.get("enum") instanceof List<?> values) {
            for (Object value : values) {
                message.put(20, any -> any.text(2, JsonText.compact(value) + "\n"));
            }
        }
        if (schema.get("additionalProperties") != null) {
            message.put(21, item -> item.put(1, value -> schema(value, map(schema.get("additionalProperties")))));
        }
        if (schema.get("type") != null) {
            message.put(22, type -> type.text(1, schema.get("type")));
        }
        if (schema.get("items") != null) {
            message.put(23, items -> items.put(1, item -> schema(item, map(schema.get("items")))));
        }
        if (schema.get("properties") != null) {
            message.put(25, properties -> named(properties, 1, map(schema.get("properties")), SwaggerMessage::schema));
        }
        extensions(message, 31, schema);
    }

    /** Extensions are named values, written as YAML; JSON is YAML too. */
    private static void extensions(SwaggerMessage message, int number, Map<String, Object> fields) throws IOException {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            if (field.getKey().startsWith("x-")) {
                message.put(number, pair -> {
                    pair.text(1, field.getKey());
                    pair.put(2, any -> any.text(2, JsonText.compact(field.getValue()) + "\n"));
                });
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
