package dev.reconcile.exercise;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the values that fields of {@code exercise.yaml} have: texts in all languages, expressions, stretches of time. */
final class FieldReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)");

    private final YamlReader yaml;
    private final List<String> languages;

    /** @param languages tags of the languages in which every text must exist */
    FieldReader(YamlReader yaml, List<String> languages) {
        this.yaml = yaml;
        this.languages = languages;
    }

    YamlReader yaml() {
        return yaml;
    }

    /** @param owner what the text belongs to: where its absence is told */
    Localized needed(Node owner, Node node, String what) {
        if (node == null) {
            yaml.flaw(owner, what + " is missing");
            return Localized.NONE;
        }
        return localized(node, what);
    }

    /** A text that may be left out, but not in one language only. */
    Localized optional(Node node, String what) {
        return node == null ? Localized.NONE : localized(node, what);
    }

    private Localized localized(Node node, String what) {
        return localized(node, yaml.fields(node, what, languages), what);
    }

    /** The texts among the fields of something that has other fields too. */
    Localized localized(Node node, Map<String, Node> fields, String what) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String language : languages) {
            String text = yaml.text(fields.get(language), what).orElse("");
            texts.put(language, text);
            if (text.isBlank()) {
                yaml.flaw(node, what + " has no text in \"" + language + "\"");
            }
        }
        return new Localized(texts);
    }

    /** A text that is the same in all languages where it is not written as a mapping. */
    Localized same(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            SortedMap<String, String> texts = new TreeMap<>();
            languages.forEach(language -> texts.put(language, scalar.getValue()));
            return new Localized(texts);
        }
        return localized(node, what);
    }

    /** A condition about the objects. */
    Expression condition(Node owner, Node node, String what) {
        Expression condition = conditionAboutEntries(owner, node, what);
        if (condition.isAboutEntries()) {
            yaml.flaw(node, "only the entry of a count can read \"entry\"");
        }
        return condition;
    }

    /** A condition that may read an entry of the log. */
    Expression conditionAboutEntries(Node owner, Node node, String what) {
        Expression condition = expression(owner, node, what);
        if (!condition.isCondition()) {
            yaml.flaw(node, "a condition is true or false; this is of type " + condition.type());
        }
        return condition;
    }

    Expression expression(Node owner, Node node, String what) {
        if (node == null) {
            yaml.flaw(owner, what + " is missing");
            return Expression.NEVER;
        }
        if (!(node instanceof ScalarNode scalar)) {
            yaml.flaw(node, what + " should be a text: an expression in CEL");
            return Expression.NEVER;
        }
        try {
            return Expression.compile(scalar.getValue());
        } catch (Expression.Malformed e) {
            yaml.flaw(scalar, e.offset(), "the expression is not right here: " + e.getMessage());
            return Expression.NEVER;
        }
    }

    SortedMap<String, Expression> expressions(Node node, String what) {
        SortedMap<String, Expression> expressions = new TreeMap<>();
        if (node != null) {
            yaml.fields(node, what).forEach((name, value) -> expressions.put(name, expression(node, value, name)));
        }
        return expressions;
    }

    /** Milliseconds of a text such as {@code 90s}, {@code 10m} or {@code 2h}. */
    long duration(Node node, long otherwise, String what) {
        String text = yaml.text(node, what).orElse(null);
        if (text == null) {
            return otherwise;
        }
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            yaml.flaw(node, what + " should be a duration such as 90s, 10m or 2h, not \"" + text + "\"");
            return otherwise;
        }
        return Long.parseLong(duration.group(1)) * switch (duration.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    /** Milliseconds after midnight of a text such as {@code 21:30}. */
    OptionalLong timeOfDay(Node node, String what) {
        String text = yaml.text(node, what).orElse(null);
        if (text == null) {
            return OptionalLong.empty();
        }
        Matcher time = TIME_OF_DAY.matcher(text);
        if (!time.matches()) {
            yaml.flaw(node, what + " should be a time of day such as \"21:30\" in quotes, not \"" + text + "\"");
            return OptionalLong.empty();
        }
        return OptionalLong.of((Long.parseLong(time.group(1)) * 60 + Long.parseLong(time.group(2))) * 60_000);
    }

    /** The items of a file that is a list of mappings, as plain data. */
    static List<Json> plain(String file, String text, List<Flaw> flaws) {
        List<Json> items = new ArrayList<>();
        try {
            if (Yaml.parse(text).value() instanceof List<?> list) {
                list.stream().filter(Json.class::isInstance).map(Json.class::cast).forEach(items::add);
            } else {
                flaws.add(Flaw.of(file, "the file should be a list"));
            }
        } catch (Yaml.Malformed e) {
            flaws.add(Flaw.of(file, e.getMessage()));
        }
        return items;
    }

    /** Whether the value is written as a mapping. */
    static boolean isMapping(Node node) {
        return node instanceof MappingNode;
    }
}
