package dev.reconcile.api.ownership;

import dev.reconcile.api.schema.ListType;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What somebody applies: the places that are set, and what is wrong with its shape ({@code structured-merge-diff/v6/typed/validate.go} and
 * {@code tofieldset.go}).
 *
 * @param problems upstream's texts, such as {@code .spec.foo: field not declared in schema}
 */
record Intent(Fields fields, List<String> problems) {
    /** What an intent names its object by; it is not owned. */
    private static final TreeSet<String> IDENTITY = new TreeSet<>(List.of("creationTimestamp", "generation", "managedFields", "name", "namespace",
            "resourceVersion", "selfLink", "uid"));

    static Intent of(Schema schema, Json object) {
        List<String> problems = new ArrayList<>();
        Json metadata = object.object("metadata");
        for (String name : IDENTITY) {
            metadata = metadata.without(name);
        }
        Json owned = object.without("apiVersion").without("kind").with("metadata", metadata.isEmpty() ? null : metadata);
        Json tree = fields(schema, owned, "", problems);
        return new Intent(Fields.of(tree), List.copyOf(problems));
    }

    private static Json fields(Schema schema, Json object, String path, List<String> problems) {
        TreeMap<String, Object> set = new TreeMap<>();
        object.forEach((name, value) -> {
            String here = path + "." + name;
            if (schema instanceof Schema.Struct struct && struct.field(name).isEmpty()) {
                problems.add(here + ": field not declared in schema");
                return;
            }
            Json node = value(Shape.field(schema, name), value, here, problems);
            if (schema instanceof Schema.MapOf) {
                node = member(node);
            }
            if (node != null) {
                set.put(PathElement.field(name), node);
            }
        });
        return Fields.node(false, set);
    }

    private static Json member(Json node) {
        return node == null || node.isEmpty() ? Fields.LEAF : node.with(Fields.SELF, Fields.LEAF);
    }

    private static Json value(Schema schema, Object value, String path, List<String> problems) {
        if (Shape.isMap(schema)) {
            if (!(value instanceof Json json)) {
                problems.add(path + ": expected map, got &{" + value + "}");
                return Fields.LEAF;
            }
            return json.isEmpty() ? Fields.LEAF : fields(schema, json, path, problems);
        }
        if (schema instanceof Schema.ListOf list && !(value instanceof List<?>)) {
            problems.add(path + ": expected list, got &{" + value + "}");
            return Fields.LEAF;
        }
        scalar(schema, value).ifPresent(problem -> problems.add(path + ": " + problem));
        return Shape.list(schema).form() == ListType.Form.WHOLE ? Fields.LEAF : items((Schema.ListOf) schema, (List<?>) value, path, problems);
    }

    /** What is wrong with a plain value; those of types that read themselves are not looked at. */
    private static Optional<String> scalar(Schema schema, Object value) {
        String shown = "&value.valueUnstructured{Value:" + JsonText.compact(value) + "}";
        return switch (schema) {
            case Schema.Text text when !(value instanceof String) -> Optional.of("expected string, got " + shown);
            case Schema.Whole whole when !(value instanceof Number) -> Optional.of("expected numeric (int or float), got " + goType(value));
            case Schema.Special special when special.form() == Schema.Form.TRUTH && !(value instanceof Boolean) ->
                    Optional.of("expected boolean, got " + shown);
            case Schema.Text text -> Optional.empty();
            case Schema.Whole whole -> Optional.empty();
            case Schema.Special special -> Optional.empty();
            case Schema.Struct struct -> Optional.empty();
            case Schema.MapOf map -> Optional.empty();
            case Schema.ListOf list -> Optional.empty();
        };
    }

    private static String goType(Object value) {
        return switch (value) {
            case String text -> "string";
            case Boolean truth -> "bool";
            case List<?> list -> "[]interface {}";
            default -> "map[string]interface {}";
        };
    }

    private static Json items(Schema.ListOf schema, List<?> items, String path, List<String> problems) {
        TreeMap<String, Object> set = new TreeMap<>();
        for (int i = 0; i < items.size(); i++) {
            String element = PathElement.item(schema.type(), items.get(i));
            if (element == null) {
                problems.add("%s: element %d: %s".formatted(path, i, keyless(schema.type(), items.get(i))));
                continue;
            }
            if (set.containsKey(element)) {
                problems.add(path + ": duplicate entries for key " + PathElement.text(element));
            }
            boolean taken = items.get(i) instanceof Json && Shape.isMap(schema.item());
            set.put(element, taken ? member(fields(schema.item(), (Json) items.get(i), path + PathElement.text(element), problems)) : Fields.LEAF);
        }
        // A list without items is no place of its own; it sets nothing.
        return Fields.node(false, set);
    }

    private static String keyless(ListType type, Object item) {
        if (!(item instanceof Json json)) {
            return "associative list with keys may not have non-map elements";
        }
        String missing = type.keys().stream().filter(key -> !json.has(key)).findFirst().orElse("");
        return "associative list with keys has an element that omits key field \"" + missing + "\" (and doesn't have default value)";
    }
}
