package dev.reconcile.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes YAML as Kubernetes' clients do: {@code sigs.k8s.io/yaml} on go-yaml v2, so YAML 1.1 ({@code yes} is true, {@code 010} is
 * eight) without timestamps.
 */
public final class Yaml {
    /** Characters of one text. */
    public static final int MAX_CHARACTERS = 1 << 20;

    /** How deep mappings and lists may nest. */
    public static final int MAX_DEPTH = 100;

    /** Values of one document, each alias counted with all that it stands for. */
    public static final int MAX_VALUES = 100_000;

    /** Documents of one text. */
    public static final int MAX_DOCUMENTS = 1_000;

    private Yaml() {}

    /** Text that is not YAML; the message is go-yaml's, such as {@code yaml: line 4: did not find expected key}. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        Malformed(String message, int line) {
            super(message);
            this.line = line;
        }

        /** The line of the text where the problem stands, from 1. It may differ from the one that the message counts. */
        public int line() {
            return line;
        }
    }

    /**
     * One document of a text that holds several.
     *
     * @param firstLine the line of the whole text where this one starts, from 1
     */
    public record Part(int firstLine, String text) {}

    /** A key that stands twice in a mapping; the later value counts. */
    public record Duplicate(String key, int line) {
        /** As go-yaml's strict mode says it. */
        public String text() {
            return "line " + line + ": key \"" + key + "\" already set in map";
        }
    }

    /**
     * A document that was read.
     *
     * @param value a {@link Json} value, or null for an empty document
     * @param place where it stands in the text
     */
    public record Document(Object value, List<Duplicate> duplicates, Place place) {
        /** The object that the document holds; the empty one for anything else. */
        public Json object() {
            return value instanceof Json json ? json : Json.EMPTY;
        }

        /**
         * The line of a field, from 1, or of the nearest thing around it.
         *
         * @param path as field errors name it: {@code spec.containers[0].image}
         */
        public int line(String path) {
            return place.find(path).line();
        }
    }

    /** The line of a value and of what is inside it: fields by name, items by {@code [index]}. */
    public record Place(int line, Map<String, Place> inside) {
        Place find(String path) {
            Place deepest = this;
            for (String step : path.replace("[", ".[").split("\\.")) {
                Place next = deepest.inside.get(step);
                if (next == null) {
                    return deepest;
                }
                deepest = next;
            }
            return deepest;
        }
    }

    /**
     * Cuts a text at its {@code ---} lines, as apimachinery's {@code util/yaml} reader does; line numbers in messages count from the start
     * of a part.
     */
    public static List<Part> split(String text) throws Malformed {
        limit(text);
        List<Part> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int number = 0;
        int first = 1;
        for (String line : text.split("(?<=\n)", -1)) {
            number++;
            if (!line.startsWith("---")) {
                part.append(line);
                continue;
            }
            String rest = line.substring(3).strip();
            if (!rest.isEmpty() && !rest.startsWith("#")) {
                throw new Malformed("invalid Yaml document separator: " + rest, number);
            }
            if (part.isEmpty()) {
                part.append(line);
                continue;
            }
            add(parts, first, part);
            first = number + 1;
        }
        if (!part.isEmpty()) {
            add(parts, first, part);
        }
        return List.copyOf(parts);
    }

    private static void add(List<Part> parts, int first, StringBuilder part) throws Malformed {
        if (parts.size() == MAX_DOCUMENTS) {
            throw new Malformed("yaml: a text may hold at most " + MAX_DOCUMENTS + " documents", first);
        }
        parts.add(new Part(first, part.toString()));
        part.setLength(0);
    }

    /** Reads the first document of the text. Nulls are left out. */
    public static Document parse(String text) throws Malformed {
        limit(text);
        return YamlParser.read(text, null);
    }

    /** Reads a merge patch: null is read as {@link MergePatch#REMOVE}. */
    public static Document patch(String text) throws Malformed {
        limit(text);
        return YamlParser.read(text, MergePatch.REMOVE);
    }

    private static void limit(String text) throws Malformed {
        if (text.length() > MAX_CHARACTERS) {
            throw new Malformed("yaml: a text may have at most " + MAX_CHARACTERS + " characters", 1);
        }
    }

    /** The text as {@code kubectl -o yaml} prints it, with a line feed at the end. */
    public static String print(Object value) {
        return new YamlPrinter().print(value);
    }
}
