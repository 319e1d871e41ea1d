package dev.reconcile.exercise;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML file of an exercise author: hands out values, and collects a flaw with its place for everything that is not as it should be. */
final class YamlReader {
    private final String file;
    private final String text;
    private final List<Flaw> flaws = new ArrayList<>();

    YamlReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    void flaw(Node at, String message) {
        flaw(at == null ? null : at.getStartMark(), message);
    }

    private void flaw(Mark at, String message) {
        flaws.add(at == null ? Flaw.of(file, message) : new Flaw(file, at.getLine() + 1, at.getColumn() + 1, message));
    }

    /** A flaw at a character of a text's value, wherever folding and indentation have put it in the file. */
    void flaw(ScalarNode at, int offset, String message) {
        int index = ScalarPlaces.place(text, at, offset);
        int line = (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
        flaws.add(new Flaw(file, line + 1, index - text.lastIndexOf('\n', index - 1), message));
    }

    /** The file's mapping; empty, with a flaw, if it cannot be read. */
    Optional<Map<String, Node>> root() {
        return document().map(root -> fields(root, "the file"));
    }

    /** The file's document; empty if there is none, and with a flaw if it cannot be read. */
    Optional<Node> document() {
        try {
            return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            flaw(e.getProblemMark(), e.getProblem());
        } catch (YAMLException e) {
            flaw((Node) null, e.getMessage());
        }
        return Optional.empty();
    }

    Map<String, Node> fields(Node node, String what) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    fields.put(key.getValue(), tuple.getValueNode());
                }
            }
        } else {
            flaw(node, what + " should be a mapping");
        }
        return fields;
    }

    /** The fields of a mapping that may have only these. */
    Map<String, Node> fields(Node node, String what, List<String> known) {
        Map<String, Node> fields = fields(node, what);
        onlyKnown(fields, known, what);
        return fields;
    }

    List<Node> items(Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            flaw(node, what + " should be a list");
        }
        return List.of();
    }

    Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        if (node != null) {
            flaw(node, what + " should be a text");
        }
        return Optional.empty();
    }

    /** A list of texts; a single text stands for a list of it. */
    List<String> texts(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return List.of(scalar.getValue());
        }
        List<String> texts = new ArrayList<>();
        items(node, what).forEach(item -> text(item, what).ifPresent(texts::add));
        return texts;
    }

    long number(Node node, long otherwise, String what) {
        Optional<String> written = text(node, what);
        if (written.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(written.get());
        } catch (NumberFormatException e) {
            flaw(node, what + " should be a whole number, not \"" + written.get() + "\"");
            return otherwise;
        }
    }

    boolean truth(Node node, String what) {
        Optional<String> written = text(node, what);
        if (written.isPresent() && !written.get().equals("true") && !written.get().equals("false")) {
            flaw(node, what + " should be true or false, not \"" + written.get() + "\"");
        }
        return written.map("true"::equals).orElse(false);
    }

    void onlyKnown(Map<String, Node> fields, List<String> known, String what) {
        fields.forEach((name, node) -> {
            if (!known.contains(name)) {
                flaw(node, what + " has no field \"" + name + "\"; there are " + String.join(", ", known));
            }
        });
    }
}
