package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.SortedMap;
import java.util.TreeMap;

/** A shell's variables. */
final class Variables {
    /** A null value: marked for export or as read-only, but not set. */
    record Variable(String value, boolean exported, boolean readOnly) {
        Json save() {
            return Json.of("value", value, "exported", exported ? true : null, "readOnly", readOnly ? true : null);
        }

        static Variable restore(Json state) {
            return new Variable(state.text("value"), state.isTrue("exported"), state.isTrue("readOnly"));
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
        return new Variables(new TreeMap<>(byName));
    }

    String get(String name) {
        Variable variable = byName.get(name);
        return variable == null ? null : variable.value();
    }

    boolean isReadOnly(String name) {
        return byName.containsKey(name) && byName.get(name).readOnly();
    }

    void set(String name, String value) {
        Variable old = byName.get(name);
        byName.put(name, new Variable(value, old != null && old.exported(), old != null && old.readOnly()));
    }

    void export(String name) {
        byName.put(name, new Variable(get(name), true, isReadOnly(name)));
    }

    void unexport(String name) {
        if (byName.containsKey(name)) {
            byName.put(name, new Variable(get(name), false, isReadOnly(name)));
        }
    }

    void makeReadOnly(String name) {
        Variable old = byName.get(name);
        byName.put(name, new Variable(get(name), old != null && old.exported(), true));
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
