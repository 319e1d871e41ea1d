package dev.reconcile.exercise;

import dev.reconcile.kubelet.Images;
import dev.reconcile.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads an exercise's folder: {@code exercise.yaml}, {@code images.yaml}, a text and a solution per language, and what lies in {@code files/}. */
public final class ExerciseReader {
    /** What became of a folder: the exercise, or everything that is wrong with it. */
    public sealed interface Result {
        record Good(Exercise exercise) implements Result {}

        record Bad(List<Flaw> flaws) implements Result {}
    }

    static final List<String> FIELDS = List.of("order", "minutes", "kind", "teaches", "title", "summary", "cluster", "start", "events", "future",
            "checklist", "misconceptions", "next", "reading");
    private static final List<String> KINDS = Stream.of(Exercise.Kind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

    private final Path folder;
    private final String name;
    private final List<String> languages;
    private final List<Flaw> flaws = new ArrayList<>();

    private ExerciseReader(Path folder, List<String> languages) {
        this.folder = folder;
        this.name = folder.getFileName().toString();
        this.languages = languages;
    }

    /** @param languages tags of the languages in which every text must exist */
    public static Result read(Path folder, List<String> languages) {
        return new ExerciseReader(folder, languages).read();
    }

    private Result read() {
        YamlReader yaml = new YamlReader(name + "/exercise.yaml", content("exercise.yaml"));
        Optional<Exercise> exercise = yaml.root().map(root -> exercise(yaml, root));
        flaws.addAll(yaml.flaws());
        return flaws.isEmpty() ? new Result.Good(exercise.orElseThrow()) : new Result.Bad(flaws.stream().sorted(Flaw.ORDER).toList());
    }

    private Exercise exercise(YamlReader yaml, Map<String, Node> root) {
        FieldReader fields = new FieldReader(yaml, languages);
        ItemReader items = new ItemReader(fields);
        ScriptReader script = new ScriptReader(fields);
        yaml.onlyKnown(root, FIELDS, "an exercise");
        List<Item> checklist = items.items(root.get("checklist"));
        return new Exercise(
                name,
                yaml.number(root.get("order"), Long.MAX_VALUE, "order"),
                yaml.number(root.get("minutes"), 10, "minutes"),
                kind(yaml, root.get("kind")),
                yaml.texts(root.get("teaches"), "teaches"),
                fields.needed(null, root.get("title"), "title"),
                fields.needed(null, root.get("summary"), "summary"),
                texts(""),
                texts("solution."),
                script.cluster(root.get("cluster")),
                files(),
                images(),
                yaml.text(root.get("start"), "start").orElse(""),
                script.events(root.get("events"), checklist),
                script.future(root.get("future")),
                checklist,
                items.misconceptions(root.get("misconceptions")),
                walkthrough(),
                yaml.texts(root.get("next"), "next"),
                reading(fields, root.get("reading")));
    }

    private static Exercise.Kind kind(YamlReader yaml, Node node) {
        String written = yaml.text(node, "kind").orElse("lesson");
        if (!KINDS.contains(written)) {
            yaml.flaw(node, "kind should be one of " + String.join(", ", KINDS) + ", not \"" + written + "\"");
            return Exercise.Kind.LESSON;
        }
        return Exercise.Kind.valueOf(written.toUpperCase(Locale.ROOT));
    }

    private static List<Exercise.Reading> reading(FieldReader fields, Node list) {
        List<Exercise.Reading> pages = new ArrayList<>();
        for (Node node : fields.yaml().items(list, "reading")) {
            Map<String, Node> parts = fields.yaml().fields(node, "a page to read", List.of("title", "url"));
            pages.add(new Exercise.Reading(fields.needed(node, parts.get("title"), "title"), fields.same(parts.get("url"), "url")));
        }
        return pages;
    }

    private Localized texts(String prefix) {
        SortedMap<String, String> texts = new TreeMap<>();
        languages.forEach(language -> texts.put(language, content(prefix + language + ".md")));
        return new Localized(texts);
    }

    private List<Json> images() {
        String file = "images.yaml";
        if (!Files.isRegularFile(folder.resolve(file))) {
            return List.of();
        }
        YamlReader yaml = new YamlReader(name + "/" + file, content(file));
        for (Node image : yaml.items(yaml.document().orElse(null), "the file")) {
            Map<String, Node> parts = yaml.fields(image, "an image", Images.FIELDS);
            Stream.of("name", "tags").filter(needed -> !parts.containsKey(needed)).forEach(needed -> yaml.flaw(image, needed + " is missing"));
        }
        flaws.addAll(yaml.flaws());
        return yaml.flaws().isEmpty() ? FieldReader.plain(name + "/" + file, content(file), flaws) : List.of();
    }

    private String walkthrough() {
        Path solutions = folder.resolve("solutions");
        if (!Files.isDirectory(solutions)) {
            return "";
        }
        try (Stream<Path> found = Files.list(solutions)) {
            return found.filter(file -> file.toString().endsWith(".sh")).sorted().findFirst()
                    .map(file -> content(folder.relativize(file).toString())).orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        Path directory = folder.resolve("files");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> found = Files.walk(directory)) {
                found.filter(Files::isRegularFile).sorted()
                        .forEach(file -> files.put(directory.relativize(file).toString(), content(folder.relativize(file).toString())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** A file of the folder; a flaw and nothing where it does not exist or is empty. */
    private String content(String file) {
        Path path = folder.resolve(file);
        try {
            String text = Files.isRegularFile(path) ? Files.readString(path) : "";
            if (text.isBlank()) {
                flaws.add(Flaw.of(name + "/" + file, Files.isRegularFile(path) ? "the file is empty" : "the file is missing"));
            }
            return text;
        } catch (IOException e) {
            flaws.add(Flaw.of(name + "/" + file, "the file cannot be read: " + e.getMessage()));
            return "";
        }
    }
}
