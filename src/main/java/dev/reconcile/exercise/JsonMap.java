package dev.reconcile.exercise;

import dev.reconcile.model.Json;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A {@link Json} as the map that CEL reads. */
final class JsonMap extends AbstractMap<String, Object> {
    private final Json json;

    JsonMap(Json json) {
        this.json = json;
    }

    Json json() {
        return json;
    }

    @Override
    public Object get(Object name) {
        return name instanceof String text ? adapted(json.get(text)) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text && json.get(text) != null;
    }

    @Override
    public int size() {
        return json.size();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> entries = new TreeMap<>();
        json.forEach((name, value) -> entries.put(name, adapted(value)));
        return entries.entrySet();
    }

    private static Object adapted(Object value) {
        return switch (value) {
            case Json inner -> new JsonMap(inner);
            case List<?> list -> list.stream().map(JsonMap::adapted).toList();
            case null, default -> value;
        };
    }
}
