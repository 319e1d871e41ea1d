package dev.reconcile.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads checklist items and misconceptions: what they are about is a goal in one of the modes. */
final class ItemReader {
    private static final List<String> GOALS = List.of("now", "eventually", "always", "never", "holdsFor", "inOrder", "count", "lookedAt");
    static final List<String> ITEM_FIELDS = Stream.concat(
                    Stream.of("id", "title", "after", "optional", "inFuture", "weight", "values", "found", "wanted", "hints"), GOALS.stream())
            .toList();
    static final List<String> MISCONCEPTION_FIELDS = Stream.concat(Stream.of("id", "after", "question"), GOALS.stream()).toList();

    /** What a hint costs if its writer does not say: the first nudge is free. Points of a hundred, by tier. */
    private static final long[] HINT_COSTS = {0, 5, 10};

    private final FieldReader fields;
    private final YamlReader yaml;
    private final Set<String> known = new TreeSet<>();

    ItemReader(FieldReader fields) {
        this.fields = fields;
        this.yaml = fields.yaml();
    }

    List<Item> items(Node checklist) {
        List<Item> items = new ArrayList<>();
        yaml.items(checklist, "checklist").forEach(node -> items.add(item(node)));
        if (items.isEmpty()) {
            yaml.flaw(checklist, "an exercise needs a checklist with items");
        }
        return items;
    }

    private Item item(Node node) {
        Map<String, Node> parts = yaml.fields(node, "an item", ITEM_FIELDS);
        boolean inFuture = yaml.truth(parts.get("inFuture"), "inFuture");
        Item item = new Item(
                id(node, parts, "an item"),
                fields.needed(node, parts.get("title"), "title"),
                goal(node, parts, inFuture),
                earlier(parts.get("after"), "after"),
                yaml.truth(parts.get("optional"), "optional"),
                inFuture,
                yaml.number(parts.get("weight"), 1, "weight"),
                fields.expressions(parts.get("values"), "values"),
                fields.needed(node, parts.get("found"), "found"),
                fields.needed(node, parts.get("wanted"), "wanted"),
                hints(parts.get("hints")));
        checkPlaceholders(item, parts.get("found"));
        if (!known.add(item.id())) {
            yaml.flaw(node, "two items are called \"" + item.id() + "\"");
        }
        return item;
    }

