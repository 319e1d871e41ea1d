package dev.reconcile.model;

import java.util.Arrays;

/**
 * The names that a JSON object has, sorted, and where each of them is. Objects that have the same names share them, as most of a cluster do, so finding a
 * name costs one look whatever their number, and comparing the names of two objects costs none.
 */
final class JsonNames {
    static final JsonNames EMPTY = new JsonNames(new String[0], 1);

    /** Up to so many names there is a table of their places; beyond, they are searched. */
    private static final int MAX_TABLE = 64;

    /**
     * JsonNamess made before, by hash code; a newer one takes the place of an older one with a like hash code. It may be read and written by several threads
     * at once: a shape never changes, and one that is not found here is made again.
     */
    private static final JsonNames[] KNOWN = new JsonNames[1 << 12];

    private final String[] names;
    private final int hash;

    /** By hash code of the name, its place plus one, or 0 for none; who collides stands in the next that is free. Null for many names. */
    private final byte[] table;

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
        JsonNames made = new JsonNames(size == names.length ? names : Arrays.copyOf(names, size), hash);
        if (size <= MAX_TABLE) {
            KNOWN[at] = made;
        }
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
        String[] more = new String[names.length + 1];
        System.arraycopy(names, 0, more, 0, place);
        more[place] = name;
        System.arraycopy(names, place, more, place + 1, names.length - place);
        return of(more, more.length);
    }

    /** Without the one at that place. */
    JsonNames without(int place) {
        String[] fewer = new String[names.length - 1];
        System.arraycopy(names, 0, fewer, 0, place);
        System.arraycopy(names, place + 1, fewer, place, fewer.length - place);
        return of(fewer, fewer.length);
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
