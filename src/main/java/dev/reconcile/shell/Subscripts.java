package dev.reconcile.shell;

import java.util.List;

/** What {@code name[subscript]} means in bash: the subscript of an associative array is its key, of any other a calculation. */
final class Subscripts {
    private Subscripts() {}

    /** One element that an assignment such as {@code a=(x [7]=y)} gives; without a subscript it follows the one before. */
    record Entry(String subscript, String value) {}

    /** Whether all elements are meant. */
    static boolean isAll(Word subscript) {
        return subscript != null && ("@".equals(subscript.plain()) || "*".equals(subscript.plain()));
    }

    /** Null for what is unset; a variable that is no array is its own element 0. */
    static Elements elements(ShellState state, String name) {
        if (name.equals("PIPESTATUS")) {
            return Elements.numbered(state.pipeStatus());
        }
        Variables.Variable variable = state.variables().all(name);
        if (variable.elements() != null) {
            return variable.elements();
        }
        String value = state.value(name);
        return value == null ? null : Elements.numbered(List.of(value));
    }

    /** The value of that element, or null. */
    static String get(ShellState state, String name, String subscript) {
        Elements elements = elements(state, name);
        return elements == null ? null : elements.get(key(state, name, elements, subscript));
    }

    static void set(ShellState state, String name, String subscript, String value) {
        refuseReadOnly(state, name);
        Elements elements = state.variables().change(name);
        String key = key(state, name, elements, subscript);
        elements.put(key, state.variables().all(name).integer() ? Long.toString(Arithmetic.calculate(value, state)) : value);
        check(state, elements);
    }

    /** All elements at once. */
    static void setAll(ShellState state, String name, List<Entry> entries, boolean append) {
        refuseReadOnly(state, name);
        Variables.Variable old = state.variables().all(name);
        if (!append) {
            state.variables().put(name, old.with(old.elements() != null && old.elements().isNamed() ? Elements.named() : Elements.numbered()));
        }
        Elements elements = state.variables().change(name);
        String next = elements.isNamed() ? null : elements.nextKey();
        for (Entry entry : entries) {
            if (entry.subscript() == null && elements.isNamed()) {
                throw Stop.failed(name + ": " + entry.value() + ": must use subscript when assigning associative array", 1);
            }
            String key = entry.subscript() == null ? next : key(state, name, elements, entry.subscript());
            elements.put(key, entry.value());
            next = elements.isNamed() ? null : Long.toString(Long.parseLong(key) + 1);
            check(state, elements);
        }
    }

    static void unset(ShellState state, String name, String subscript) {
        if (state.variables().all(name).elements() != null) {
            Elements elements = state.variables().change(name);
            elements.remove(key(state, name, elements, subscript));
        }
    }

    private static String key(ShellState state, String name, Elements elements, String subscript) {
        if (elements.isNamed()) {
            return subscript;
        }
        long number = Arithmetic.calculate(subscript, state);
        long key = number < 0 ? Long.parseLong(elements.nextKey()) + number : number;
        if (key < 0) {
            throw Stop.failed(name + "[" + subscript + "]: bad array subscript", 1);
        }
        return Long.toString(key);
    }

    private static void refuseReadOnly(ShellState state, String name) {
        if (state.variables().isReadOnly(name)) {
            throw Stop.failed(name + ": readonly variable", 1);
        }
    }

    private static void check(ShellState state, Elements elements) {
        if (elements.size() > state.limits().fields() || elements.characters() > state.limits().expansionCharacters()) {
            throw Stop.failed("an array holds at most " + state.limits().fields() + " elements and " + state.limits().expansionCharacters() + " characters",
                    ShellLimits.EXIT_CODE);
        }
    }
}
