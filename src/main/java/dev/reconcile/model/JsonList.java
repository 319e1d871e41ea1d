package dev.reconcile.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;

/**
 * A list of JSON values. It is immutable and known as such by its type, so that objects share it. What is in it may be found out only when somebody
 * looks, whichever thread that is.
 */
public final class JsonList extends AbstractList<Object> implements RandomAccess {
    /** So many lists that wait may be made one from the other; the next one does not wait. */
    private static final int LONGEST_CHAIN = 50;

    /** The values, an {@code Object[]}; or what will make them. */
    private volatile Object state;

    /** @param chain how many lists that wait it is made from, itself included */
    private record Later(Supplier<? extends List<?>> items, int chain) {}

    JsonList(Object[] values) {
        this.state = values;
    }

    private JsonList(Later later) {
        this.state = later;
    }

    /** A list that is made when somebody looks at it, from the other one among other things. The supplier has to be a pure function. */
    public static List<Object> later(Object from, Supplier<? extends List<?>> items) {
        int chain = from instanceof JsonList list && list.state instanceof Later later ? later.chain + 1 : 1;
        JsonList list = new JsonList(new Later(items, chain));
        if (chain > LONGEST_CHAIN) {
            list.values();
        }
        return list;
    }

    private Object[] values() {
        return state instanceof Object[] values ? values : made();
    }

    private synchronized Object[] made() {
        if (state instanceof Later later) {
            state = ((JsonList) (List<?>) Json.list(later.items.get())).values();
        }
        return (Object[]) state;
    }

    @Override
    public Object get(int index) {
        return values()[index];
    }

    @Override
    public int size() {
        return values().length;
    }

    @Override
    public Object[] toArray() {
        return Arrays.copyOf(values(), size(), Object[].class);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof JsonList items ? Arrays.equals(values(), items.values()) : super.equals(other));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values());
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
        for (Object value : values()) {
            if (!type.isInstance(value)) {
                return false;
            }
        }
        return true;
    }
}
