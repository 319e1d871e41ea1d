package dev.reconcile.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads an exercise's folder: {@code exercise.yaml}, a text per language, and what lies in {@code files/}. */
public final class ExerciseReader {
    /** What became of a folder: the exercise, or everything that is wrong with it. */
    public sealed interface Result {
        record Good(Exercise exercise) implements Result {}

        record Bad(List<Flaw> flaws) implements Result {}
    }

    private static final List<String> GOALS = List.of("now", "eventually", "always", "never", "holdsFor", "inOrder", "count", "lookedAt");
    private static final List<String> ITEM_FIELDS = Stream.concat(
                    Stream.of("id", "title", "after", "optional", "values", "found", "wanted", "hints"), GOALS.stream())
            .toList();

    private final Path folder;
    private final List<String> languages;
    private final YamlReader yaml;
    private final List<Flaw> flaws = new ArrayList<>();

    private ExerciseReader(Path folder, List<String> languages) {
        this.folder = folder;
        this.languages = languages;
        this.yaml = new YamlReader(folder.getFileName() + "/exercise.yaml");
    }

    /** @param languages tags of the languages in which every text must exist */
    public static Result read(Path folder, List<String> languages) {
        return new ExerciseReader(folder, languages).read();
    }

    private Result read() {
        Map<String, Node> root = yaml.root(content(folder.resolve("exercise.yaml")));
        yaml.onlyKnown(root, List.of("order", "minutes", "title", "checklist"), "an exercise");
        List<Item> items = new ArrayList<>();
        yaml.items(root.get("checklist"), "checklist").forEach(node -> items.add(item(node)));
        if (items.isEmpty()) {
            yaml.flaw(root.get("checklist"), "an exercise needs a checklist with items");
        }
        checkReferences(items, root.get("checklist"));
        Exercise exercise = new Exercise(
                folder.getFileName().toString(),
                yaml.number(root.get("order"), Long.MAX_VALUE, "order"),
                yaml.number(root.get("minutes"), 10, "minutes"),
                localized(root.get("title"), "title", true),
                texts(),
                files(),
                items);
        flaws.addAll(yaml.flaws());
        return flaws.isEmpty() ? new Result.Good(exercise) : new Result.Bad(List.copyOf(flaws));
    }

    private Item item(Node node) {
        Map<String, Node> fields = yaml.fields(node, "an item");
        yaml.onlyKnown(fields, ITEM_FIELDS, "an item");
        String id = yaml.text(fields.get("id"), "id").orElse("");
        if (id.isEmpty()) {
            yaml.flaw(node, "an item needs an id");
        }
        List<Localized> hints = new ArrayList<>();
        yaml.items(fields.get("hints"), "hints").forEach(hint -> hints.add(localized(hint, "a hint", true)));
        return new Item(
                id,
                localized(fields.get("title"), "title", true),
                goal(node, fields),
                yaml.text(fields.get("after"), "after").orElse(""),
                yaml.text(fields.get("optional"), "optional").map("true"::equals).orElse(false),
                values(fields.get("values")),
                localized(fields.get("found"), "found", true),
                localized(fields.get("wanted"), "wanted", true),
                hints);
    }

    private Goal goal(Node item, Map<String, Node> fields) {
        List<String> modes = GOALS.stream().filter(fields::containsKey).toList();
        if (modes.size() != 1) {
            yaml.flaw(item, "an item needs one goal of " + String.join(", ", GOALS) + "; found " + (modes.isEmpty() ? "none" : String.join(", ", modes)));
            return new Goal.InOrder(List.of());
        }
        String mode = modes.getFirst();
        Node node = fields.get(mode);
        return switch (mode) {
            case "now" -> new Goal.Now(expression(node));
            case "eventually" -> new Goal.Eventually(expression(node));
            case "always" -> {
                Map<String, Node> stretch = stretch(node, mode);
                yield new Goal.Always(expression(stretch.get("condition")), bound(stretch, "from"), bound(stretch, "to"));
            }
            case "never" -> {
                Map<String, Node> stretch = stretch(node, mode);
                yield new Goal.Never(expression(stretch.get("condition")), bound(stretch, "from"), bound(stretch, "to"));
            }
            case "holdsFor" -> {
                Map<String, Node> parts = yaml.fields(node, mode);
                yield new Goal.HoldsFor(expression(parts.get("condition")), 1000 * yaml.number(parts.get("seconds"), 0, "seconds"));
            }
            case "inOrder" -> new Goal.InOrder(yaml.items(node, mode).stream().map(this::expression).toList());
            case "count" -> {
                Map<String, Node> parts = yaml.fields(node, mode);
                yield new Goal.Count(expression(parts.get("entry")), yaml.number(parts.get("atLeast"), 1, "atLeast"));
            }
            default -> {
                Map<String, Node> parts = yaml.fields(node, mode);
                yaml.onlyKnown(parts, List.of("resources", "name"), mode);
                yield new Goal.LookedAt(yaml.texts(parts.get("resources"), "resources"), yaml.text(parts.get("name"), "name").orElse(""));
            }
        };
    }

