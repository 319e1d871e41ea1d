package dev.reconcile.kubectl.openapi;

import dev.reconcile.api.Kind;
import dev.reconcile.api.schema.ListType;
import dev.reconcile.api.schema.MergeKeys;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.kubectl.explain.Descriptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The definitions of some kinds and of all types inside them, for either version of OpenAPI. */
final class Definitions {
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private static final String INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    private final Descriptions descriptions = Descriptions.all();
    private final boolean third;
    private final String prefix;
    private final Map<String, Object> found = new TreeMap<>();

    /** @param third whether for OpenAPI 3 */
    Definitions(boolean third) {
        this.third = third;
        this.prefix = third ? "#/components/schemas/" : "#/definitions/";
    }

    /** By name; each an object with its fields in a known order. */
    Map<String, Object> of(List<Kind> kinds) {
        for (Kind kind : kinds) {
            if (kind.schema() instanceof Schema.Struct struct) {
                String name = name(kind, struct);
                describe(name, struct).put("x-kubernetes-group-version-kind", List.of(groupVersionKind(kind, kind.kind())));
                list(kind, name);
            }
        }
        return found;
    }

    static Map<String, Object> groupVersionKind(Kind kind, String name) {
        return fields("group", kind.group(), "version", kind.version(), "kind", name);
    }

    /** Custom kinds are named by their group, turned round. */
    private static String name(Kind kind, Schema.Struct struct) {
        return struct.definition().isEmpty()
                ? String.join(".", List.of(kind.group().split("\\.")).reversed()) + "." + kind.version() + "." + kind.kind()
                : struct.definition();
    }

    private void list(Kind kind, String name) {
        Map<String, Object> properties = fields(
                "apiVersion", fields("type", "string"),
                "items", fields("type", "array", "items", fields("$ref", prefix + name)),
                "kind", fields("type", "string"),
                "metadata", fields("$ref", prefix + META + "ListMeta"));
        found.put(name + "List", fields("description", kind.kind() + "List holds objects of the kind " + kind.kind() + ".", "type", "object",
                "required", List.of("items"), "properties", properties,
                "x-kubernetes-group-version-kind", List.of(groupVersionKind(kind, kind.kind() + "List"))));
        found.putIfAbsent(META + "ListMeta", fields("type", "object", "properties", fields("continue", fields("type", "string"),
                "remainingItemCount", fields("type", "integer", "format", "int64"), "resourceVersion", fields("type", "string"))));
    }

    private Map<String, Object> reference(Schema.Struct struct) {
        if (struct.definition().isEmpty()) {
            return filled(new LinkedHashMap<>(), struct);
        }
        describe(struct.definition(), struct);
        return fields("$ref", prefix + struct.definition());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> describe(String name, Schema.Struct struct) {
        if (!found.containsKey(name)) {
            Map<String, Object> definition = new LinkedHashMap<>();
            found.put(name, definition);
            filled(definition, struct);
        }
        return (Map<String, Object>) found.get(name);
    }

    private Map<String, Object> filled(Map<String, Object> definition, Schema.Struct struct) {
        descriptions.of(struct.name()).ifPresent(text -> definition.put("description", text));
        definition.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        struct.fields().forEach((name, schema) -> properties.put(name, property(struct, name, schema)));
        List<String> required = struct.fields().keySet().stream().filter(name -> descriptions.isRequired(struct.name() + "." + name)).toList();
        if (!required.isEmpty()) {
            definition.put("required", required);
        }
        definition.put("properties", properties);
        return definition;
    }

    private Map<String, Object> property(Schema.Struct owner, String name, Schema schema) {
        Map<String, Object> shape = shape(schema);
        Map<String, Object> property = new LinkedHashMap<>();
        String place = owner.name() + "." + name;
        descriptions.of(place).ifPresent(text -> property.put("description", text));
        if (schema instanceof Schema.Text && !descriptions.values(place).isEmpty()) {
            property.put("enum", descriptions.values(place));
        }
        // In the third version nothing counts beside a reference.
        if (third && shape.containsKey("$ref")) {
            property.put("allOf", List.of(shape));
        } else {
            property.putAll(shape);
        }
        merging(owner, name, schema, property);
        return property;
    }

    private static void merging(Schema.Struct owner, String name, Schema schema, Map<String, Object> property) {
        if (schema instanceof Schema.ListOf list) {
            if (list.type().form() == ListType.Form.MAP) {
                property.put("x-kubernetes-list-map-keys", list.type().keys());
            }
            property.put("x-kubernetes-list-type", switch (list.type().form()) {
                case WHOLE -> "atomic";
                case SET -> "set";
                case MAP -> "map";
            });
        }
        String key = MergeKeys.of(owner, name);
        if (key != null) {
            if (!key.equals(MergeKeys.SET)) {
                property.put("x-kubernetes-patch-merge-key", key);
            }
            boolean retaining = owner.name().equals("PodSpec") && name.equals("volumes");
            property.put("x-kubernetes-patch-strategy", retaining ? "merge,retainKeys" : "merge");
        } else if (owner.name().equals("DeploymentSpec") && name.equals("strategy")) {
            property.put("x-kubernetes-patch-strategy", "retainKeys");
        } else if (MergeKeys.isReplaced(owner, name)) {
            property.put("x-kubernetes-patch-strategy", "replace");
        }
    }

    private Map<String, Object> shape(Schema schema) {
        return switch (schema) {
            case Schema.Struct struct -> reference(struct);
            case Schema.ListOf list -> fields("type", "array", "items", shape(list.item()));
            case Schema.MapOf map -> fields("type", "object", "additionalProperties", shape(map.value()));
            case Schema.Text text -> fields("type", "string");
            case Schema.Whole whole -> fields("type", "integer", "format", "int" + whole.bits());
            case Schema.Special special -> switch (special.form()) {
                case TRUTH -> fields("type", "boolean");
                case REAL -> fields("type", "number", "format", "double");
                case BYTES -> fields("type", "string", "format", "byte");
                case AMOUNT -> named(QUANTITY, "An amount as text: 500m, 2, 64Mi.", third ? fields("oneOf", List.of(fields("type", "string"), fields("type", "number"))) : fields("type", "string"));
                case NUMBER_OR_TEXT -> named(INT_OR_STRING, "A whole number, or a text such as a percentage or a name.",
                        third ? fields("oneOf", List.of(fields("type", "integer"), fields("type", "string")), "format", "int-or-string")
                                : fields("type", "string", "format", "int-or-string"));
                case MICRO_TIME -> named(META + "MicroTime", "An instant: 2025-01-31T09:00:00.000000Z.", fields("type", "string", "format", "date-time"));
                case TIME -> named(META + "Time", "An instant: 2025-01-31T09:00:00Z.", fields("type", "string", "format", "date-time"));
                case ANYTHING -> fields("type", "object");
            };
        };
    }

    private Map<String, Object> named(String name, String description, Map<String, Object> shape) {
        Map<String, Object> definition = fields("description", description);
        definition.putAll(shape);
        found.putIfAbsent(name, definition);
        return fields("$ref", prefix + name);
    }

    /** Name, value, name, value, … in that order. */
    static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
