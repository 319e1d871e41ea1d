package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.Optional;

/** A step between validation's defaults and the store that may change an object or refuse it, looking at other objects. */
public interface Admission {
    /**
     * What is being written.
     *
     * @param before null for a creation
     * @param after null for a deletion
     */
    record Write(Request request, Kind kind, KubeObject before, KubeObject after) {
        public boolean isCreation() {
            return before == null;
        }
    }

    /** The object to go on with; the same one if there is nothing to change. */
    default KubeObject mutate(Write write, View view) {
        return write.after();
    }

    /** Why not; empty to let it pass. */
    default Optional<Status> refuse(Write write, View view) {
        return Optional.empty();
    }
}