    private String id(Node node, Map<String, Node> parts, String what) {
        String id = yaml.text(parts.get("id"), "id").orElse("");
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            yaml.flaw(parts.getOrDefault("id", node), what + " needs an id of small letters, digits and dashes");
        }
        return id;
    }

    /** Items may only lean on items that stand before them. */
    private List<String> earlier(Node node, String what) {
        List<String> others = yaml.texts(node, what);
        for (String other : others) {
            if (!known.contains(other)) {
                yaml.flaw(node, what + ": there is no item \"" + other + "\" before this one");
            }
        }
        return others;
    }

    private List<Item.Hint> hints(Node node) {
        List<Item.Hint> hints = new ArrayList<>();
        for (Node hint : yaml.items(node, "hints")) {
            Map<String, Node> parts = yaml.fields(hint, "a hint");
            long usual = HINT_COSTS[Math.min(hints.size(), HINT_COSTS.length - 1)];
            hints.add(new Item.Hint(fields.localized(hint, parts, "a hint"), yaml.number(parts.get("cost"), usual, "cost")));
        }
        return hints;
    }

    private void checkPlaceholders(Item item, Node at) {
        item.found().byLanguage().values().forEach(text -> {
            Matcher placeholder = Grading.PLACEHOLDER.matcher(text);
            while (placeholder.find()) {
                if (!item.values().containsKey(placeholder.group(1))) {
                    yaml.flaw(at, "found names {" + placeholder.group(1) + "}, which is none of the item's values");
                }
            }
        });
    }

    List<Misconception> misconceptions(Node list) {
        List<Misconception> misconceptions = new ArrayList<>();
        for (Node node : yaml.items(list, "misconceptions")) {
            Map<String, Node> parts = yaml.fields(node, "a misconception", MISCONCEPTION_FIELDS);
            misconceptions.add(new Misconception(id(node, parts, "a misconception"), earlier(parts.get("after"), "after"), goal(node, parts, true),
                    fields.needed(node, parts.get("question"), "question")));
        }
        return misconceptions;
    }

    private Goal goal(Node owner, Map<String, Node> parts, boolean openEnd) {
        List<String> modes = GOALS.stream().filter(parts::containsKey).toList();
        if (modes.size() != 1) {
            yaml.flaw(owner, "one goal is needed of " + String.join(", ", GOALS) + "; found " + (modes.isEmpty() ? "none" : String.join(", ", modes)));
            return new Goal.InOrder(List.of());
        }
        String mode = modes.getFirst();
        Node node = parts.get(mode);
        return switch (mode) {
            case "now" -> new Goal.Now(fields.condition(owner, node, mode));
            case "eventually" -> eventually(owner, node);
            case "always" -> {
                Map<String, Node> stretch = stretch(node, mode, openEnd);
                yield new Goal.Always(fields.condition(node, stretch.get("condition"), "condition"), bound(stretch, "from"), bound(stretch, "to"));
            }
            case "never" -> {
                Map<String, Node> stretch = stretch(node, mode, openEnd);
                yield new Goal.Never(fields.condition(node, stretch.get("condition"), "condition"), bound(stretch, "from"), bound(stretch, "to"));
            }
            case "holdsFor" -> {
                Map<String, Node> holds = yaml.fields(node, mode, List.of("condition", "for"));
                yield new Goal.HoldsFor(fields.condition(node, holds.get("condition"), "condition"), fields.duration(holds.get("for"), 0, "for"));
            }
            case "inOrder" -> new Goal.InOrder(yaml.items(node, mode).stream().map(each -> fields.condition(node, each, "a condition")).toList());
            case "count" -> {
                Map<String, Node> count = yaml.fields(node, mode, List.of("entry", "atLeast", "within"));
                yield new Goal.Count(fields.conditionAboutEntries(node, count.get("entry"), "entry"),
                        Math.clamp(yaml.number(count.get("atLeast"), 1, "atLeast"), 1, Integer.MAX_VALUE), fields.duration(count.get("within"), 0, "within"));
            }
            default -> lookedAt(node);
        };
    }

    private Goal eventually(Node owner, Node node) {
        if (!FieldReader.isMapping(node)) {
            return new Goal.Eventually(fields.condition(owner, node, "eventually"), 0);
        }
        Map<String, Node> parts = yaml.fields(node, "eventually", List.of("condition", "within"));
        return new Goal.Eventually(fields.condition(node, parts.get("condition"), "condition"), fields.duration(parts.get("within"), 0, "within"));
    }

    private Goal lookedAt(Node node) {
        Map<String, Node> parts = yaml.fields(node, "lookedAt", List.of("resources", "anyOf", "namespace", "name"));
        boolean any = parts.containsKey("anyOf");
        if (any == parts.containsKey("resources")) {
            yaml.flaw(node, "lookedAt needs either resources (all of them) or anyOf (one of them)");
        }
        List<String> resources = yaml.texts(parts.get(any ? "anyOf" : "resources"), "resources");
        for (String resource : resources) {
            if (!Scope.isResource(resource.replaceFirst("/.*", ""))) {
                yaml.flaw(parts.get(any ? "anyOf" : "resources"), "there is no resource \"" + resource + "\"; write it as in deployments.apps, pods, pods/log");
            }
        }
        return new Goal.LookedAt(resources, any, yaml.text(parts.get("namespace"), "namespace").orElse(""), yaml.text(parts.get("name"), "name").orElse(""));
    }

    private Map<String, Node> stretch(Node node, String mode, boolean openEnd) {
        Map<String, Node> parts = yaml.fields(node, mode, List.of("condition", "from", "to"));
        if (!openEnd && !parts.containsKey("to")) {
            yaml.flaw(node, mode + " needs a \"to\": the item with which the stretch ends");
        }
        return parts;
    }

    private String bound(Map<String, Node> stretch, String name) {
        List<String> bound = earlier(stretch.get(name), name);
        return bound.isEmpty() ? "" : bound.getFirst();
    }
}
