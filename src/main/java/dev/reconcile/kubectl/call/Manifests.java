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
        read(invocation, names, recursive, input, documents);
        return documents;
    }

    /** Adds one document after the other; those before a bad one are there when it is thrown. */
    public static void read(Invocation invocation, List<String> names, boolean recursive, String input, List<Document> documents) throws CommandFailure {
        for (String name : names) {
            if (name.equals("-")) {
                parse(input, STDIN, documents);
            } else if (name.startsWith("http://") || name.startsWith("https://")) {
                throw CommandFailure.error("this lab has no way to \"" + name + "\": save the manifest as a file and use -f FILE");
            } else {
                readPath(invocation, name, recursive, documents);
            }
        }
    }

    private static void readPath(Invocation invocation, String name, boolean recursive, List<Document> documents) throws CommandFailure {
        FileNode node = invocation.files().at(invocation.path(name))
                .orElseThrow(() -> CommandFailure.error("the path \"" + name + "\" does not exist"));
        switch (node) {
            case FileNode.TextFile file -> parse(file.content(), name, documents);
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
                        parse(file.content(), path + name, documents);
                    }
                }
            }
        }
    }

    /** The documents of a text; the items of a {@code List} count as documents of their own. */
    public static List<Document> parse(String text, String source) throws CommandFailure {
        List<Document> documents = new ArrayList<>();
        parse(text, source, documents);
        return documents;
    }

    private static void parse(String text, String source, List<Document> documents) throws CommandFailure {
        try {
            for (Yaml.Part part : Yaml.split(text)) {
                add(Yaml.parse(part.text()).value(), source, documents);
            }
        } catch (Yaml.Malformed e) {
            throw CommandFailure.error("error parsing " + source + ": error converting YAML to JSON: " + e.getMessage());
        }
    }

    private static void add(Object value, String source, List<Document> documents) throws CommandFailure {
        if (value == null) {
            return;
        }
        if (!(value instanceof Json object)) {
            throw CommandFailure.error("error validating \"" + source + "\": error validating data: invalid object to validate;"
                    + " if you choose to ignore these errors, turn validation off with --validate=false");
        }
        if (object.textOrEmpty("kind").endsWith("List") && object.has("items")) {
            object.objects("items").forEach(item -> documents.add(new Document(item, source)));
        } else if (!object.isEmpty()) {
            documents.add(new Document(object, source));
        }
    }
}
