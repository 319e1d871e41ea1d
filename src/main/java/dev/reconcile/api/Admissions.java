package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/** Asks all admissions in their order. */
final class Admissions {
    /** What they said before validation. */
    sealed interface Outcome {
        record Yes(KubeObject object) implements Outcome {}

        record No(Status status) implements Outcome {}
    }

    private final List<Admission> steps;
    private final View view;

    Admissions(List<Admission> steps, View view) {
        this.steps = List.copyOf(steps);
        this.view = view;
    }

    /** Before validation: each step may turn the write away, then change it. */
    Outcome admit(Admission.Write write) {
        Admission.Write current = write;
        for (Admission step : steps) {
            Optional<Status> refused = step.turnAway(current, view);
            if (refused.isPresent()) {
                return new Outcome.No(refused.get());
            }
            current = new Admission.Write(write.request(), write.kind(), write.before(), step.mutate(current, view));
        }
        return new Outcome.Yes(current.after());
    }

    /** After validation. */
    Optional<Status> refused(Admission.Write write) {
        for (Admission step : steps) {
            Optional<Status> refused = step.refuse(write, view);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    /** A deletion is not validated in between. */
    Optional<Status> refusedDeletion(Admission.Write write) {
        for (Admission step : steps) {
            Optional<Status> refused = step.turnAway(write, view);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return refused(write);
    }
}
