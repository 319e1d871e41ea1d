package dev.reconcile.model;

import java.util.TreeSet;

/**
 * JSON merge patch (RFC 7386) over {@link Json}. Because {@code Json} holds no nulls, a patch that must remove a name is written with
 * {@link #REMOVE} in its place; {@link JsonText} writes it as JSON null and {@link JsonText#patch} reads it back.
 */
public final class MergePatch {
    /** Stands in a patch where JSON has null. No Kubernetes object holds this string. */
    public static final String REMOVE = "\u0000remove";

    private MergePatch() {}

    /** The patch that turns {@code before} into {@code after}; lists are replaced whole. */
    public static Json between(Json before, Json after) {
        Json patch = Json.EMPTY;
        TreeSet<String> names = new TreeSet<>(before.names());
        names.addAll(after.names());
        for (String name : names) {
            Object old = before.get(name);
            Object now = after.get(name);
            if (now == null) {
                patch = patch.with(name, REMOVE);
            } else if (old instanceof Json oldJson && now instanceof Json nowJson) {
                Json inner = between(oldJson, nowJson);
                if (!inner.isEmpty()) {
                    patch = patch.with(name, inner);
                }
            } else if (!now.equals(old)) {
                patch = patch.with(name, now);
            }
        }
        return patch;
    }

    public static Json apply(Json base, Json patch) {
        Json result = base;
        for (String name : patch.names()) {
            Object change = patch.get(name);
            if (REMOVE.equals(change)) {
                result = result.without(name);
            } else if (change instanceof Json inner) {
                result = result.with(name, apply(result.object(name), inner));
            } else {
                result = result.with(name, change);
            }
        }
        return result;
    }
}
