package dev.reconcile.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns one YAML document into JSON values, the way go-yaml v2 ({@code decode.go}) and then {@code sigs.k8s.io/yaml} do. SnakeYAML reads the
 * syntax; what scalars mean is {@link YamlScalars}' business, what errors say is {@link YamlErrors}'.
 */
final class YamlParser {
    private static final String MERGE = "tag:yaml.org,2002:merge";
    private static final String BINARY = "tag:yaml.org,2002:binary";

    /** A value, where it stands, and how many values it is made of once aliases are followed. */
    private record Node(Object value, Yaml.Place place, int size) {}

    /** Tabs that may stand between tokens; each costs another reading of the text. */
    private static final int MAX_TABS = 50;

    private final String text;
    private final Parser events;
    private final Object whereNull;
    private final Map<String, Node> anchors = new HashMap<>();
    private final TreeSet<String> open = new TreeSet<>();
    private final List<Yaml.Duplicate> duplicates = new ArrayList<>();
    private int total;

    private YamlParser(String text, Object whereNull) {
        this.text = text;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(Yaml.MAX_DEPTH);
        // The end of the input is a line end, as it is for kubectl's reader.
        this.events = new ParserImpl(new StreamReader(text.endsWith("\n") || text.isEmpty() ? text : text + "\n"), options);
        this.whereNull = whereNull;
    }

    /**
     * Reads the first document of the text. SnakeYAML takes no tab between tokens, libyaml takes one after a colon; so such a tab is read as
     * a space.
     */
    static Yaml.Document read(String text, Object whereNull) throws Yaml.Malformed {
        StringBuilder spaced = new StringBuilder(text);
        for (int tabs = 0; ; tabs++) {
            YamlParser parser = new YamlParser(spaced.toString(), whereNull);
            try {
                return parser.document();
            } catch (YAMLException e) {
                int tab = YamlErrors.separatingTab(e, parser.text);
                if (tab < 0 || tabs == MAX_TABS) {
                    throw YamlErrors.malformed(e, text);
                }
                spaced.setCharAt(tab, ' ');
            }
        }
    }

    private Yaml.Document document() throws Yaml.Malformed {
        events.getEvent();
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return new Yaml.Document(null, List.of(), new Yaml.Place(1, Map.of()));
        }
        events.getEvent();
        Node root = node(0);
        events.getEvent();
        return new Yaml.Document(root.value(), List.copyOf(duplicates), root.place());
    }

    private Node node(int depth) throws Yaml.Malformed {
        Event event = events.getEvent();
        if (depth > Yaml.MAX_DEPTH) {
            throw malformed("exceeded max depth of " + Yaml.MAX_DEPTH, event);
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            open.add(anchor);
        }
        Node node = switch (event) {
            case ScalarEvent scalar -> new Node(scalar(scalar), place(event, Map.of()), 1);
            case SequenceStartEvent sequence -> sequence(sequence, depth);
            case MappingStartEvent mapping -> mapping(mapping, depth);
            default -> throw new IllegalStateException("a node starts with " + event.getEventId());
        };
        count(1, event);
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node alias(AliasEvent event) throws Yaml.Malformed {
        String name = event.getAnchor();
        if (open.contains(name)) {
            throw malformed("anchor '" + name + "' value contains itself", event);
        }
        Node node = anchors.get(name);
        if (node == null) {
            throw malformed("unknown anchor '" + name + "' referenced", event);
        }
        count(node.size(), event);
        return node;
    }

    private void count(int values, Event event) throws Yaml.Malformed {
        total += values;
        if (total > Yaml.MAX_VALUES) {
            throw malformed("document contains excessive aliasing", event);
        }
    }

    private Node sequence(SequenceStartEvent event, int depth) throws Yaml.Malformed {
        List<Object> items = new ArrayList<>();
        Map<String, Yaml.Place> places = new TreeMap<>();
        int size = 1;
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            Node item = node(depth + 1);
            places.put("[" + items.size() + "]", item.place());
            size += item.size();
            if (item.value() != null) {
                items.add(item.value());
            }
        }
        events.getEvent();
        return new Node(Json.list(items), place(event, places), size);
    }

    private Node mapping(MappingStartEvent event, int depth) throws Yaml.Malformed {
        Map<String, Object> fields = new TreeMap<>();
        Map<String, Yaml.Place> places = new TreeMap<>();
        TreeSet<String> written = new TreeSet<>();
        int size = 1;
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Event keyEvent = events.peekEvent();
            boolean merge = isMerge(keyEvent);
            Node key = node(depth + 1);
            Node value = node(depth + 1);
            size += value.size() + 1;
            if (merge) {
                merge(value.value(), fields, keyEvent);
                continue;
            }
            String name = key(key, value.value(), keyEvent);
            if (!written.add(name)) {
                duplicates.add(new Yaml.Duplicate(name, keyEvent.getStartMark().getLine() + 1));
            }
            fields.put(name, value.value());
            places.put(name, new Yaml.Place(key.place().line(), value.place().inside()));
        }
        events.getEvent();
        return new Node(Json.copyOf(fields), place(event, places), size);
    }

    private static boolean isMerge(Event key) {
        return key instanceof ScalarEvent scalar
                && scalar.getValue().equals("<<")
                && (scalar.getTag() == null && scalar.isPlain() || MERGE.equals(scalar.getTag()));
    }

    /** Of several mappings an earlier one wins, so they are put in from the last to the first. */
    private static void merge(Object value, Map<String, Object> fields, Event event) throws Yaml.Malformed {
        switch (value) {
            case Json json -> json.forEach(fields::put);
            case List<?> list when list.stream().allMatch(Json.class::isInstance) ->
                list.reversed().forEach(item -> ((Json) item).forEach(fields::put));
            case null, default -> throw malformed("map merge requires map or sequence of maps as the value", event);
        }
    }

    private String key(Node key, Object value, Event event) throws Yaml.Malformed {
        return switch (key.value()) {
            case String text when !text.equals(whereNull) -> text;
            case Long number -> number.toString();
            case Double number -> GoNumbers.shortest(number);
            case Boolean truth -> truth.toString();
            case Json json -> throw malformed("invalid map key: " + GoNumbers.dump(json, key.place().inside().keySet()), event);
            case List<?> list -> throw malformed("invalid map key: " + GoNumbers.dump(list), event);
            case null, default -> throw new Yaml.Malformed("unsupported map key of type: %!s(<nil>), key: <nil>, value: "
                    + (value == null ? "<nil>" : GoNumbers.dump(value)), event.getStartMark().getLine() + 1);
        };
    }

    private Object scalar(ScalarEvent event) throws Yaml.Malformed {
        String tag = event.getTag();
        String text = event.getValue();
        if (tag == null && !event.isPlain()) {
            return text;
        }
        if (BINARY.equals(tag)) {
            try {
                return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw malformed("!!binary value contains invalid base64 data", event);
            }
        }
        try {
            Object value = YamlScalars.resolve(tag == null ? "" : tag, text);
            return value == null ? whereNull : value;
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith("json:")
                    ? new Yaml.Malformed(e.getMessage(), event.getStartMark().getLine() + 1)
                    : malformed(e.getMessage(), event);
        }
    }

    private static Yaml.Place place(Event event, Map<String, Yaml.Place> inside) {
        return new Yaml.Place(event.getStartMark().getLine() + 1, inside);
    }

    private static Yaml.Malformed malformed(String problem, Event event) {
        return new Yaml.Malformed("yaml: " + problem, event.getStartMark().getLine() + 1);
    }
}
