package dev.reconcile.cluster;

import dev.reconcile.api.Status;
import java.util.Optional;

/** Where faults take effect in one cluster. */
public interface Faults {
    /** For parts of a cluster that have nothing to break. */
    Faults NONE = new Faults() {
        @Override
        public Optional<Status> problem(Fault fault) {
            return Optional.of(Status.badRequest("nothing in this cluster can have the fault " + fault.text()));
        }

        @Override
        public void cause(Fault fault, long cause) {
            throw new IllegalStateException("a fault that has a problem is not caused");
        }
    };

    /** Why the fault cannot happen; empty if it can. */
    Optional<Status> problem(Fault fault);

    /**
     * Makes it happen; there was no {@link #problem}.
     *
     * @param cause position of the act in the log
     */
    void cause(Fault fault, long cause);
}
