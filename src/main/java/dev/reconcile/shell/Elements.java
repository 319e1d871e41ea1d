package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The elements of one of bash's arrays: by number, or by name where the array is associative. */
final class Elements {
    /** An associative array is walked in the order of as many buckets as bash 5 gives it (its hashlib.c and assoc.h). */
    private static final int BUCKETS = 1024;

    private static final Comparator<String> BY_NUMBER = Comparator.comparingLong(Long::parseLong);
    private static final Comparator<String> BY_BUCKET = Comparator.comparingInt(Elements::bucket).thenComparing(Comparator.naturalOrder());

    private final boolean named;
    private final TreeMap<String, String> byKey;
    private int characters;
    private boolean shared;

    private Elements(boolean named) {
        this.named = named;
        this.byKey = new TreeMap<>(named ? BY_BUCKET : BY_NUMBER);
    }

    static Elements numbered() {
        return new Elements(false);
    }

    static Elements named() {
        return new Elements(true);
    }

    static Elements numbered(List<String> values) {
        Elements elements = numbered();
        values.forEach(value -> elements.put(elements.nextKey(), value));
        return elements;
    }

    private static int bucket(String key) {
        int hash = 0x811c9dc5;
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            hash = hash * 0x01000193 ^ each;
        }
        return hash & BUCKETS - 1;
    }

    boolean isNamed() {
        return named;
    }

    /** A subshell has it now, too: whoever changes it takes a copy first. */
    void share() {
        shared = true;
    }

    /** What may be changed: this, or a copy. */
    Elements own() {
        if (!shared) {
            return this;
        }
        Elements copy = new Elements(named);
        byKey.forEach(copy::put);
        return copy;
    }

    String get(String key) {
        return byKey.get(key);
    }

    void put(String key, String value) {
        remove(key);
        byKey.put(key, value);
        characters += key.length() + value.length();
    }

    void remove(String key) {
        String old = byKey.remove(key);
        characters -= old == null ? 0 : key.length() + old.length();
    }

    /** The number after the last one. */
    String nextKey() {
        return byKey.isEmpty() ? "0" : Long.toString(Long.parseLong(byKey.lastKey()) + 1);
    }

    List<String> values() {
        return List.copyOf(byKey.values());
    }

    List<String> keys() {
        return List.copyOf(byKey.keySet());
    }

    int size() {
        return byKey.size();
    }

    int characters() {
        return characters;
    }

    Json save() {
        List<String> pairs = new ArrayList<>();
        byKey.forEach((key, value) -> {
            pairs.add(key);
            pairs.add(value);
        });
        return Json.of("named", named ? true : null, "pairs", pairs);
    }

    static Elements restore(Json saved) {
        Elements elements = new Elements(saved.isTrue("named"));
        List<String> pairs = saved.texts("pairs");
        for (int i = 0; i < pairs.size(); i += 2) {
            elements.put(pairs.get(i), pairs.get(i + 1));
        }
        return elements;
    }
}
