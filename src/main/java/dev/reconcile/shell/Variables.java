package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.SortedMap;
import java.util.TreeMap;

/** A shell's variables. */
final class Variables {
    /**
     * One of them. A null value: marked for export or as read-only, but not set.
     *
     * @param elements of an array, otherwise null; an array's value is that of its element 0
     * @param integer whether what is assigned is calculated
     */
    record Variable(String value, Elements elements, boolean exported, boolean readOnly, boolean integer) {
        static final Variable UNSET = new Variable(null, null, false, false, false);

        Variable with(String other) {
            return new Variable(other, elements, exported, readOnly, integer);
        }

        Variable with(Elements other) {
            return new Variable(null, other, exported, readOnly, integer);
        }

        Variable withExported(boolean on) {
            return new Variable(value, elements, on, readOnly, integer);
        }

        Variable asReadOnly() {
            return new Variable(value, elements, exported, true, integer);
        }

        Variable asInteger() {
            return new Variable(value, elements, exported, readOnly, true);
        }

        String text() {
            return elements == null ? value : elements.get("0");
        }

        Json save() {
            return Json.of("value", value, "elements", elements == null ? null : elements.save(), "exported", exported ? true : null,
                    "readOnly", readOnly ? true : null, "integer", integer ? true : null);
        }

        static Variable restore(Json state) {
            return new Variable(state.text("value"), state.has("elements") ? Elements.restore(state.object("elements")) : null,
                    state.isTrue("exported"), state.isTrue("readOnly"), state.isTrue("integer"));
        }
    }

    private final SortedMap<String, Variable> byName;

    Variables() {
        this(new TreeMap<>());
    }

    private Variables(SortedMap<String, Variable> byName) {
        this.byName = byName;
    }

    Variables copy() {
        byName.values().stream().filter(variable -> variable.elements() != null).forEach(variable -> variable.elements().share());
        return new Variables(new TreeMap<>(byName));
    }

    String get(String name) {
        return all(name).text();
    }

    /** The whole variable; {@link Variable#UNSET} where there is none. */
    Variable all(String name) {
        return byName.getOrDefault(name, Variable.UNSET);
    }

    boolean isReadOnly(String name) {
        return all(name).readOnly();
    }

    void put(String name, Variable variable) {
        byName.put(name, variable);
    }

    /** In an array, the element 0. */
    void set(String name, String value) {
        Variable old = all(name);
        if (old.elements() == null) {
            put(name, old.with(value));
        } else {
            change(name).put("0", value);
        }
    }

    /** The elements of an array, to be changed; what has none becomes an array. */
    Elements change(String name) {
        Variable old = all(name);
        Elements elements = old.elements() != null ? old.elements().own() : Elements.numbered();
        if (old.elements() == null && old.value() != null) {
            elements.put("0", old.value());
        }
        put(name, old.with(elements));
        return elements;
    }

    void export(String name) {
        put(name, all(name).withExported(true));
    }

    void unexport(String name) {
        if (byName.containsKey(name)) {
            put(name, all(name).withExported(false));
        }
    }

    void makeReadOnly(String name) {
        put(name, all(name).asReadOnly());
    }

    void unset(String name) {
        byName.remove(name);
    }

    /** The whole variable, or null. */
    Variable variable(String name) {
        return byName.get(name);
    }

    /** Puts back what {@link #variable} gave. */
    void putBack(String name, Variable variable) {
        if (variable == null) {
            byName.remove(name);
        } else {
            byName.put(name, variable);
        }
    }

    SortedMap<String, String> exported() {
        SortedMap<String, String> exported = new TreeMap<>();
        byName.forEach((name, variable) -> {
            if (variable.exported() && variable.value() != null) {
                exported.put(name, variable.value());
            }
        });
        return exported;
    }

    SortedMap<String, Variable> all() {
        return new TreeMap<>(byName);
    }

    Json save() {
        SortedMap<String, Json> saved = new TreeMap<>();
        byName.forEach((name, variable) -> saved.put(name, variable.save()));
        return Json.copyOf(saved);
    }

    static Variables restore(Json state) {
        Variables variables = new Variables();
        state.forEach((name, variable) -> variables.byName.put(name, Variable.restore((Json) variable)));
        return variables;
    }
}
