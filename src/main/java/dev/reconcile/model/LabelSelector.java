package dev.reconcile.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A label selector: all requirements must hold. An empty one matches everything.
 *
 * <p>Semantics and text form follow upstream's {@code apimachinery/pkg/labels/selector.go}: requirements are sorted by key; {@code NotIn}
 * and {@code !=} also match objects without the key.
 */
public record LabelSelector(List<Requirement> requirements) {
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    /** What a requirement asks of the label's value. */
    public enum Operator { EQUALS, NOT_EQUALS, IN, NOT_IN, EXISTS, DOES_NOT_EXIST, GREATER_THAN, LESS_THAN }

    /** One condition on one label. */
    public record Requirement(String key, Operator operator, List<String> values) {
        boolean matches(String value) {
            return switch (operator) {
                case EQUALS, IN -> value != null && values.contains(value);
                case NOT_EQUALS, NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
                case GREATER_THAN -> value != null && compare(value) > 0;
                case LESS_THAN -> value != null && compare(value) < 0;
            };
        }

        private int compare(String value) {
            try {
                return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        String text() {
            String set = "(" + String.join(",", new TreeSet<>(values)) + ")";
            return switch (operator) {
                case EQUALS -> key + "=" + values.getFirst();
                case NOT_EQUALS -> key + "!=" + values.getFirst();
                case IN -> key + " in " + set;
                case NOT_IN -> key + " notin " + set;
                case EXISTS -> key;
                case DOES_NOT_EXIST -> "!" + key;
                case GREATER_THAN -> key + ">" + values.getFirst();
                case LESS_THAN -> key + "<" + values.getFirst();
            };
        }
    }

    /** Reads {@code matchLabels} and {@code matchExpressions} of an API object. The object has been validated. */
    public static LabelSelector of(Json selector) {
        List<Requirement> requirements = new ArrayList<>();
        selector.textMap("matchLabels").forEach((key, value) -> requirements.add(new Requirement(key, Operator.EQUALS, List.of(value))));
        for (Json expression : selector.objects("matchExpressions")) {
            requirements.add(new Requirement(
                    expression.textOrEmpty("key"), operator(expression.textOrEmpty("operator")), expression.texts("values")));
        }
        return sorted(requirements);
    }

    /** A plain map, as Services and ReplicationControllers have. */
    public static LabelSelector ofMap(Map<String, String> labels) {
        List<Requirement> requirements = new ArrayList<>();
        labels.forEach((key, value) -> requirements.add(new Requirement(key, Operator.EQUALS, List.of(value))));
        return sorted(requirements);
    }

    /** A text that is no selector; the message is upstream's. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** Reads the form that kubectl's {@code -l} takes: {@code a=b,c!=d,e in (x,y),!f,g}. */
    public static LabelSelector parse(String text) throws Malformed {
        return new SelectorParser(text).parse();
    }

    static LabelSelector sorted(List<Requirement> requirements) {
        List<Requirement> ordered = new ArrayList<>(requirements);
        ordered.sort((a, b) -> a.key().compareTo(b.key()));
        return new LabelSelector(List.copyOf(ordered));
    }

    private static Operator operator(String name) {
        return switch (name) {
            case "In" -> Operator.IN;
            case "NotIn" -> Operator.NOT_IN;
            case "Exists" -> Operator.EXISTS;
            case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
            case "Gt" -> Operator.GREATER_THAN;
            case "Lt" -> Operator.LESS_THAN;
            case null, default -> throw new IllegalArgumentException("\"" + name + "\" is not a valid label selector operator");
        };
    }

    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels.get(requirement.key()))) {
                return false;
            }
        }
        return true;
    }

    /** The object's labels match; quicker than to make a map of them. */
    public boolean matches(KubeObject object) {
        Json labels = object.tree().object("metadata", "labels");
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels.text(requirement.key()))) {
                return false;
            }
        }
        return true;
    }

    public boolean isEmpty() {
        return requirements.isEmpty();
    }

    /** The form that kubectl prints and the query string carries: {@code app=nginx,env in (a,b)}. */
    public String text() {
        return requirements.stream().map(Requirement::text).collect(Collectors.joining(","));
    }
}
