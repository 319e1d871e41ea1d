package dev.reconcile.api;

import dev.reconcile.api.schema.MergeKeys;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import dev.reconcile.model.MergePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The patch that {@code kubectl apply} sends: what differs between the live object and the manifest, and what the manifest that was applied last had
 * and the new one has not ({@code apimachinery/pkg/util/strategicpatch}, {@code CreateThreeWayMergePatch}).
 */
public final class ThreeWayMerge {
    /** Which half of the patch a run over two objects gives. */
    private enum Half { CHANGES, DELETIONS }

    private final Half half;

    private ThreeWayMerge(Half half) {
        this.half = half;
    }

    /**
     * An empty document says that nothing changes.
     *
     * @param original the manifest that was applied last; empty for none
     * @param modified the manifest
     * @param current the live object
     */
    public static Patch patch(Kind kind, Json original, Json modified, Json current) {
        boolean known = kind.model() != null;
        Schema schema = known ? Schema.of(kind.model()) : new Schema.Special(Schema.Form.ANYTHING);
        Json changes = new ThreeWayMerge(Half.CHANGES).objects(current, modified, schema, false);
        Json deletions = new ThreeWayMerge(Half.DELETIONS).objects(original, modified, schema, false);
        return new Patch(known ? Patch.Type.STRATEGIC : Patch.Type.MERGE, both(deletions, changes, schema));
    }

    private Json objects(Json from, Json to, Schema schema, boolean retained) {
        Json patch = Json.EMPTY;
        for (String name : to.names()) {
            patch = field(patch, name, from.get(name), to.get(name), schema);
        }
        if (half == Half.DELETIONS) {
            for (String name : from.names()) {
                patch = to.has(name) ? patch : patch.with(name, MergePatch.REMOVE);
            }
        }
        boolean others = from.names().stream().anyMatch(name -> !to.has(name));
        return retained && !to.isEmpty() && (!patch.isEmpty() || others) ? patch.with(StrategicMerge.RETAIN_KEYS, to.names()) : patch;
    }

    private Json field(Json patch, String name, Object from, Object to, Schema schema) {
        if (from instanceof Json before && to instanceof Json after && !MergeKeys.isReplaced(schema, name)) {
            Json inner = objects(before, after, StrategicMerge.inner(schema, name), MergeKeys.isRetained(schema, name));
            return inner.isEmpty() ? patch : patch.with(name, inner);
        }
        String key = MergeKeys.of(schema, name);
        if (from instanceof List<?> before && to instanceof List<?> after && key != null && !before.isEmpty()) {
            return key.equals(MergeKeys.SET) ? set(patch, name, before, after) : keyed(patch, name, before, after, key, schema);
        }
        return half == Half.CHANGES && !to.equals(from) ? patch.with(name, to) : patch;
    }

    private Json set(Json patch, String name, List<?> from, List<?> to) {
        List<?> added = half == Half.CHANGES ? to.stream().filter(item -> !from.contains(item)).toList() : List.of();
        List<?> deleted = half == Half.DELETIONS ? from.stream().filter(item -> !to.contains(item)).toList() : List.of();
        Json result = added.isEmpty() ? patch : patch.with(name, added);
        result = deleted.isEmpty() ? result : result.with(StrategicMerge.DELETE_FROM + name, deleted);
        return from.equals(to) ? result : result.with(StrategicMerge.ORDER + name, to);
    }

    private Json keyed(Json patch, String name, List<?> from, List<?> to, String key, Schema schema) {
        Schema item = StrategicMerge.item(schema, name);
        List<Object> items = new ArrayList<>();
        for (Object element : to) {
            Json after = element instanceof Json json ? json : Json.EMPTY;
            Json before = find(from, key, after.get(key));
            if (before == null && half == Half.CHANGES) {
                items.add(after);
            } else if (before != null) {
                Json inner = objects(before, after, item, MergeKeys.isRetained(schema, name));
                if (!inner.isEmpty()) {
                    items.add(inner.with(key, after.get(key)));
                }
            }
        }
        if (half == Half.DELETIONS) {
            keys(from, key).filter(value -> find(to, key, value) == null)
                    .forEach(value -> items.add(Json.of(key, value, StrategicMerge.DIRECTIVE, "delete")));
        }
        Json result = items.isEmpty() ? patch : patch.with(name, items);
        boolean sameOrder = keys(from, key).toList().equals(keys(to, key).toList());
        List<Json> order = keys(to, key).map(value -> Json.of(key, value)).toList();
        return items.isEmpty() && sameOrder ? result : result.with(StrategicMerge.ORDER + name, order);
    }

    private static Json find(List<?> list, String key, Object value) {
        for (Object item : list) {
            if (item instanceof Json json && value != null && value.equals(json.get(key))) {
                return json;
            }
        }
        return null;
    }

    private static Stream<Object> keys(List<?> list, String key) {
        return list.stream().filter(item -> item instanceof Json json && json.has(key)).map(item -> ((Json) item).get(key));
    }

    /** One patch that does what both do. */
    private static Json both(Json deletions, Json changes, Schema schema) {
        Json result = deletions;
        for (String name : changes.names()) {
            Object first = deletions.get(name);
            Object second = changes.get(name);
            String key = MergeKeys.of(schema, name);
            if (first instanceof Json a && second instanceof Json b) {
                result = result.with(name, both(a, b, StrategicMerge.inner(schema, name)));
            } else if (first instanceof List<?> a && second instanceof List<?> b && key != null && !key.equals(MergeKeys.SET)) {
                result = result.with(name, both(a, b, key, StrategicMerge.item(schema, name)));
            } else {
                result = result.with(name, second);
            }
        }
        return result;
    }

    private static List<Object> both(List<?> deletions, List<?> changes, String key, Schema item) {
        List<Object> items = new ArrayList<>(deletions);
        for (Object element : changes) {
            Json change = (Json) element;
            Json same = find(items, key, change.get(key));
            if (same == null) {
                items.add(change);
            } else {
                items.set(items.indexOf(same), both(same, change, item));
            }
        }
        return items;
    }
}
