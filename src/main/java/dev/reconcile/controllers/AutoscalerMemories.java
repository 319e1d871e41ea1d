package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.store.Saveable;
import java.util.Map;
import java.util.TreeMap;

/** What each autoscaler has recommended and done lately. As upstream it is kept in the controller's memory, and not in the API. */
public final class AutoscalerMemories implements Saveable {
    /** By namespace and name. */
    private final Map<String, Json> memories = new TreeMap<>();

    @Override
    public String name() {
        return "autoscaler-memories";
    }

    AutoscalerMemory get(String key, long now) {
        return AutoscalerMemory.of(memories.getOrDefault(key, Json.EMPTY), now);
    }

    boolean knows(String key) {
        return memories.containsKey(key);
    }

    void put(String key, AutoscalerMemory memory) {
        memories.put(key, memory.save());
    }

    void forget(String key) {
        memories.remove(key);
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
