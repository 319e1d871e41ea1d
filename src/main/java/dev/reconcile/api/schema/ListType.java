package dev.reconcile.api.schema;

import java.util.List;

/**
 * How server-side apply sees a list ({@code x-kubernetes-list-type}): as one value, as a set of plain values, or as a map by the keys of its items.
 *
 * @param keys of a map's items, sorted; empty otherwise
 */
public record ListType(Form form, List<String> keys) {
    public enum Form { WHOLE, SET, MAP }

    public static final ListType WHOLE = new ListType(Form.WHOLE, List.of());
    public static final ListType SET = new ListType(Form.SET, List.of());

    public static ListType by(String... keys) {
        return new ListType(Form.MAP, List.of(keys));
    }
}
