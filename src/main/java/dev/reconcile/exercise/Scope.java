package dev.reconcile.exercise;

import dev.cel.runtime.CelVariableResolver;
import dev.reconcile.api.Kind;
import dev.reconcile.api.kinds.StandardKinds;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The variables of an expression, read from the cluster when they are asked for. */
final class Scope implements CelVariableResolver {
    /** Variable name to resource; where two groups have the same plural, the first in discovery order has the name. */
    private static final Map<String, String> RESOURCES = StandardKinds.all().stream()
            .collect(Collectors.toMap(Kind::plural, Kind::resource, (first, second) -> first, TreeMap::new));

    private final View view;
    private final Entry entry;
    private final Map<String, List<Map<String, Object>>> read = new TreeMap<>();

    private Scope(View view, Entry entry) {
        this.view = view;
        this.entry = entry;
    }

    static Scope of(View view) {
        return new Scope(view, null);
    }

    static Scope of(View view, Entry entry) {
        return new Scope(view, entry);
    }

    static Iterable<String> names() {
        return RESOURCES.keySet();
    }

    /** The group-resource that a variable lists. */
    static Optional<String> resource(String name) {
        return Optional.ofNullable(RESOURCES.get(name));
    }

    @Override
    public Optional<Object> find(String name) {
        if (name.equals("now")) {
            return Optional.of(view.now());
        }
        if (name.equals("entry")) {
            return Optional.ofNullable(entry).map(e -> new JsonMap(EntryJson.write(e)));
        }
        return Optional.ofNullable(RESOURCES.get(name)).map(resource -> read.computeIfAbsent(name, n -> objects(resource)));
    }

    private List<Map<String, Object>> objects(String resource) {
        return view.list(resource, "").stream().map(KubeObject::tree).<Map<String, Object>>map(JsonMap::new).toList();
    }

    /** A {@link Json} as the map that CEL reads. */
    private static final class JsonMap extends java.util.AbstractMap<String, Object> {
        private final Json json;

        JsonMap(Json json) {
            this.json = json;
        }

        @Override
        public Object get(Object name) {
            return name instanceof String text ? adapted(json.get(text)) : null;
        }

        @Override
        public boolean containsKey(Object name) {
            return name instanceof String text && json.get(text) != null;
        }

        @Override
        public java.util.Set<Entry<String, Object>> entrySet() {
            Map<String, Object> entries = new TreeMap<>();
            json.forEach((name, value) -> entries.put(name, adapted(value)));
            return entries.entrySet();
        }

        private static Object adapted(Object value) {
            return switch (value) {
                case Json inner -> new JsonMap(inner);
                case List<?> list -> list.stream().map(JsonMap::adapted).toList();
                case null, default -> value;
            };
        }
    }
}
