package dev.reconcile.kubectl.print;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.MergePatch;
import java.util.List;
import java.util.stream.Collectors;

/** Decoded JSON as Go's {@code %#v} shows it: {@code map[string]interface {}{"a":1, "b":[]interface {}{true}}}. */
public final class GoSyntax {
    private GoSyntax() {}

    public static String of(Object value) {
        return switch (value) {
            case null -> "interface {}(nil)";
            case Json json -> json.names().stream().map(name -> JsonText.compact(name) + ":" + of(json.get(name)))
                    .collect(Collectors.joining(", ", "map[string]interface {}{", "}"));
            case List<?> list -> list.stream().map(GoSyntax::of).collect(Collectors.joining(", ", "[]interface {}{", "}"));
            case String text when text.equals(MergePatch.REMOVE) -> "interface {}(nil)";
            default -> JsonText.compact(value);
        };
    }
}
