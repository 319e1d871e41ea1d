package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects of the API as upstream's internal types: all fields with their Go names, in the order of the type ({@code internal-types.txt}). */
final class InternalTypes {
    private static final Map<String, List<String>> FIELDS = read();

    private InternalTypes() {}

    /** A map is in the order of the type, and a field that is not set has null. */
    static Map<String, Object> of(String type, Json object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        add(type, object, fields);
        return fields;
    }

    /** As the messages of problems show a wrong value. */
    static Problems.Shown shown(String type, Object value) {
        return new Problems.Shown(escaped(JsonText.compact(converted(type, value))));
    }

    /** Go's JSON writes these so that a browser takes them for text. */
    static String escaped(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static void add(String type, Json object, Map<String, Object> fields) {
        for (String field : FIELDS.get(type)) {
            if (field.startsWith("+")) {
                add(field.substring(1), object, fields);
                continue;
            }
            String name = field.replaceAll("[!?:=].*", "");
            String of = field.contains(":") ? field.substring(field.indexOf(':') + 1) : "";
            Object value = object.names().stream().filter(name::equalsIgnoreCase).findFirst().map(object::get).orElse(null);
            if (value != null) {
                fields.put(name, converted(of, value));
            } else if (!field.contains("?")) {
                fields.put(name, field.contains("!") ? of(of, Json.EMPTY) : zero(field));
            }
        }
    }

    private static Object converted(String type, Object value) {
        return switch (value) {
            case Json json when !type.isEmpty() -> of(type, json);
            case List<?> list when !type.isEmpty() -> list.stream().map(item -> converted(type, item)).toList();
            default -> value;
        };
    }

    private static Object zero(String field) {
        return switch (field.substring(field.indexOf('=') + 1)) {
            case "\"\"" -> "";
            case "\"0\"" -> "0";
            case "0" -> 0L;
            case "false" -> false;
            default -> null;
        };
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> fields = new TreeMap<>();
        try (InputStream in = InternalTypes.class.getResourceAsStream("/kubernetes/internal-types.txt")) {
            String type = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(text -> !text.startsWith("#")).toList()) {
                type = line.startsWith(" ") ? type : line;
                fields.computeIfAbsent(type, none -> new ArrayList<>()).addAll(line.startsWith(" ") ? List.of(line.strip().split(" ")) : List.of());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }
}
