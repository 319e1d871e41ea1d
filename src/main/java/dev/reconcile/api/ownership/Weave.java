package dev.reconcile.api.ownership;

import dev.reconcile.api.schema.ListType;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings an applied intent into a live object, and takes out what its manager applied before and no longer does
 * ({@code structured-merge-diff/v6/typed/merge.go}, {@code merge/update.go}).
 */
final class Weave {
    private Weave() {}

    static Json merged(Schema schema, Json live, Json intent) {
        Json merged = live;
        for (String name : intent.names()) {
            merged = merged.with(name, value(Shape.field(schema, name), live.get(name), intent.get(name)));
        }
        return merged;
    }

    private static Object value(Schema schema, Object live, Object wanted) {
        if (Shape.isMap(schema) && wanted instanceof Json intent) {
            return live instanceof Json old ? merged(schema, old, intent) : intent;
        }
        if (Shape.list(schema).form() != ListType.Form.WHOLE && live instanceof List<?> old && wanted instanceof List<?> items) {
            return items((Schema.ListOf) schema, old, items);
        }
        return wanted;
    }

    /** The intent's items in its order; items that only the live list has stay where they stood among the others. */
    private static List<Object> items(Schema.ListOf schema, List<?> live, List<?> wanted) {
        Map<String, Object> old = byElement(schema.type(), live);
        Map<String, Object> now = byElement(schema.type(), wanted);
        List<String> oldOrder = new ArrayList<>(old.keySet());
        List<Object> result = new ArrayList<>();
        int next = 0;
        for (Map.Entry<String, Object> item : now.entrySet()) {
            int at = oldOrder.indexOf(item.getKey());
            for (; next < oldOrder.size() && at >= next; next++) {
                if (!now.containsKey(oldOrder.get(next))) {
                    result.add(old.get(oldOrder.get(next)));
                }
            }
            result.add(at < 0 ? item.getValue() : value(schema.item(), old.get(item.getKey()), item.getValue()));
        }
        for (; next < oldOrder.size(); next++) {
            if (!now.containsKey(oldOrder.get(next))) {
                result.add(old.get(oldOrder.get(next)));
            }
        }
        return result;
    }

    private static Map<String, Object> byElement(ListType type, List<?> items) {
        Map<String, Object> byElement = new LinkedHashMap<>();
        for (Object item : items) {
            String element = PathElement.item(type, item);
            if (element != null) {
                byElement.put(element, item);
            }
        }
        return byElement;
    }

    /**
     * @param before what the manager had applied
     * @param kept what it applies now, and what others own; a place with such places below it stays
     */
    static Json pruned(Schema schema, Json object, Fields before, Fields kept) {
        return before.isEmpty() ? object : pruned(schema, object, before.tree(), kept.tree());
    }

    private static Json pruned(Schema schema, Json object, Json before, Json kept) {
        Json left = object;
        for (String element : before.names()) {
            if (!element.startsWith(Fields.FIELD)) {
                continue;
            }
            String name = element.substring(Fields.FIELD.length());
            Object value = object.get(name);
            if (value == null) {
                continue;
            }
            Json still = kept.get(element) instanceof Json node ? node : null;
            left = left.with(name, still == null ? null : value(Shape.field(schema, name), value, (Json) before.get(element), still));
        }
        return left;
    }

    private static Object value(Schema schema, Object value, Json before, Json kept) {
        if (Shape.isMap(schema) && value instanceof Json json) {
            return pruned(schema, json, before, kept);
        }
        if (!(Shape.list(schema).form() != ListType.Form.WHOLE && value instanceof List<?> items)) {
            return value;
        }
        ListType type = ((Schema.ListOf) schema).type();
        List<Object> left = new ArrayList<>();
        for (Object item : items) {
            String element = PathElement.item(type, item);
            boolean was = element != null && before.get(element) instanceof Json;
            Json still = element != null && kept.get(element) instanceof Json node ? node : null;
            if (!was) {
                left.add(item);
            } else if (still != null) {
                left.add(value(((Schema.ListOf) schema).item(), item, (Json) before.get(element), still));
            }
        }
        return left;
    }
}
