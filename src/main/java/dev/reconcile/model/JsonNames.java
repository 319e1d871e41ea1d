package dev.reconcile.model;

import java.util.Arrays;

/**
 * The names that a JSON object has, sorted, and where each of them is. Objects that have the same names share them, as most of a cluster do, so finding a
 * name costs one look whatever their number, and comparing the names of two objects costs none.
 */
public final class JsonNames {
    static final JsonNames EMPTY = new JsonNames(new String[0], 1);

    /** Up to so many names there is a table of their places; beyond, they are searched. */
    private static final int MAX_TABLE = 64;

    /**
     * Those made before, by hash code; a newer one takes the place of an older one with a like hash code. It may be read and written by several threads
     * at once: names never change, and those that are not found here are made again.
     */
    private static final JsonNames[] KNOWN = new JsonNames[1 << 12];

    private final String[] names;
    private final int hash;

    /** By hash code of the name, its place plus one, or 0 for none; who collides stands in the next that is free. Null for many names. */
    private final byte[] table;

    /** What {@link #with} gave last: objects grow and shrink in few ways. Null before, and for many names, lest each hold on to the next. */
    private Step grown;

    /** What {@link #without} gave last. */
    private Step shrunk;

    /** Immutable, so that threads may see an older one but never half of one. */
    private record Step(String name, JsonNames names) {}

    private JsonNames(String[] names, int hash) {
        this.names = names;
        this.hash = hash;
        this.table = names.length <= MAX_TABLE ? table(names) : null;
    }

    /** The first {@code size} of these, which are sorted. The array is given away. */
    static JsonNames of(String[] names, int size) {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + names[i].hashCode();
        }
        int at = spread(hash) & KNOWN.length - 1;
        JsonNames known = KNOWN[at];
        if (known != null && known.hash == hash && known.isOf(names, size)) {
            return known;
        }
        if (size > MAX_TABLE) {
            return new JsonNames(Arrays.copyOf(names, size), hash);
        }
        String[] kept = new String[size];
        for (int i = 0; i < size; i++) {
            kept[i] = names[i].intern();
        }
        JsonNames made = new JsonNames(kept, hash);
        KNOWN[at] = made;
        return made;
    }

    private boolean isOf(String[] others, int size) {
        if (names.length != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (names[i] != others[i] && !names[i].equals(others[i])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] table(String[] names) {
        byte[] table = new byte[Integer.highestOneBit(Math.max(1, names.length)) * 4];
        for (int i = 0; i < names.length; i++) {
            int slot = spread(names[i].hashCode()) & table.length - 1;
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = (byte) (i + 1);
        }
        return table;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 15 ^ hash >>> 7;
    }

    public int size() {
        return names.length;
    }

    /** The name at that place in their order. */
    public String at(int index) {
        return names[index];
    }

    String[] all() {
        return names;
    }

    /** Where the name is, or {@code -(where it belongs) - 1}. */
    int place(String name) {
        return Arrays.binarySearch(names, name);
    }

    /** Where the name is, or something negative. */
    int find(String name) {
        if (table == null) {
            return place(name);
        }
        for (int slot = spread(name.hashCode()) & table.length - 1;; slot = slot + 1 & table.length - 1) {
            int index = table[slot] - 1;
            if (index < 0 || names[index] == name || names[index].equals(name)) {
                return index;
            }
        }
    }

    /** With one more, which belongs at that place. */
    JsonNames with(String name, int place) {
        Step last = grown;
        if (last != null && last.name.equals(name)) {
            return last.names;
        }
        String[] more = new String[names.length + 1];
        System.arraycopy(names, 0, more, 0, place);
        more[place] = name;
        System.arraycopy(names, place, more, place + 1, names.length - place);
        JsonNames made = of(more, more.length);
        grown = more.length <= MAX_TABLE ? new Step(name, made) : null;
        return made;
    }

    /** Without the one at that place. */
    JsonNames without(int place) {
        Step last = shrunk;
        if (last != null && last.name == names[place]) {
            return last.names;
        }
        String[] fewer = new String[names.length - 1];
        System.arraycopy(names, 0, fewer, 0, place);
        System.arraycopy(names, place + 1, fewer, place, fewer.length - place);
        JsonNames made = of(fewer, fewer.length);
        shrunk = names.length <= MAX_TABLE ? new Step(names[place], made) : null;
        return made;
    }

    boolean isSame(JsonNames other) {
        return this == other || hash == other.hash && Arrays.equals(names, other.names);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNames names && isSame(names);
    }
}
