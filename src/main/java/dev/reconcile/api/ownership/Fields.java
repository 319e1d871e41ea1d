package dev.reconcile.api.ownership;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A set of places in an object, kept in the very form that {@code fieldsV1} has ({@code structured-merge-diff/v6/fieldpath}): names are
 * {@code f:<field>}, {@code k:<keys of a list's item>} and {@code v:<plain value>}; {@code .} marks that the place itself belongs to the set, and
 * an empty object stands for a place without others below. Equal parts of different sets are shared.
 *
 * @param tree the empty object is the empty set
 */
public record Fields(Json tree) {
    public static final Fields NONE = new Fields(Json.EMPTY);

    static final String SELF = ".";
    static final String FIELD = "f:";
    static final String KEY = "k:";
    static final String VALUE = "v:";

    /** A place that has nothing below it. */
    static final Json LEAF = Json.EMPTY;

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && tree.equals(fields.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    boolean isEmpty() {
        return tree.isEmpty();
    }

    Fields union(Fields other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        Json all = unionOf(tree, other.tree, false);
        return all == tree ? this : new Fields(all);
    }

    Fields without(Fields other) {
        Json left = isEmpty() || other.isEmpty() ? tree : difference(tree, other.tree, false);
        return left == tree ? this : of(left);
    }

    Fields intersection(Fields other) {
        return isEmpty() || other.isEmpty() ? NONE : of(common(tree, other.tree));
    }

    static Fields of(Json tree) {
        return tree == null || tree.isEmpty() ? NONE : new Fields(tree);
    }

    static boolean isMember(Json node) {
        return node.isEmpty() || node.has(SELF);
    }

    /** A node of those children; null for nothing. */
    static Json node(boolean member, TreeMap<String, Object> children) {
        if (children.isEmpty()) {
            return member ? LEAF : null;
        }
        if (member) {
            children.put(SELF, LEAF);
        }
        return Json.copyOf(children);
    }

    /** The very {@code a} where {@code b} adds nothing. */
    private static Json unionOf(Json a, Json b, boolean inside) {
        if (a == b) {
            return a;
        }
        Json all = a;
        if (inside && !isMember(a) && isMember(b)) {
            all = a.with(SELF, LEAF);
        } else if (inside && a.isEmpty() && !b.isEmpty()) {
            all = a.with(SELF, LEAF);
        }
        for (int i = 0; i < b.size(); i++) {
            String name = b.nameAt(i);
            if (!name.equals(SELF)) {
                Json theirs = (Json) b.valueAt(i);
                Object mine = a.get(name);
                Json both = mine instanceof Json child ? unionOf(child, theirs, true) : theirs;
                all = both == mine ? all : all.with(name, both);
            }
        }
        return all;
    }

    /** At the root, where nothing but children counts, the empty object is the empty set. The very {@code a} where nothing goes. */
    private static Json difference(Json a, Json b, boolean inside) {
        Json left = a;
        for (int i = 0; i < b.size(); i++) {
            String name = b.nameAt(i);
            if (!name.equals(SELF) && a.get(name) instanceof Json mine) {
                Json kept = difference(mine, (Json) b.valueAt(i), true);
                left = kept == mine ? left : left.with(name, kept);
            }
        }
        boolean member = inside && isMember(a) && !isMember(b);
        boolean bare = left.isEmpty() || left.size() == 1 && left.has(SELF);
        if (bare) {
            return member ? LEAF : inside || left.isEmpty() ? null : left;
        }
        return inside && !member && left.has(SELF) ? left.without(SELF) : left;
    }

    private static Json common(Json a, Json b) {
        TreeMap<String, Object> both = new TreeMap<>();
        children(a, (name, child) -> {
            Json kept = b.get(name) instanceof Json other ? commonBelow(child, other) : null;
            if (kept != null) {
                both.put(name, kept);
            }
        });
        return node(false, both);
    }

    private static Json commonBelow(Json a, Json b) {
        Json children = common(a, b);
        TreeMap<String, Object> both = new TreeMap<>();
        if (children != null) {
            children(children, both::put);
        }
        return node(isMember(a) && isMember(b), both);
    }

    private static void children(Json node, BiConsumer<String, Json> action) {
        node.forEach((name, child) -> {
            if (!name.equals(SELF) && child instanceof Json json) {
                action.accept(name, json);
            }
        });
    }

    /** The places as upstream's conflicts name them, {@code .spec.template.spec.containers[name="web"].image}, in its order. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        paths("", tree, paths);
        return paths;
    }

    private static void paths(String prefix, Json node, List<String> paths) {
        children(node, (name, child) -> {
            if (isMember(child)) {
                paths.add(prefix + PathElement.text(name));
            }
        });
        children(node, (name, child) -> paths(prefix + PathElement.text(name), child, paths));
    }
}
