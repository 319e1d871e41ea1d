package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.MergePatch;
import java.util.List;
import java.util.stream.Collectors;

/** Values in the forms of Go's {@code fmt}, where upstream's messages show them so. */
public final class GoText {
    private GoText() {}

    /** {@code %v} of decoded JSON: {@code map[spec:map[replicas:x]]}. */
    static String plain(Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Json json -> json.names().stream().map(name -> name + ":" + plain(json.get(name))).collect(Collectors.joining(" ", "map[", "]"));
            case List<?> list -> list.stream().map(GoText::plain).collect(Collectors.joining(" ", "[", "]"));
            case String text when text.equals(MergePatch.REMOVE) -> "<nil>";
            case String text -> text;
            default -> JsonText.compact(value);
        };
    }

    /** {@code %v} of a pointer to a LabelSelector. */
    public static String selector(Json selector) {
        if (selector == null) {
            return "nil";
        }
        StringBuilder labels = new StringBuilder();
        selector.textMap("matchLabels").forEach((key, value) -> labels.append(key).append(": ").append(value).append(','));
        StringBuilder requirements = new StringBuilder();
        for (Json each : selector.objects("matchExpressions")) {
            requirements.append("LabelSelectorRequirement{Key:%s,Operator:%s,Values:%s,},"
                    .formatted(each.textOrEmpty("key"), each.textOrEmpty("operator"), plain(each.list("values"))));
        }
        return "&LabelSelector{MatchLabels:map[string]string{%s},MatchExpressions:[]LabelSelectorRequirement{%s},}".formatted(labels, requirements);
    }

    /** {@code %#v} of a list of strings: {@code []string{"a", "b"}}. */
    static String strings(List<String> list) {
        return list.stream().map(JsonText::compact).collect(Collectors.joining(", ", "[]string{", "}"));
    }
}
