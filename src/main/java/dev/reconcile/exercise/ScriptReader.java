package dev.reconcile.exercise;

import dev.reconcile.cluster.Fault;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what an exercise does itself: the cluster that it sets up, the events on the way, and the future that "Check my work" plays. */
final class ScriptReader {
    static final List<String> TURNS = List.of("wait", "run", "fault");
    static final List<String> CLUSTER_FIELDS = List.of("workers", "nodes", "time");
    static final List<String> EVENT_FIELDS = with("at", "after", "delay", "say", "as");
    static final List<String> FUTURE_FIELDS = with("as");

    private static final String COLLEAGUE = "colleague";

    private final FieldReader fields;
    private final YamlReader yaml;

    ScriptReader(FieldReader fields) {
        this.fields = fields;
        this.yaml = fields.yaml();
    }

    Shape cluster(Node node) {
        if (node == null) {
            return new Shape(3, new TreeMap<>(), OptionalLong.empty());
        }
        Map<String, Node> parts = yaml.fields(node, "cluster", CLUSTER_FIELDS);
        long workers = yaml.number(parts.get("workers"), 3, "workers");
        if (workers < Shape.FEWEST_WORKERS || workers > Shape.MOST_WORKERS) {
            yaml.flaw(parts.get("workers"), "workers should be a number from " + Shape.FEWEST_WORKERS + " to " + Shape.MOST_WORKERS);
        }
        SortedMap<String, Shape.NodeShape> nodes = new TreeMap<>();
        if (parts.containsKey("nodes")) {
            yaml.fields(parts.get("nodes"), "nodes").forEach((name, shape) -> nodes.put(name, node(name, shape, workers)));
        }
        return new Shape(Math.clamp(workers, Shape.FEWEST_WORKERS, Shape.MOST_WORKERS), nodes, fields.timeOfDay(parts.get("time"), "time"));
    }

    private Shape.NodeShape node(String name, Node node, long workers) {
        boolean known = name.equals("control-plane") || Stream.iterate(1, i -> i + 1).limit(workers).anyMatch(i -> name.equals("worker-" + i));
        if (!known) {
            yaml.flaw(node, "there is no node \"" + name + "\": they are control-plane and worker-1 to worker-" + workers);
        }
        Map<String, Node> parts = yaml.fields(node, "a node", List.of("labels", "taints"));
        Map<String, String> labels = new LinkedHashMap<>();
        if (parts.containsKey("labels")) {
            yaml.fields(parts.get("labels"), "labels").forEach((label, value) -> labels.put(label, yaml.text(value, "a label").orElse("")));
        }
        List<Json> taints = new ArrayList<>();
        yaml.texts(parts.get("taints"), "taints").forEach(taint -> taints.add(taint(parts.get("taints"), taint)));
        return new Shape.NodeShape(labels, taints);
    }

    /** {@code key=value:Effect} or {@code key:Effect}, as {@code kubectl taint} writes them. */
    private Json taint(Node at, String written) {
        String[] parts = written.split(":");
        if (parts.length != 2 || !List.of("NoSchedule", "PreferNoSchedule", "NoExecute").contains(parts[1])) {
            yaml.flaw(at, "a taint is written key=value:Effect, not \"" + written + "\"");
            return Json.EMPTY;
        }
        String[] keyAndValue = parts[0].split("=", 2);
        return Json.of("key", keyAndValue[0], "value", keyAndValue.length == 2 ? keyAndValue[1] : null, "effect", parts[1]);
    }

    List<Happening> events(Node list, List<Item> items) {
        List<String> ids = items.stream().map(Item::id).toList();
        List<Happening> happenings = new ArrayList<>();
        for (Node node : yaml.items(list, "events")) {
            Map<String, Node> parts = yaml.fields(node, "an event", EVENT_FIELDS);
            String after = yaml.text(parts.get("after"), "after").orElse("");
            if (parts.containsKey("at") == parts.containsKey("after")) {
                yaml.flaw(node, "an event needs either at (a time since the beginning) or after (an item)");
            }
            if (!after.isEmpty() && !ids.contains(after)) {
                yaml.flaw(parts.get("after"), "there is no item \"" + after + "\"");
            }
            long delay = after.isEmpty() ? fields.duration(parts.get("at"), 0, "at") : fields.duration(parts.get("delay"), 0, "delay");
            happenings.add(new Happening("event-" + (happenings.size() + 1), after, delay, turn(node, parts), fields.optional(parts.get("say"), "say")));
        }
        return happenings;
    }

    List<Turn> future(Node list) {
        List<Turn> turns = new ArrayList<>();
        yaml.items(list, "future").forEach(node -> turns.add(turn(node, yaml.fields(node, "a turn of the future", FUTURE_FIELDS))));
        return turns;
    }

    private static List<String> with(String... more) {
        return Stream.concat(Stream.of(more), TURNS.stream()).toList();
    }

    private Turn fault(Node node) {
        String line = yaml.text(node, "fault").orElse("");
        Optional<Fault> fault = Fault.parse(line);
        if (fault.isEmpty()) {
            yaml.flaw(node, "a fault is a line such as \"power-off-node worker-2\", not \"" + line + "\"; there are " + String.join(", ", Fault.words()));
            return new Turn.Wait(0);
        }
        return new Turn.Break(fault.get());
    }

    private Turn turn(Node node, Map<String, Node> parts) {
        List<String> kinds = TURNS.stream().filter(parts::containsKey).toList();
        if (kinds.size() != 1) {
            yaml.flaw(node, "one of " + String.join(", ", TURNS) + " is needed");
            return new Turn.Wait(0);
        }
        return switch (kinds.getFirst()) {
            case "wait" -> new Turn.Wait(fields.duration(parts.get("wait"), 0, "wait"));
            case "fault" -> fault(parts.get("fault"));
            default -> new Turn.Run(yaml.text(parts.get("as"), "as").orElse(COLLEAGUE), yaml.text(parts.get("run"), "run").orElse(""));
        };
    }
}
