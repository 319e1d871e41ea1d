package dev.reconcile.api.custom;

import dev.reconcile.api.schema.ListType;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a structural OpenAPI schema does to objects besides checking them: it takes out unknown fields, fills in defaults, and says how
 * server-side apply sees lists and maps ({@code apiextensions-apiserver/pkg/apiserver/schema}).
 */
final class Structural {
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
    private static final String EMBEDDED = "x-kubernetes-embedded-resource";

    /** What every object has without saying so in its schema. */
    private static final List<String> OWN = List.of("apiVersion", "kind", "metadata");

    private static final Schema VALUE = new Schema.Special(Schema.Form.ANYTHING);

    private Structural() {}

    /** @param unknown takes the paths of what is left out */
    static Json pruned(Json schema, Json object, List<String> unknown) {
        return fields(schema, object, "", true, unknown);
    }

    private static Json fields(Json schema, Json object, String path, boolean root, List<String> unknown) {
        boolean own = root || schema.isTrue(EMBEDDED);
        Json left = object;
        for (String name : object.names()) {
            String here = path.isEmpty() ? name : path + "." + name;
            if (own && OWN.contains(name)) {
                continue;
            }
            Object inner = inner(schema, name);
            if (inner == null) {
                unknown.add(here);
                left = left.without(name);
            } else if (inner instanceof Json known) {
                left = left.with(name, value(known, object.get(name), here, unknown));
            }
        }
        return left;
    }

    /** The schema of a field; true for one that may be anything; null for one that is not known. */
    private static Object inner(Json schema, String name) {
        if (schema.object("properties").get(name) instanceof Json known) {
            return known;
        }
        if (schema.get("additionalProperties") instanceof Json any) {
            return any;
        }
        return schema.isTrue(PRESERVE) || schema.isTrue("additionalProperties") ? true : null;
    }

    private static Object value(Json schema, Object value, String path, List<String> unknown) {
        if (value instanceof Json json) {
            return fields(schema, json, path, false, unknown);
        }
        if (value instanceof List<?> list && schema.get("items") instanceof Json items) {
            List<Object> left = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                left.add(value(items, list.get(i), path + "[" + i + "]", unknown));
            }
            return left.equals(list) ? list : left;
        }
        return value;
    }

    /** The very same object where nothing is missing. */
    static Json defaulted(Json schema, Json object) {
        Json filled = object;
        for (String name : schema.object("properties").names()) {
            Json inner = schema.object("properties", name);
            Object old = filled.get(name);
            Object value = old == null ? inner.get("default") : old;
            if (value != null) {
                Object now = defaultedValue(inner, value);
                filled = now == old ? filled : filled.with(name, now);
            }
        }
        if (schema.get("additionalProperties") instanceof Json any) {
            for (String name : object.names()) {
                if (!schema.has("properties", name)) {
                    Object now = defaultedValue(any, object.get(name));
                    filled = now == object.get(name) ? filled : filled.with(name, now);
                }
            }
        }
        return filled;
    }

    private static Object defaultedValue(Json schema, Object value) {
        if (value instanceof Json json) {
            return defaulted(schema, json);
        }
        if (value instanceof List<?> list && schema.get("items") instanceof Json items) {
            List<Object> filled = new ArrayList<>();
            list.forEach(item -> filled.add(defaultedValue(items, item)));
            return filled.equals(list) ? list : filled;
        }
        return value;
    }

    /** The whole object's shape. */
    static Schema shape(Json schema) {
        Map<String, Schema> fields = fields(schema);
        fields.put("metadata", Schema.of(ObjectMeta.class));
        fields.put("apiVersion", VALUE);
        fields.put("kind", VALUE);
        return new Schema.Struct("", "", "", () -> fields, false);
    }

    private static Map<String, Schema> fields(Json schema) {
        Map<String, Schema> fields = new TreeMap<>();
        schema.object("properties").forEach((name, inner) -> fields.put(name, of((Json) inner)));
        return fields;
    }

    private static Schema of(Json schema) {
        return switch (schema.textOrEmpty("type")) {
            case "object" -> object(schema);
            case "array" -> new Schema.ListOf(schema.get("items") instanceof Json items ? of(items) : VALUE, "", listType(schema));
            default -> VALUE;
        };
    }

    private static Schema object(Json schema) {
        boolean whole = "atomic".equals(schema.text("x-kubernetes-map-type"));
        if (schema.get("additionalProperties") instanceof Json any) {
            return new Schema.MapOf(of(any), "", whole);
        }
        if (schema.isTrue(PRESERVE) || !schema.has("properties")) {
            return new Schema.MapOf(VALUE, "", whole);
        }
        Map<String, Schema> fields = fields(schema);
        return new Schema.Struct("", "", "", () -> fields, whole);
    }

    private static ListType listType(Json schema) {
        return switch (schema.textOrEmpty("x-kubernetes-list-type")) {
            case "map" -> ListType.by(schema.texts("x-kubernetes-list-map-keys").stream().sorted().toArray(String[]::new));
            case "set" -> ListType.SET;
            default -> ListType.WHOLE;
        };
    }
}
