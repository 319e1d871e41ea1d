package dev.reconcile.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * kubectl's JSONPath templates: text with expressions in braces ({@code client-go/util/jsonpath}). Missing keys give nothing, as kubectl's default
 * is; regular expressions are not part of the language, there as here.
 */
public final class JsonPath {
    /** A template or expression that cannot be read or evaluated. */
    public static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        public Bad(String message) {
            super(message);
        }
    }

    /** A part of a template. */
    sealed interface Part {
        record Text(String text) implements Part {}

        record Path(List<Step> steps) implements Part {}

        record Range(Path over, List<Part> body) implements Part {}
    }

    /** One step of a path, from a value to values. */
    sealed interface Step {
        /** Starts again at the whole object. */
        record Root() implements Step {}

        record Field(String name) implements Step {}

        record Wildcard() implements Step {}

        record Recursive() implements Step {}

        /** Go's slice: from, to, stride; null for what is not written. */
        record Slice(Long from, Long to, long stride) implements Step {}

        record Index(long index) implements Step {}

        record Union(List<Step> steps) implements Step {}

        record Filter(Predicate<Object> condition) implements Step {}
    }

    private final List<Part> parts;

    private JsonPath(List<Part> parts) {
        this.parts = parts;
    }

    public static JsonPath template(String text) throws Bad {
        return new JsonPath(new JsonPathParser(text).template());
    }

    /** An expression with or without braces and leading dot, as {@code custom-columns} and {@code --sort-by} take it. */
    public static JsonPath relaxed(String written) throws Bad {
        String text = written.startsWith("{") && written.endsWith("}") ? written.substring(1, written.length() - 1) : written;
        if (text.isEmpty()) {
            return new JsonPath(List.of());
        }
        if (!text.matches("^\\.?([^{}]+)$")) {
            throw new Bad("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'");
        }
        return template("{" + (text.startsWith(".") || text.startsWith("[") ? text : "." + text) + "}");
    }

    /** The text that the template gives for the object. */
    public String render(Object root) throws Bad {
        StringBuilder out = new StringBuilder();
        render(parts, root, root, out);
        return out.toString();
    }

    private void render(List<Part> nodes, Object root, Object current, StringBuilder out) throws Bad {
        for (Part node : nodes) {
            switch (node) {
                case Part.Text text -> out.append(text.text());
                case Part.Path path -> out.append(find(path, root, current).stream().map(JsonPath::text).collect(Collectors.joining(" ")));
                case Part.Range range -> {
                    for (Object item : find(range.over(), root, current)) {
                        render(range.body(), root, item, out);
                    }
                }
            }
        }
    }

    /** The values of all expressions, in order. */
    public List<Object> values(Object root) throws Bad {
        List<Object> values = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Path path) {
                values.addAll(find(path, root, root));
            }
        }
        return values;
    }

    private static List<Object> find(Part.Path path, Object root, Object current) throws Bad {
        List<Object> values = List.of(current);
        for (Step step : path.steps()) {
            if (step instanceof Step.Root) {
                values = List.of(root);
                continue;
            }
            List<Object> next = new ArrayList<>();
            for (Object value : values) {
                walk(step, value, next);
            }
            values = next;
        }
        return values;
    }

    private static void walk(Step step, Object value, List<Object> found) throws Bad {
        switch (step) {
            case Step.Root root -> found.add(value);
            case Step.Field field -> {
                if (value instanceof Json json && json.get(field.name()) != null) {
                    found.add(json.get(field.name()));
                }
            }
            case Step.Wildcard wildcard -> found.addAll(children(value));
            case Step.Recursive recursive -> descend(value, found);
            case Step.Index index -> index(index.index(), value, found);
            case Step.Slice slice -> slice(slice, value, found);
            case Step.Union union -> {
                for (Step each : union.steps()) {
                    walk(each, value, found);
                }
            }
            case Step.Filter filter -> children(value).stream().filter(filter.condition()).forEach(found::add);
        }
    }

    private static List<Object> children(Object value) {
        List<Object> children = new ArrayList<>();
        if (value instanceof Json json) {
            json.forEach((name, child) -> children.add(child));
        } else if (value instanceof List<?> list) {
            children.addAll(list);
        }
        return children;
    }

    private static void descend(Object value, List<Object> found) {
        found.add(value);
        children(value).stream().filter(child -> child instanceof Json || child instanceof List<?>).forEach(child -> descend(child, found));
    }

    private static void index(long index, Object value, List<Object> found) throws Bad {
        if (!(value instanceof List<?> list)) {
            throw new Bad("is not array or slice");
        }
        long at = index < 0 ? index + list.size() : index;
        if (at < 0 || at >= list.size()) {
            throw new Bad("array index out of bounds: index " + index + ", length " + list.size());
        }
        found.add(list.get((int) at));
    }

    private static void slice(Step.Slice slice, Object value, List<Object> found) throws Bad {
        if (!(value instanceof List<?> list)) {
            throw new Bad("is not array or slice");
        }
        long from = slice.from() == null ? 0 : slice.from() < 0 ? slice.from() + list.size() : slice.from();
        long to = slice.to() == null ? list.size() : slice.to() < 0 ? slice.to() + list.size() : slice.to();
        if (from > list.size()) {
            throw new Bad("array index out of bounds: index " + from + ", length " + list.size());
        }
        for (long i = Math.max(0, from); i < Math.min(to, list.size()); i += slice.stride()) {
            found.add(list.get((int) i));
        }
    }

    static String text(Object value) {
        return value instanceof String text ? text : JsonText.compact(value);
    }

    /** The values of a path, for a filter's operand. */
    static List<Object> operand(Part.Path path, Object current) {
        try {
            return find(path, current, current);
        } catch (Bad e) {
            return List.of();
        }
    }
}
