package dev.reconcile.api.ownership;

import dev.reconcile.api.schema.ListType;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonNames;
import dev.reconcile.model.Recent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which places differ between two versions of an object ({@code structured-merge-diff/v6/typed/compare.go}). Parts that both versions share are not
 * looked at, so comparing a version with the next costs what the change costs.
 *
 * @param changed places that were added or have another value
 */
record Comparison(Fields changed, Fields removed) {
    /** Objects with more names are rare, and nothing is kept about them. */
    private static final int MOST_NAMES = 64;

    private static final Recent<Place, Known> KNOWN = new Recent<>(4096, Known::of);

    private static final String METADATA = PathElement.field("metadata");

    private static final Node NOTHING = new Node(null, null);
    private static final Node ADDED = new Node(Fields.LEAF, null);
    private static final Node GONE = new Node(null, Fields.LEAF);

    /** Objects of that shape where that schema is. */
    private record Place(Schema schema, JsonNames names) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && schema == place.schema && names.equals(place.names);
        }

        @Override
        public int hashCode() {
            return names.hashCode() + (schema instanceof Schema.Struct struct ? struct.name().hashCode() : 0);
        }
    }

    /** What a comparison asks about each field of such objects, by its place among the names. */
    private record Known(Schema[] schemas, String[] elements, boolean[] byValue, boolean[] ownAtTop, boolean[] ownInMetadata) {
        static Known of(Place place) {
            int size = place.names.size();
            Known known = new Known(new Schema[size], new String[size], new boolean[size], new boolean[size], new boolean[size]);
            for (int i = 0; i < size; i++) {
                String name = place.names.at(i);
                known.schemas[i] = Shape.field(place.schema, name);
                known.elements[i] = PathElement.field(name);
                known.byValue[i] = place.schema instanceof Schema.Struct && isByValue(name);
                known.ownAtTop[i] = isOwnAtTop(name);
                known.ownInMetadata[i] = isOwnInMetadata(name);
            }
            return known;
        }

        boolean isOwn(int depth, int i) {
            return depth == 0 && ownAtTop[i] || depth == 1 && ownInMetadata[i];
        }
    }

    /** Parts of the two sets below one place; null for nothing. */
    private record Node(Json changed, Json removed) {}

    static Comparison of(Schema schema, Json before, Json after) {
        Node root = fields(schema, before, after, true, 0);
        return new Comparison(Fields.of(root.changed()), Fields.of(root.removed()));
    }

    boolean isEmpty() {
        return changed.isEmpty() && removed.isEmpty();
    }

    /** What the API server itself writes at the top of an object; nobody owns it ({@code managedfields/internal/stripmeta.go}). */
    private static boolean isOwnAtTop(String name) {
        return name.equals("apiVersion") || name.equals("kind");
    }

    /** The same within the metadata. */
    private static boolean isOwnInMetadata(String name) {
        return switch (name) {
            case "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "name", "namespace",
                    "resourceVersion", "selfLink", "uid" -> true;
            default -> false;
        };
    }

    /**
     * Structs, and one list, that Go's types hold by value: they are there (empty) in every object whose surroundings are, so nobody adds them.
     */
    private static boolean isByValue(String name) {
        return switch (name) {
            case "containers", "daemonEndpoints", "involvedObject", "jobTemplate", "kubeletEndpoint", "loadBalancer", "metadata", "nodeInfo", "resources",
                    "roleRef", "scaleTargetRef", "source", "spec", "status", "strategy", "template", "updateStrategy" -> true;
            default -> false;
        };
    }

    /** @param depth 0 for the object, 1 for what stands under {@code metadata}, 2 elsewhere */
    private static Node fields(Schema schema, Json before, Json after, boolean existed, int depth) {
        if (before == after) {
            return NOTHING;
        }
        Delta delta = new Delta();
        Known old = null;
        Known now = null;
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            int order = i == before.size() ? 1 : j == after.size() ? -1 : order(before.nameAt(i), after.nameAt(j));
            Object was = order <= 0 ? before.valueAt(i++) : null;
            Object is = order >= 0 ? after.valueAt(j++) : null;
            if (was == is) {
                continue;
            }
            if (is == null) {
                old = old == null ? known(schema, before) : old;
                field(old, i - 1, was, null, existed, depth, delta);
            } else {
                now = now == null ? known(schema, after) : now;
                field(now, j - 1, was, is, existed, depth, delta);
            }
        }
        return delta.node();
    }

    private static Known known(Schema schema, Json object) {
        Place place = new Place(schema, object.shape());
        return object.size() > MOST_NAMES ? Known.of(place) : KNOWN.get(place);
    }

    private static void field(Known known, int at, Object was, Object is, boolean existed, int depth, Delta delta) {
        if (known.isOwn(depth, at)) {
            return;
        }
        int inner = depth == 0 && known.elements[at].equals(METADATA) ? 1 : 2;
        Node inside = value(known.schemas[at], was, is, existed && known.byValue[at], inner);
        if (inside != NOTHING) {
            delta.add(known.elements[at], inside);
        }
    }

    /** Two versions mostly share their names' very strings. */
    private static int order(String a, String b) {
        return a == b ? 0 : a.compareTo(b);
    }

    /** Collects what differs below one place; most places have nothing to collect. */
    private static final class Delta {
        /** Name, value, name, value, … */
        private List<Object> changed;
        private List<Object> removed;

        void add(String element, Node node) {
            if (node.changed() != null) {
                changed = changed == null ? new ArrayList<>() : changed;
                changed.add(element);
                changed.add(node.changed());
            }
            if (node.removed() != null) {
                removed = removed == null ? new ArrayList<>() : removed;
                removed.add(element);
                removed.add(node.removed());
            }
        }

        Node node() {
            return changed == null && removed == null
                    ? NOTHING
                    : new Node(changed == null ? null : Json.of(changed.toArray()), removed == null ? null : Json.of(removed.toArray()));
        }
    }

    private static Node value(Schema schema, Object before, Object after, boolean byValue, int depth) {
        if (before == after) {
            return NOTHING;
        }
        if (Shape.isMap(schema) && isMap(before) && isMap(after)) {
            return map(schema, before, after, byValue, depth);
        }
        ListType type = Shape.list(schema);
        if (type.form() != ListType.Form.WHOLE && isList(before) && isList(after)) {
            return list((Schema.ListOf) schema, before, after, byValue);
        }
        return leaf(before, after);
    }

    private static boolean isMap(Object value) {
        return value == null || value instanceof Json;
    }

    private static boolean isList(Object value) {
        return value == null || value instanceof List<?>;
    }

    private static Node leaf(Object before, Object after) {
        return before == null ? ADDED : after == null ? GONE : before.equals(after) ? NOTHING : ADDED;
    }

    private static Node map(Schema schema, Object before, Object after, boolean byValue, int depth) {
        Json old = before instanceof Json json ? json : Json.EMPTY;
        Json now = after instanceof Json json ? json : Json.EMPTY;
        if (old.isEmpty() && now.isEmpty()) {
            return byValue ? NOTHING : leaf(before, after);
        }
        Node inside = fields(schema, old, now, before != null || byValue, depth);
        return byValue ? inside : around(inside, before, after);
    }

    private static Node list(Schema.ListOf schema, Object before, Object after, boolean byValue) {
        Node inside = before instanceof List<?> old && after instanceof List<?> now && old.size() == now.size() ? inPlace(schema, old, now) : null;
        return inside == null ? moved(schema, before, after, byValue) : inside;
    }

    /** The usual case: items change, but neither come nor go nor move. Null if this is another. */
    private static Node inPlace(Schema.ListOf schema, List<?> before, List<?> after) {
        Delta delta = new Delta();
        for (int i = 0; i < before.size(); i++) {
            Object was = before.get(i);
            Object is = after.get(i);
            if (was != is && !was.equals(is)) {
                String element = PathElement.item(schema.type(), is);
                if (element == null || !element.equals(PathElement.item(schema.type(), was))) {
                    return null;
                }
                delta.add(element, value(schema.item(), was, is, false, 2));
            }
        }
        return delta.node();
    }

    private static Node moved(Schema.ListOf schema, Object before, Object after, boolean byValue) {
        Map<String, Object> old = items(schema, before);
        Map<String, Object> now = items(schema, after);
        if (old.isEmpty() && now.isEmpty()) {
            return byValue ? NOTHING : leaf(before, after);
        }
        Delta delta = new Delta();
        old.forEach((element, item) -> {
            Object other = now.get(element);
            if (!item.equals(other)) {
                delta.add(element, value(schema.item(), item, other, false, 2));
            }
        });
        now.forEach((element, item) -> {
            if (!old.containsKey(element)) {
                delta.add(element, value(schema.item(), null, item, false, 2));
            }
        });
        Node inside = delta.node();
        return byValue ? inside : around(inside, before, after);
    }

    /** Items by path; one without its keys cannot be named, and of two with the same the later one counts. */
    private static Map<String, Object> items(Schema.ListOf schema, Object list) {
        Map<String, Object> items = new LinkedHashMap<>();
        for (Object item : list instanceof List<?> given ? given : new ArrayList<>()) {
            String element = PathElement.item(schema.type(), item);
            if (element != null) {
                items.put(element, item);
            }
        }
        return items;
    }

    /** A map or list that comes or goes is a place of its own. */
    private static Node around(Node inside, Object before, Object after) {
        return new Node(before == null ? withSelf(inside.changed()) : inside.changed(), after == null ? withSelf(inside.removed()) : inside.removed());
    }

    private static Json withSelf(Json node) {
        return node == null || node.isEmpty() ? Fields.LEAF : node.with(Fields.SELF, Fields.LEAF);
    }
}
