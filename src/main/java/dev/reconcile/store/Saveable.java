package dev.reconcile.store;

import dev.reconcile.model.Json;

/** A part of a cluster whose state is not in API objects, such as the containers that run on a node. */
public interface Saveable {
    /** Unique in a cluster. */
    String name();

    Json save();

    /** Takes on what {@link #save} gave, in a part that has done nothing yet. */
    void restore(Json saved);
}
