package dev.reconcile.kubectl.explain;

import dev.reconcile.api.Kind;
import dev.reconcile.api.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The text of {@code kubectl explain} ({@code kubectl/pkg/explain/v2/templates/plaintext.tmpl}). */
public final class Explanation {
    private static final int WIDTH = 76;
    /** How deep a recursive listing goes, beyond the end of every kind's fields. */
    private static final int MAX_DEPTH = 30;

    private final StringBuilder out = new StringBuilder();
    private final Descriptions descriptions = Descriptions.all();

    private Explanation() {}

    /** @param path names of fields; empty if there is no such field */
    public static Optional<String> of(Kind kind, List<String> path, boolean recursive) {
        Explanation explanation = new Explanation();
        explanation.out.append(head(kind));
        Schema schema = kind.model() == null ? new Schema.Special(Schema.Form.ANYTHING) : Schema.of(kind.model());
        Schema owner = null;
        for (String name : path) {
            owner = struct(schema);
            Optional<Schema> field = owner instanceof Schema.Struct struct ? struct.field(name) : Optional.empty();
            if (field.isEmpty()) {
                return Optional.empty();
            }
            schema = field.get();
        }
        if (!path.isEmpty()) {
            explanation.head(owner, path.getLast(), schema);
        }
        explanation.body(owner, path.isEmpty() ? "" : path.getLast(), schema, recursive);
        return Optional.of(explanation.out.append("\n").toString());
    }

    /** What stands there before a field is looked for. */
    public static String head(Kind kind) {
        return (kind.group().isEmpty() ? "" : "GROUP:      " + kind.group() + "\n") + "KIND:       " + kind.kind() + "\nVERSION:    " + kind.version() + "\n\n";
    }

    private void head(Schema owner, String name, Schema schema) {
        out.append("FIELD: ").append(name).append(" <").append(type(schema)).append(">\n");
        List<String> values = descriptions.values(place(owner, name));
        if (!values.isEmpty()) {
            out.append("ENUM:");
            values.forEach(value -> out.append("\n    ").append(value.isEmpty() ? "\"\"" : value));
        }
        out.append("\n\n");
    }

    private void body(Schema owner, String name, Schema schema, boolean recursive) {
        StringBuilder text = new StringBuilder();
        descriptions.of(place(owner, name)).ifPresent(own -> text.append(own).append('\n'));
        if (struct(schema) instanceof Schema.Struct struct) {
            descriptions.of(struct.name()).ifPresent(own -> text.append(own).append('\n'));
        }
        out.append("DESCRIPTION:\n").append(wrapped(text.isEmpty() ? "<empty>" : text.toString(), 4)).append('\n');
        if (struct(schema) instanceof Schema.Struct struct) {
            out.append("FIELDS:\n");
            fields(struct, 1, recursive, new ArrayList<>());
        }
    }

    private void fields(Schema.Struct struct, int level, boolean recursive, List<String> above) {
        if (above.contains(struct.name()) || above.size() > MAX_DEPTH) {
            return;
        }
        above.add(struct.name());
        for (Map.Entry<String, Schema> field : new TreeMap<>(struct.lazyFields().get()).entrySet()) {
            field(struct, field.getKey(), field.getValue(), level, recursive);
            if (recursive && struct(field.getValue()) instanceof Schema.Struct inner) {
                fields(inner, level + 1, true, above);
            }
        }
        above.removeLast();
    }

    private void field(Schema.Struct owner, String name, Schema schema, int level, boolean brief) {
        String place = place(owner, name);
        String indent = " ".repeat(2 * level);
        out.append(indent).append(name).append("\t<").append(type(schema)).append('>').append(descriptions.isRequired(place) ? " -required-" : "");
        List<String> values = descriptions.values(place);
        if (!values.isEmpty()) {
            List<String> shown = values.stream().limit(4).map(value -> value.isEmpty() ? "\"\"" : value).toList();
            out.append('\n').append(indent).append("enum: ").append(String.join(", ", shown)).append(values.size() > 4 ? ", ...." : "");
        }
        out.append('\n');
        if (!brief) {
            out.append(wrapped(descriptions.of(place).orElse("<no description>"), 2 * level + 2)).append("\n\n");
        }
    }

    private static String place(Schema owner, String name) {
        return owner instanceof Schema.Struct struct ? struct.name() + "." + name : "";
    }

    /** What has fields: the struct itself, or that of the items of a list or map. */
    private static Schema struct(Schema schema) {
        return switch (schema) {
            case Schema.ListOf list -> struct(list.item());
            case Schema.MapOf map -> struct(map.value());
            case Schema.Struct struct -> struct;
            case Schema.Text text -> text;
            case Schema.Whole whole -> whole;
            case Schema.Special special -> special;
        };
    }

    private static String type(Schema schema) {
        return switch (schema) {
            case Schema.ListOf list -> "[]" + type(list.item());
            case Schema.MapOf map -> "map[string]" + type(map.value());
            case Schema.Struct struct -> struct.name();
            case Schema.Text text -> "string";
            case Schema.Whole whole -> "integer";
            case Schema.Special special -> switch (special.form()) {
                case TRUTH -> "boolean";
                case REAL -> "number";
                case AMOUNT -> "Quantity";
                case NUMBER_OR_TEXT -> "IntOrString";
                case TIME, MICRO_TIME, BYTES -> "string";
                case ANYTHING -> "Object";
            };
        };
    }

    /** Lines of at most {@link #WIDTH} characters, indented; the empty line at the end of a text, too. */
    private static String wrapped(String text, int indent) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ")) {
                if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return " ".repeat(indent) + String.join("\n" + " ".repeat(indent), lines);
    }
}
