package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes inside a tree that give back the very same tree when nothing changes, so that defaults cost little on every write. */
final class Trees {
    private Trees() {}

    /** Changes the object under that name, if there is one. */
    static Json within(Json tree, String name, UnaryOperator<Json> change) {
        if (!(tree.get(name) instanceof Json inner)) {
            return tree;
        }
        Json changed = change.apply(inner);
        return changed == inner ? tree : tree.with(name, changed);
    }

    /** Changes the object at the end of the path, if there is one. */
    static Json within(Json tree, List<String> path, UnaryOperator<Json> change) {
        if (path.size() == 1) {
            return within(tree, path.getFirst(), change);
        }
        return within(tree, path.getFirst(), inner -> within(inner, path.subList(1, path.size()), change));
    }

    /** Changes each object of the list under that name. */
    static Json each(Json tree, String name, UnaryOperator<Json> change) {
        if (!(tree.get(name) instanceof List<?> items)) {
            return tree;
        }
        List<Object> changed = null;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Json item) {
                Json after = change.apply(item);
                if (after != item) {
                    changed = changed == null ? new ArrayList<>(items) : changed;
                    changed.set(i, after);
                }
            }
        }
        return changed == null ? tree : tree.with(name, changed);
    }

    /** A default for a text: set where the name is absent or the text empty, as Go's zero value is. */
    static Json text(Json tree, String name, String value) {
        return tree.textOrEmpty(name).isEmpty() && !(tree.get(name) instanceof Number) ? tree.with(name, value) : tree;
    }

    /** A default for a number whose zero means that it was not given. */
    static Json number(Json tree, String name, long value) {
        return tree.number(0, name) == 0 && !(tree.get(name) instanceof String) ? tree.with(name, value) : tree;
    }

    /** A default for a field that upstream holds by pointer: zero and false are values of their own. */
    static Json absent(Json tree, String name, Object value) {
        return tree.get(name) == null ? tree.with(name, value) : tree;
    }
}
