package dev.reconcile.kubectl.print;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** {@code -o custom-columns}: a table whose cells are JSONPath expressions ({@code kubectl/pkg/cmd/get/customcolumn.go}). */
public final class CustomColumns {
    private record Field(String header, JsonPath path) {}

    private final List<Field> fields = new ArrayList<>();

    private CustomColumns() {}

    /** {@code NAME:.metadata.name,IMAGE:.spec.image}. */
    public static CustomColumns of(String spec) throws JsonPath.Bad {
        if (spec.isEmpty()) {
            throw new JsonPath.Bad("custom-columns format specified but no custom columns given");
        }
        CustomColumns columns = new CustomColumns();
        for (String part : spec.split(",(?![^\\[(]*[\\])])")) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new JsonPath.Bad("unexpected custom-columns spec: " + part + ", expected <header>:<json-path-expr>");
            }
            columns.fields.add(new Field(part.substring(0, colon), JsonPath.relaxed(part.substring(colon + 1))));
        }
        return columns;
    }

    /** Two lines: headers, and expressions below them. */
    public static CustomColumns ofFile(String text) throws JsonPath.Bad {
        String[] lines = text.split("\n");
        if (lines.length < 2) {
            throw new JsonPath.Bad("template file must have a header line and a line of expressions");
        }
        String[] headers = lines[0].trim().split("\\s+");
        String[] expressions = lines[1].trim().split("\\s+");
        if (headers.length != expressions.length) {
            throw new JsonPath.Bad("number of headers (" + headers.length + ") and field specifications (" + expressions.length + ") don't match");
        }
        CustomColumns columns = new CustomColumns();
        for (int i = 0; i < headers.length; i++) {
            columns.fields.add(new Field(headers[i], JsonPath.relaxed(expressions[i])));
        }
        return columns;
    }

    public String header() {
        return String.join("\t", fields.stream().map(Field::header).toList()) + "\n";
    }

    public String row(Json object) throws JsonPath.Bad {
        List<String> cells = new ArrayList<>();
        for (Field field : fields) {
            List<String> values = new ArrayList<>();
            field.path().values(object).forEach(value -> values.add(goText(value)));
            cells.add(values.isEmpty() ? "<none>" : String.join(",", values));
        }
        return String.join("\t", cells) + "\n";
    }

    /** A value as Go's {@code %v} prints it: {@code map[a:1 b:2]}, {@code [x y]}. */
    static String goText(Object value) {
        return switch (value) {
            case Json json -> {
                TreeMap<String, String> parts = new TreeMap<>();
                json.forEach((name, inner) -> parts.put(name, name + ":" + goText(inner)));
                yield "map[" + String.join(" ", parts.values()) + "]";
            }
            case List<?> list -> "[" + String.join(" ", list.stream().map(CustomColumns::goText).toList()) + "]";
            default -> String.valueOf(value);
        };
    }
}
