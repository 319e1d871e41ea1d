package dev.reconcile.model;

import java.util.function.Function;

/**
 * Remembers what a function gave for the keys asked last: for texts that a cluster has few of and reads again and again. A newer key takes the place of
 * an older one whose hash code is alike, so it never grows. Several threads may ask at once: what is not found is made again.
 */
public final class Recent<K, V> {
    private final Known<K, V>[] known;
    private final Function<K, V> make;

    private record Known<K, V>(K key, V value) {}

    /**
     * @param size of how many keys at most; a power of two
     * @param make a pure function; its values are shared, so they have to be immutable
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Recent(int size, Function<K, V> make) {
        this.known = new Known[size];
        this.make = make;
    }

    public V get(K key) {
        int hash = key.hashCode();
        int at = (hash ^ hash >>> 16) & known.length - 1;
        Known<K, V> found = known[at];
        if (found == null || !found.key.equals(key)) {
            found = new Known<>(key, make.apply(key));
            known[at] = found;
        }
        return found.value;
    }
}
