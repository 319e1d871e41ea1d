package dev.reconcile.api.ownership;

import dev.reconcile.api.schema.ListType;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Recent;
import java.util.ArrayList;
import java.util.List;

/** One step of a path, as {@code fieldsV1} writes it ({@code fieldpath/serialize-pe.go}). */
final class PathElement {
    /** Keys that items may leave out, with the value that stands for them. */
    private static final Json KEY_DEFAULTS = Json.of("protocol", "TCP");

    /** A text that is made once is known at sight. */
    private static final Recent<String, String> FIELDS = new Recent<>(1024, name -> (Fields.FIELD + name).intern());

    private PathElement() {}

    static String field(String name) {
        return FIELDS.get(name);
    }

    /** The step to an item of a list that is no single value; null where the item lacks its keys. */
    static String item(ListType type, Object item) {
        return switch (type.form()) {
            case SET -> Fields.VALUE + JsonText.compact(item);
            case MAP -> item instanceof Json json ? keyed(type.keys(), json) : null;
            case WHOLE -> throw new IllegalArgumentException("items of a list that is one value have no path");
        };
    }

    private static String keyed(List<String> names, Json item) {
        if (names.size() == 1 && item.get(names.getFirst()) instanceof String only && isPlain(only)) {
            return Fields.KEY + "{\"" + names.getFirst() + "\":\"" + only + "\"}";
        }
        Json keys = Json.EMPTY;
        for (String name : names) {
            Object value = item.get(name) == null ? KEY_DEFAULTS.get(name) : item.get(name);
            if (value == null) {
                return null;
            }
            keys = keys.with(name, value);
        }
        return Fields.KEY + keys;
    }

    /** Whether JSON shows the text as it is: the usual case, made fast. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** {@code .replicas}, {@code [name="web"]}, {@code [="x"]}. */
    static String text(String element) {
        String rest = element.substring(2);
        return switch (element.substring(0, 2)) {
            case Fields.FIELD -> "." + rest;
            case Fields.VALUE -> "[=" + rest + "]";
            case Fields.KEY -> "[" + keys(rest) + "]";
            default -> "[" + rest + "]";
        };
    }

    private static String keys(String json) {
        List<String> shown = new ArrayList<>();
        try {
            JsonText.object(json).forEach((name, value) -> shown.add(name + "=" + JsonText.compact(value)));
        } catch (JsonText.Malformed e) {
            return json;
        }
        return String.join(",", shown);
    }
}
