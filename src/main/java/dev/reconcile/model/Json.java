package dev.reconcile.model;

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
    public static final Json EMPTY = new Json(JsonNames.EMPTY, new Object[0]);

    private final JsonNames names;
    private final Object[] values;

    /** Found when it is first asked for, and 0 before; objects share parts whose hash codes are known. */
    private int hash;

    private Json(JsonNames names, Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** Name, value, name, value, …; a null value leaves its name out, of two under one name the later counts. */
    public static Json of(Object... pairs) {
        String[] names = new String[pairs.length / 2];
        Object[] values = new Object[pairs.length / 2];
        int size = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                size = insert(names, values, size, (String) pairs[i], value(pairs[i + 1]));
            }
        }
        return sized(names, values, size);
    }

    /** Takes maps, lists, numbers and strings as Java libraries hold them; nulls are left out. */
    public static Json copyOf(Map<String, ?> fields) {
        String[] names = new String[fields.size()];
        Object[] values = new Object[fields.size()];
        int size = 0;
        for (Map.Entry<String, ?> field : fields.entrySet()) {
            if (field.getValue() != null) {
                size = insert(names, values, size, field.getKey(), value(field.getValue()));
            }
        }
        return sized(names, values, size);
    }

    /** Puts the pair at its place among the first {@code size} ones, which are sorted; what comes in order costs one comparison. */
    private static int insert(String[] names, Object[] values, int size, String name, Object value) {
        int order = size == 0 ? 1 : name.compareTo(names[size - 1]);
        int at = order > 0 ? size : order == 0 ? size - 1 : Arrays.binarySearch(names, 0, size - 1, name);
        if (at >= 0 && at < size) {
            values[at] = value;
            return size;
        }
        at = at < 0 ? -at - 1 : at;
        System.arraycopy(names, at, names, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        names[at] = name;
        values[at] = value;
        return size + 1;
    }

    private static Json sized(String[] names, Object[] values, int size) {
        return size == 0 ? EMPTY : new Json(JsonNames.of(names, size), size == values.length ? values : Arrays.copyOf(values, size));
    }

    /** The value as this class holds it. Throws on a type that JSON does not have. */
    @SuppressWarnings("unchecked")
    public static Object value(Object raw) {
        boolean held = raw instanceof Json || raw instanceof String || raw instanceof JsonList
                || raw instanceof Long || raw instanceof Boolean || raw instanceof Double;
        return held ? raw : switch (raw) {
            case Integer number -> (Long) number.longValue();
            case Map<?, ?> map -> copyOf((Map<String, ?>) map);
            case List<?> list -> list(list);
            default -> throw new IllegalArgumentException("not a JSON value: " + raw.getClass().getName());
        };
    }

    /** An immutable list of JSON values; the very same one if it was made here. */
    public static List<Object> list(List<?> items) {
        if (items instanceof JsonList list) {
            return list;
        }
        Object[] values = new Object[items.size()];
        int size = 0;
        for (Object item : items) {
            values[size++] = value(item);
        }
        return new JsonList(values);
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    public int size() {
        return values.length;
    }

    /** The names, sorted. */
    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names.all()));
    }

    /** The names as one value, by which to keep what is known of all objects that have them. */
    public JsonNames shape() {
        return names;
    }

    public void forEach(BiConsumer<String, Object> action) {
        for (int i = 0; i < values.length; i++) {
            action.accept(names.all()[i], values[i]);
        }
    }

    /** The name at that place in their order. */
    public String nameAt(int index) {
        return names.all()[index];
    }

    /** The value of {@link #nameAt}. */
    public Object valueAt(int index) {
        return values[index];
    }

    /** The value under this name, or null. */
    public Object get(String name) {
        int index = names.find(name);
        return index < 0 ? null : values[index];
    }

    private Object at(String name, String inner) {
        return get(name) instanceof Json json ? json.get(inner) : null;
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

    /** This and what follows read the value at the end of a path; one or two names, as nearly always, need no array. */
    public boolean has(String name) {
        return get(name) != null;
    }

    public boolean has(String name, String inner) {
        return at(name, inner) != null;
    }

    public boolean has(String... path) {
        return at(path) != null;
    }

    /** The string there, or null. A number or boolean is not a string. */
    public String text(String name) {
        return get(name) instanceof String text ? text : null;
    }

    public String text(String name, String inner) {
        return at(name, inner) instanceof String text ? text : null;
    }

    public String text(String... path) {
        return at(path) instanceof String text ? text : null;
    }

    /** The string there, or {@code ""}: Go's zero value, which upstream rules often compare with. */
    public String textOrEmpty(String name) {
        return get(name) instanceof String text ? text : "";
    }

    public String textOrEmpty(String name, String inner) {
        return at(name, inner) instanceof String text ? text : "";
    }

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
    public Json object(String name) {
        return get(name) instanceof Json json ? json : EMPTY;
    }

    public Json object(String name, String inner) {
        return at(name, inner) instanceof Json json ? json : EMPTY;
    }

    public Json object(String... path) {
        return at(path) instanceof Json json ? json : EMPTY;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object value) {
        return value instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The list there, or the empty one. */
    public List<Object> list(String name) {
        return asList(get(name));
    }

    public List<Object> list(String name, String inner) {
        return asList(at(name, inner));
    }

    public List<Object> list(String... path) {
        return asList(at(path));
    }

    /** The objects of the list there, in order; other items are passed over. The list cannot be changed. */
    public List<Json> objects(String name) {
        return JsonList.only(Json.class, get(name));
    }

    public List<Json> objects(String name, String inner) {
        return JsonList.only(Json.class, at(name, inner));
    }

    public List<Json> objects(String... path) {
        return JsonList.only(Json.class, at(path));
    }

    /** The strings of the list there, in order; other items are passed over. The list cannot be changed. */
    public List<String> texts(String... path) {
        return JsonList.only(String.class, at(path));
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
        int index = names.find(name);
        if (index >= 0) {
            return values[index].equals(value) ? this : withAt(index, value);
        }
        int at = -names.place(name) - 1;
        Object[] more = new Object[values.length + 1];
        System.arraycopy(values, 0, more, 0, at);
        more[at] = value;
        System.arraycopy(values, at, more, at + 1, values.length - at);
        return new Json(names.with(name, at), more);
    }

    private Json withAt(int index, Object value) {
        Object[] changed = values.clone();
        changed[index] = value;
        return new Json(names, changed);
    }

    /** As {@link #with}, of an object that is surely another than the one there: nobody looks into them. */
    Json withOther(String name, Json object) {
        return withAt(names.find(name), object);
    }

    public Json without(String name) {
        int at = names.find(name);
        if (at < 0) {
            return this;
        }
        if (values.length == 1) {
            return EMPTY;
        }
        Object[] fewer = new Object[values.length - 1];
        System.arraycopy(values, 0, fewer, 0, at);
        System.arraycopy(values, at + 1, fewer, at, fewer.length - at);
        return new Json(names.without(at), fewer);
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
        Json base = child instanceof Json json ? json : EMPTY;
        return value == null && child == null ? this : with(path[depth], base.withAt(value, path, depth + 1));
    }

    /** This object with a value where the path has none yet: how API defaults are set. */
    public Json withDefault(Object value, String... path) {
        return has(path) ? this : withAt(value, path);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Json json && names.isSame(json.names) && Arrays.equals(values, json.values);
    }

    @Override
    public int hashCode() {
        hash = hash != 0 ? hash : 31 * names.hashCode() + Arrays.hashCode(values);
        return hash;
    }

    /** Compact JSON text. */
    @Override
    public String toString() {
        return JsonText.compact(this);
    }
}
