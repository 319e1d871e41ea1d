package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.ArrayList;
import java.util.List;

/** Values as upstream's texts show those of its internal types: fields with their Go names, all of them, in the order of the type. */
final class Internal {
    private Internal() {}

    /** @param fields the Go names; those of the API are the same but for the case */
    static Problems.Shown of(Json value, String... fields) {
        List<String> parts = new ArrayList<>();
        for (String field : fields) {
            Object part = value.names().stream().filter(field::equalsIgnoreCase).findFirst().map(value::get).orElse(null);
            parts.add('"' + field + "\":" + shown(part));
        }
        return new Problems.Shown("{" + String.join(",", parts) + "}");
    }

    private static String shown(Object value) {
        return switch (value) {
            case null -> "null";
            case Json json -> of(json, json.names().stream().map(Internal::capital).toArray(String[]::new)).text();
            default -> JsonText.compact(value);
        };
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
