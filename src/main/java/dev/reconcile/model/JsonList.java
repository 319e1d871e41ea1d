package dev.reconcile.model;

import java.util.AbstractList;
import java.util.Arrays;
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

    boolean areAll(Class<?> type) {
        for (Object value : values) {
            if (!type.isInstance(value)) {
                return false;
            }
        }
        return true;
    }
}
