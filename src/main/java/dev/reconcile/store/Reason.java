package dev.reconcile.store;

import dev.reconcile.model.Json;

/**
 * Why a controller does something: the name of a sentence in the message bundles, and what to fill in.
 *
 * @param id such as {@code replicaset.too-few}; every id has a sentence in each language
 * @param args the values that the sentence names
 */
public record Reason(String id, Json args) {
    /** Id, then name, value, name, value, … */
    public static Reason of(String id, Object... args) {
        return new Reason(id, Json.of(args));
    }
}
