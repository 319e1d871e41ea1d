package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.Optional;

/**
 * A step between a writer and the store that looks at other objects. Steps run in order: each may turn a write away or change it, before
 * validation; after validation each may still refuse it.
 */
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

        public boolean isDeletion() {
            return after == null;
        }

        public boolean isOf(String kindName) {
            return kind.kind().equals(kindName);
        }

        /** How refusals name the object: as it was sent, so a generated name is shown without its letters. */
        public String name() {
            if (!isCreation() || request.body() == null) {
                return request.name();
            }
            String name = request.body().textOrEmpty("metadata", "name");
            return name.isEmpty() ? request.body().textOrEmpty("metadata", "generateName") : name;
        }

        /** Kubernetes' {@code Forbidden} for this object. */
        public Status forbidden(String why) {
            return Status.forbidden(kind.resource(), name(), why);
        }
    }

    /** Why this cannot even be tried, before validation; empty to go on. */
    default Optional<Status> turnAway(Write write, View view) {
        return Optional.empty();
    }

    /** Why not, after validation; empty to let it pass. */
    default Optional<Status> refuse(Write write, View view) {
        return Optional.empty();
    }

    /** The object to go on with; the same one if there is nothing to change. */
    default KubeObject mutate(Write write, View view) {
        return write.after();
    }
}
