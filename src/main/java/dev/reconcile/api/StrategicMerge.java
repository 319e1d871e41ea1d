package dev.reconcile.api;

import dev.reconcile.api.schema.MergeKeys;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import dev.reconcile.model.MergePatch;
import java.util.ArrayList;
import java.util.List;

/** Strategic merge patch, with its directives ({@code apimachinery/pkg/util/strategicpatch/patch.go}). */
final class StrategicMerge {
    static final String DIRECTIVE = "$patch";
    static final String RETAIN_KEYS = "$retainKeys";
    static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    static final String ORDER = "$setElementOrder/";

    private StrategicMerge() {}

    static Json apply(Json original, Json patch, Schema schema) throws PatchRefused {
        if (patch.has(DIRECTIVE)) {
            return switch (patch.textOrEmpty(DIRECTIVE)) {
                case "replace" -> cleaned(patch);
                case "delete" -> Json.EMPTY;
                default -> throw badDirective(patch);
            };
        }
        Json result = retained(original, patch);
        for (String name : patch.names()) {
            if (name.startsWith(DELETE_FROM)) {
                result = deleted(result, name.substring(DELETE_FROM.length()), patch.list(name));
            }
        }
        for (String name : patch.names()) {
            if (!name.startsWith("$")) {
                result = field(result, name, patch, schema);
            }
        }
        for (String name : patch.names()) {
            String list = name.startsWith(ORDER) ? name.substring(ORDER.length()) : "";
            if (!list.isEmpty() && !patch.has(list) && result.get(list) instanceof List<?> live) {
                result = result.with(list, ordered(live, patch.list(name), live, MergeKeys.of(schema, list)));
            }
        }
        return result;
    }

    private static Json field(Json result, String name, Json patch, Schema schema) throws PatchRefused {
        Object change = patch.get(name);
        Object old = result.get(name);
        if (MergePatch.REMOVE.equals(change)) {
            return result.without(name);
        }
        if (old instanceof Json before && change instanceof Json inner && !MergeKeys.isReplaced(schema, name)) {
            return result.with(name, apply(before, inner, inner(schema, name)));
        }
        String key = MergeKeys.of(schema, name);
        if (old instanceof List<?> before && change instanceof List<?> items && key != null) {
            List<?> merged = key.equals(MergeKeys.SET) ? union(before, items) : merged(before, items, key, item(schema, name));
            List<?> order = patch.get(ORDER + name) instanceof List<?> given ? given : items;
            return result.with(name, ordered(merged, order, before, key));
        }
        return result.with(name, cleanedValue(change));
    }

    static Schema inner(Schema schema, String name) {
        return switch (schema) {
            case Schema.Struct struct -> struct.field(name).orElse(new Schema.Special(Schema.Form.ANYTHING));
            case Schema.MapOf map -> map.value();
            case Schema.ListOf list -> list.item();
            case Schema.Text text -> schema;
            case Schema.Whole whole -> schema;
            case Schema.Special special -> schema;
        };
    }

    static Schema item(Schema schema, String name) {
        return inner(inner(schema, name), "");
    }

    private static Json retained(Json original, Json patch) throws PatchRefused {
        if (!patch.has(RETAIN_KEYS)) {
            return original;
        }
        if (!(patch.get(RETAIN_KEYS) instanceof List<?>)) {
            throw new PatchRefused(Status.badRequest("invalid patch format of retainKeys"));
        }
        List<String> keep = patch.texts(RETAIN_KEYS);
        for (String name : patch.names()) {
            boolean sets = !name.startsWith("$") && !MergePatch.REMOVE.equals(patch.get(name));
            if (sets && !keep.contains(name)) {
                throw new PatchRefused(Status.badRequest("invalid patch format of retainKeys"));
            }
        }
        Json left = original;
        for (String name : original.names()) {
            left = keep.contains(name) ? left : left.without(name);
        }
        return left;
    }

    private static Json deleted(Json result, String name, List<Object> gone) {
        if (!(result.get(name) instanceof List<?> list)) {
            return result;
        }
        List<?> left = list.stream().filter(item -> !gone.contains(item)).toList();
        return result.with(name, left);
    }

