package dev.reconcile.exercise;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML file of an exercise author: hands out values, and collects a flaw with its line for everything that is not as it should be. */
final class YamlReader {
    private final String file;
    private final List<Flaw> flaws = new ArrayList<>();

    YamlReader(String file) {
        this.file = file;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    void flaw(Node at, String message) {
        flaws.add(new Flaw(file, at == null ? 0 : at.getStartMark().getLine() + 1, message));
    }

    /** The file's mapping; empty, with a flaw, if it holds none. */
    Map<String, Node> root(String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return root == null ? fields(null, "the file") : fields(root, "the file");
        } catch (MarkedYAMLException e) {
            flaws.add(new Flaw(file, e.getProblemMark().getLine() + 1, e.getProblem()));
        } catch (YAMLException e) {
            flaws.add(new Flaw(file, 0, e.getMessage()));
        }
        return Map.of();
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

    List<String> texts(Node node, String what) {
        List<String> texts = new ArrayList<>();
        items(node, what).forEach(item -> text(item, what).ifPresent(texts::add));
        return texts;
    }

    long number(Node node, long otherwise, String what) {
        Optional<String> text = text(node, what);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(text.get());
        } catch (NumberFormatException e) {
            flaw(node, what + " should be a whole number, not \"" + text.get() + "\"");
            return otherwise;
        }
    }

    void onlyKnown(Map<String, Node> fields, List<String> known, String what) {
        fields.forEach((name, node) -> {
            if (!known.contains(name)) {
                flaw(node, what + " has no field \"" + name + "\"; there are " + String.join(", ", known));
            }
        });
    }
}
