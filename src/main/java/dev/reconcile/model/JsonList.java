package dev.reconcile.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** A list of JSON values. It is immutable and known as such by its type, so that objects share it. */
final class JsonList extends AbstractList<Object> implements RandomAccess {
    private final Object[] values;

    JsonList(Object[] values) {
        this.values = values;
    }

    @Override
    public Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOf(values, values.length, Object[].class);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof JsonList items ? Arrays.equals(values, items.values) : super.equals(other));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The items of that type if the value is a list; where all are of it, the very list. */
    @SuppressWarnings("unchecked")
    static <T> List<T> only(Class<T> type, Object value) {
        if (!(value instanceof JsonList items)) {
            return List.of();
        }
        if (items.areAll(type)) {
            return (List<T>) (List<?>) items;
        }
        return items.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private boolean areAll(Class<?> type) {
        for (Object value : values) {
            if (!type.isInstance(value)) {
                return false;
            }
        }
        return true;
    }
}
