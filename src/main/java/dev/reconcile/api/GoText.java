package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.MergePatch;
import java.util.List;
import java.util.stream.Collectors;

/** Values in the forms of Go's {@code fmt}, where upstream's messages show them so. */
final class GoText {
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

    /** {@code %#v} of a list of strings: {@code []string{"a", "b"}}. */
    static String strings(List<String> list) {
        return list.stream().map(JsonText::compact).collect(Collectors.joining(", ", "[]string{", "}"));
    }
}
