package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.store.Saveable;
import java.util.Map;
import java.util.TreeMap;

/** What controllers keep in mind and not in the API, as upstream's do: it is saved with the cluster, and written by steps of their plans. */
public final class Memories implements Saveable {
    private final Map<String, Json> memories = new TreeMap<>();

    @Override
    public String name() {
        return "controller-memories";
    }

    /** Empty where there is none. */
    Json get(String key) {
        return memories.getOrDefault(key, Json.EMPTY);
    }

    /** Empty to forget it. */
    void put(String key, Json memory) {
        if (memory.isEmpty()) {
            memories.remove(key);
        } else {
            memories.put(key, memory);
        }
    }

    @Override
    public Json save() {
        return Json.copyOf(memories);
    }

    @Override
    public void restore(Json saved) {
        saved.names().forEach(key -> memories.put(key, saved.object(key)));
    }
}
