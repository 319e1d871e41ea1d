package dev.reconcile.kubelet;

import dev.reconcile.model.Json;

/** Reads parameters that come as values from within the process and as words from a query string. */
final class Asked {
    private Asked() {}

    static boolean flag(Json values, String name) {
        return values.isTrue(name) || values.textOrEmpty(name).equals("true") || values.textOrEmpty(name).equals("1");
    }

    /** -1 where it is not given. */
    static long number(Json values, String name) {
        String text = values.textOrEmpty(name);
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : values.number(-1, name);
    }
}