    private static List<Object> union(List<?> before, List<?> items) {
        List<Object> union = new ArrayList<>(before);
        items.stream().filter(item -> !union.contains(item)).forEach(union::add);
        return union;
    }

    private static List<Object> merged(List<?> before, List<?> items, String key, Schema item) throws PatchRefused {
        List<Object> result = new ArrayList<>(before);
        boolean replace = items.stream().anyMatch(i -> i instanceof Json json && "replace".equals(json.text(DIRECTIVE)));
        if (replace) {
            result.clear();
        }
        for (Object element : items) {
            Json change = element instanceof Json json ? json : Json.EMPTY;
            String directive = change.has(DIRECTIVE) ? change.textOrEmpty(DIRECTIVE) : "";
            if (directive.equals("replace")) {
                continue;
            }
            Object value = change.get(key);
            if (value == null) {
                throw new PatchRefused(unknown("map: " + GoText.plain(change) + " does not contain declared merge key: " + key));
            }
            int at = indexOf(result, key, value);
            switch (directive) {
                case "delete" -> result.removeIf(old -> old instanceof Json json && value.equals(json.get(key)));
                case "merge" -> throw new PatchRefused(unknown("merging lists cannot yet be specified in the patch"));
                case "" -> {
                    if (at < 0) {
                        result.add(cleaned(change));
                    } else {
                        result.set(at, apply((Json) result.get(at), change, item));
                    }
                }
                default -> throw badDirective(change);
            }
        }
        return result;
    }

    private static int indexOf(List<?> list, String key, Object value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Json json && value.equals(json.get(key))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Items that the patch names stand in the patch's order; the others are put among them where the live list had them
     * ({@code normalizeElementOrder}, {@code mergeSortedSlice}).
     */
    private static List<Object> ordered(List<?> merged, List<?> order, List<?> live, String key) {
        List<Object> patched = new ArrayList<>();
        for (Object wanted : order) {
            int at = place(merged, wanted, key);
            if (at >= 0 && !patched.contains(merged.get(at))) {
                patched.add(merged.get(at));
            }
        }
        List<Object> result = new ArrayList<>();
        int next = 0;
        for (Object item : merged) {
            if (patched.contains(item)) {
                continue;
            }
            int own = place(live, item, key);
            while (next < patched.size() && !isBefore(own, place(live, patched.get(next), key))) {
                result.add(patched.get(next++));
            }
            result.add(item);
        }
        result.addAll(patched.subList(next, patched.size()));
        return result;
    }

    private static boolean isBefore(int own, int other) {
        return own >= 0 && other >= 0 && own < other;
    }

    private static int place(List<?> list, Object item, String key) {
        boolean keyed = key != null && !key.isEmpty() && item instanceof Json json && json.get(key) != null;
        return keyed ? indexOf(list, key, ((Json) item).get(key)) : list.indexOf(item);
    }

    /** A new value without directives and nulls. */
    private static Json cleaned(Json json) {
        Json clean = json;
        for (String name : json.names()) {
            Object value = json.get(name);
            boolean drop = name.equals(DIRECTIVE) || name.equals(RETAIN_KEYS) || name.startsWith(ORDER) || name.startsWith(DELETE_FROM)
                    || MergePatch.REMOVE.equals(value);
            clean = clean.with(name, drop ? null : cleanedValue(value));
        }
        return clean;
    }

    private static Object cleanedValue(Object value) {
        return switch (value) {
            case Json json -> cleaned(json);
            case List<?> list -> list.stream()
                    .filter(item -> !(item instanceof Json json && json.has(DIRECTIVE)))
                    .map(StrategicMerge::cleanedValue)
                    .toList();
            default -> value;
        };
    }

    private static PatchRefused badDirective(Json patch) {
        return new PatchRefused(unknown("unknown patch type: " + GoText.plain(patch.get(DIRECTIVE)) + " in map: " + GoText.plain(patch)));
    }

    /** An error that upstream passes on without a reason. */
    private static Status unknown(String message) {
        return new Status(500, "", message, Json.EMPTY);
    }
}
