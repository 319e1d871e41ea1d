package dev.reconcile.kubectl.call;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.Invocation;
import java.util.ArrayList;
import java.util.List;

/** Reads the objects of {@code -f}: files, directories, standard input ({@code cli-runtime/pkg/resource/visitor.go}). */
public final class Manifests {
    private static final List<String> EXTENSIONS = List.of(".json", ".yaml", ".yml");
    public static final String STDIN = "STDIN";

    /**
     * One document.
     *
     * @param source the file's name as it was written, or {@link #STDIN}
     */
    public record Document(Json object, String source) {}

    private Manifests() {}

    /** Whether nothing has to be awaited: standard input has ended, or is not among the names. */
    public static boolean ready(Invocation invocation, List<String> names) {
        return !names.contains("-") || invocation.io().in().ended();
    }

    /** @param input what standard input held */
    public static List<Document> read(Invocation invocation, List<String> names, boolean recursive, String input) throws CommandFailure {
        List<Document> documents = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                documents.addAll(parse(input, STDIN));
            } else if (name.startsWith("http://") || name.startsWith("https://")) {
                throw CommandFailure.error("this lab has no way to \"" + name + "\": save the manifest as a file and use -f FILE");
            } else {
                readPath(invocation, name, recursive, documents);
            }
        }
        return documents;
    }

    private static void readPath(Invocation invocation, String name, boolean recursive, List<Document> documents) throws CommandFailure {
        FileNode node = invocation.files().at(invocation.path(name))
                .orElseThrow(() -> CommandFailure.error("the path \"" + name + "\" does not exist"));
        switch (node) {
            case FileNode.TextFile file -> documents.addAll(parse(file.content(), name));
            case FileNode.Directory directory -> {
                List<Document> inside = new ArrayList<>();
                readDirectory(directory, name.endsWith("/") ? name : name + "/", recursive, inside);
                if (inside.isEmpty()) {
                    throw CommandFailure.error("error reading [" + name + "]: recognized file extensions are [.json .yaml .yml]");
                }
                documents.addAll(inside);
            }
        }
    }

    private static void readDirectory(FileNode.Directory directory, String path, boolean recursive, List<Document> documents) throws CommandFailure {
        for (String name : directory.entries().keySet()) {
            switch (directory.entries().get(name)) {
                case FileNode.Directory inner -> {
                    if (recursive) {
                        readDirectory(inner, path + name + "/", true, documents);
                    }
                }
                case FileNode.TextFile file -> {
                    if (EXTENSIONS.stream().anyMatch(name::endsWith)) {
                        documents.addAll(parse(file.content(), path + name));
                    }
                }
            }
        }
    }

    /** The documents of a text; the items of a {@code List} count as documents of their own. */
    public static List<Document> parse(String text, String source) throws CommandFailure {
        List<Document> documents = new ArrayList<>();
        for (Object value : values(text, source)) {
            if (!(value instanceof Json object)) {
                throw CommandFailure.error("error parsing " + source + ": error converting YAML to JSON: the document is not a mapping");
            }
            if (object.textOrEmpty("kind").endsWith("List") && object.has("items")) {
                object.objects("items").forEach(item -> documents.add(new Document(item, source)));
            } else if (!object.isEmpty()) {
                documents.add(new Document(object, source));
            }
        }
        return documents;
    }

    private static List<Object> values(String text, String source) throws CommandFailure {
        List<Object> values = new ArrayList<>();
        try {
            for (Yaml.Part part : Yaml.split(text)) {
                Object value = Yaml.parse(part.text()).value();
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        } catch (Yaml.Malformed e) {
            throw CommandFailure.error("error parsing " + source + ": error converting YAML to JSON: " + e.getMessage());
        }
    }
}
