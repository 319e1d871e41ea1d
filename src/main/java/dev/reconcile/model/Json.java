package dev.reconcile.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * An immutable JSON object whose names are always sorted, as Kubernetes' clients print them.
 *
 * <p>A value is a {@code Json}, a {@code List<Object>} of values, a {@code String}, {@code Long}, {@code Double} or
 * {@code Boolean}; there is no null: an absent name stands for it. Copies share what they do not change, so a log of thousands of object
 * versions stays small.
 */
public final class Json {
    public static final Json EMPTY = new Json(new String[0], new Object[0]);

    private final String[] names;
    private final Object[] values;

    private Json(String[] names, Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** Name, value, name, value, …; a null value leaves its name out. */
    public static Json of(Object... pairs) {
        TreeMap<String, Object> fields = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                fields.put((String) pairs[i], pairs[i + 1]);
            }
        }
        return copyOf(fields);
    }

    /** Takes maps, lists, numbers and strings as Java libraries hold them; nulls are left out. */
    public static Json copyOf(Map<String, ?> fields) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                sorted.put(name, value(value));
            }
        });
        return sorted.isEmpty() ? EMPTY : new Json(sorted.keySet().toArray(String[]::new), sorted.values().toArray());
    }

    /** The value as this class holds it. Throws on a type that JSON does not have. */
    public static Object value(Object raw) {
        return switch (raw) {
            case Json json -> json;
            case String text -> text;
            case Boolean truth -> truth;
            case Long number -> number;
            case Integer number -> (Long) number.longValue();
            case Double number -> number;
            case Map<?, ?> map -> {
                TreeMap<String, Object> fields = new TreeMap<>();
                map.forEach((name, value) -> fields.put((String) name, value));
                yield copyOf(fields);
            }
            case List<?> list -> list(list);
            default -> throw new IllegalArgumentException("not a JSON value: " + raw.getClass().getName());
        };
    }

    /** An immutable list of JSON values. */
    public static List<Object> list(List<?> items) {
        List<Object> values = new ArrayList<>(items.size());
        for (Object item : items) {
            values.add(value(item));
        }
        return Collections.unmodifiableList(values);
    }

    public boolean isEmpty() {
        return names.length == 0;
    }

    public int size() {
        return names.length;
    }

    /** The names, sorted. */
    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    public void forEach(BiConsumer<String, Object> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    /** The value under this name, or null. */
    public Object get(String name) {
        int index = Arrays.binarySearch(names, name);
        return index < 0 ? null : values[index];
    }

    public boolean has(String... path) {
        return at(path) != null;
    }

    /** The value at the end of the path, or null where anything on the way is absent or not an object. */
    public Object at(String... path) {
        Object value = this;
        for (String name : path) {
            if (!(value instanceof Json json)) {
                return null;
            }
            value = json.get(name);
        }
        return value;
    }

    /** The string there, or null. A number or boolean is not a string. */
    public String text(String... path) {
        return at(path) instanceof String text ? text : null;
    }

    /** The string there, or {@code ""}: Go's zero value, which upstream rules often compare with. */
    public String textOrEmpty(String... path) {
        return at(path) instanceof String text ? text : "";
    }

    public Optional<Long> number(String... path) {
        return at(path) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    public long number(long otherwise, String... path) {
        return at(path) instanceof Number number ? number.longValue() : otherwise;
    }

    /** True only where a JSON true stands. */
    public boolean isTrue(String... path) {
        return Boolean.TRUE.equals(at(path));
    }

    /** The object there, or the empty one. */
    public Json object(String... path) {
        return at(path) instanceof Json json ? json : EMPTY;
    }

    /** The list there, or the empty one. */
    @SuppressWarnings("unchecked")
    public List<Object> list(String... path) {
        return at(path) instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The objects of the list there, in order; other items are passed over. */
    public List<Json> objects(String... path) {
        List<Json> objects = new ArrayList<>();
        for (Object item : list(path)) {
            if (item instanceof Json json) {
                objects.add(json);
            }
        }
        return objects;
    }

    /** The strings of the list there, in order; other items are passed over. */
    public List<String> texts(String... path) {
        List<String> texts = new ArrayList<>();
        for (Object item : list(path)) {
            if (item instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The string-valued fields of the object there, sorted by name: labels, annotations, node selectors. */
    public Map<String, String> textMap(String... path) {
        Map<String, String> map = new TreeMap<>();
        object(path).forEach((name, value) -> {
            if (value instanceof String text) {
                map.put(name, text);
            }
        });
        return map;
    }

    /** This object with that value under the name; null removes the name. */
    public Json with(String name, Object raw) {
        if (raw == null) {
            return without(name);
        }
        Object value = value(raw);
        int index = Arrays.binarySearch(names, name);
        if (index >= 0) {
            if (values[index].equals(value)) {
                return this;
            }
            Object[] changed = values.clone();
            changed[index] = value;
            return new Json(names, changed);
        }
        int at = -index - 1;
        String[] moreNames = new String[names.length + 1];
        Object[] moreValues = new Object[names.length + 1];
        System.arraycopy(names, 0, moreNames, 0, at);
        System.arraycopy(values, 0, moreValues, 0, at);
        moreNames[at] = name;
        moreValues[at] = value;
        System.arraycopy(names, at, moreNames, at + 1, names.length - at);
        System.arraycopy(values, at, moreValues, at + 1, values.length - at);
        return new Json(moreNames, moreValues);
    }

    public Json without(String name) {
        int at = Arrays.binarySearch(names, name);
        if (at < 0) {
            return this;
        }
        if (names.length == 1) {
            return EMPTY;
        }
        String[] fewerNames = new String[names.length - 1];
        Object[] fewerValues = new Object[names.length - 1];
        System.arraycopy(names, 0, fewerNames, 0, at);
        System.arraycopy(values, 0, fewerValues, 0, at);
        System.arraycopy(names, at + 1, fewerNames, at, fewerNames.length - at);
        System.arraycopy(values, at + 1, fewerValues, at, fewerValues.length - at);
        return new Json(fewerNames, fewerValues);
    }

    /** This object with that value at the end of the path; objects on the way are made. Null removes. */
    public Json withAt(Object value, String... path) {
        return withAt(value, path, 0);
    }

    private Json withAt(Object value, String[] path, int depth) {
        if (depth == path.length - 1) {
            return with(path[depth], value);
        }
        Object child = get(path[depth]);
        if (value == null && child == null) {
            return this;
        }
        Json base = child instanceof Json json ? json : EMPTY;
        return with(path[depth], base.withAt(value, path, depth + 1));
    }

    /** This object with a value where the path has none yet: how API defaults are set. */
    public Json withDefault(Object value, String... path) {
        return has(path) ? this : withAt(value, path);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Json json && Arrays.equals(names, json.names) && Arrays.equals(values, json.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    /** Compact JSON text. */
    @Override
    public String toString() {
        return JsonText.compact(this);
    }
}