    private Map<String, Node> stretch(Node node, String mode) {
        Map<String, Node> parts = yaml.fields(node, mode);
        yaml.onlyKnown(parts, List.of("condition", "from", "to"), mode);
        return parts;
    }

    private String bound(Map<String, Node> stretch, String name) {
        return yaml.text(stretch.get(name), name).orElse("");
    }

    private Expression expression(Node node) {
        String source = yaml.text(node, "an expression").orElse("false");
        try {
            return Expression.compile(source);
        } catch (Expression.Malformed e) {
            yaml.flaw(node, "the expression is not right at " + e.getMessage());
            return Expression.NEVER;
        }
    }

    private SortedMap<String, Expression> values(Node node) {
        SortedMap<String, Expression> values = new TreeMap<>();
        if (node != null) {
            yaml.fields(node, "values").forEach((name, value) -> values.put(name, expression(value)));
        }
        return values;
    }

    private Localized localized(Node node, String what, boolean needed) {
        if (node == null) {
            if (needed) {
                yaml.flaw(null, what + " is missing");
            }
            return Localized.NONE;
        }
        SortedMap<String, String> texts = new TreeMap<>();
        yaml.fields(node, what).forEach((language, text) -> yaml.text(text, what).ifPresent(t -> texts.put(language, t)));
        languages.stream()
                .filter(language -> !texts.containsKey(language) || texts.get(language).isBlank())
                .forEach(language -> yaml.flaw(node, what + " has no text in \"" + language + "\""));
        return new Localized(texts);
    }

    /** Items may only lean on items that stand before them. */
    private void checkReferences(List<Item> items, Node at) {
        Set<String> seen = new HashSet<>();
        for (Item item : items) {
            for (String other : references(item)) {
                if (!other.isEmpty() && !seen.contains(other)) {
                    yaml.flaw(at, "item \"" + item.id() + "\" leans on \"" + other + "\", which is no item before it");
                }
            }
            if (!seen.add(item.id())) {
                yaml.flaw(at, "two items are called \"" + item.id() + "\"");
            }
        }
    }

    private static List<String> references(Item item) {
        return switch (item.goal()) {
            case Goal.Always goal -> List.of(item.after(), goal.from(), goal.to());
            case Goal.Never goal -> List.of(item.after(), goal.from(), goal.to());
            case Goal.Now goal -> List.of(item.after());
            case Goal.Eventually goal -> List.of(item.after());
            case Goal.HoldsFor goal -> List.of(item.after());
            case Goal.InOrder goal -> List.of(item.after());
            case Goal.Count goal -> List.of(item.after());
            case Goal.LookedAt goal -> List.of(item.after());
        };
    }

    private Localized texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String language : languages) {
            String text = content(folder.resolve(language + ".md"));
            if (!text.isBlank()) {
                texts.put(language, text);
            }
        }
        return new Localized(texts);
    }

    private SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        Path directory = folder.resolve("files");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> found = Files.walk(directory)) {
                found.filter(Files::isRegularFile).sorted().forEach(file -> files.put(directory.relativize(file).toString(), content(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private String content(Path file) {
        if (!Files.isRegularFile(file)) {
            flaws.add(new Flaw(folder.getFileName() + "/" + file.getFileName(), 0, "the file is missing"));
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            flaws.add(new Flaw(folder.getFileName() + "/" + file.getFileName(), 0, "the file cannot be read: " + e.getMessage()));
            return "";
        }
    }
}
