package dev.reconcile.controllers;

import dev.reconcile.api.Status;
import dev.reconcile.control.EventRecord;
import dev.reconcile.control.Plan;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Creations in batches of 1, 2, 4, 8, … ({@code controller_utils.go slowStartBatch}): when the API refuses one, the others of its batch are
 * still tried and later batches are not, so that a quota is not run against hundreds of times. In a namespace that is about to go nobody is told.
 *
 * @param owner whom the events are about
 * @param afterFailure what to do when the failing batch is through; it gets the first refusal
 */
record SlowStart(KubeObject owner, List<KubeObject> pods, Reason reason, Function<Status, List<Plan.Step>> afterFailure) {

    void write(Plan.Builder plan) {
        for (int i = 0; i < pods.size(); i++) {
            plan.step(new Plan.Intent.Create("pods", pods.get(i)), reason, failure(i, null));
            plan.event(owner, "Normal", "SuccessfulCreate", "Created pod: " + pods.get(i).name());
        }
    }

    private Function<Status, List<Plan.Step>> failure(int index, Status earlier) {
        return status -> restOfBatch(index, status, earlier == null ? status : earlier);
    }

    private List<Plan.Step> restOfBatch(int failed, Status status, Status first) {
        List<Plan.Step> steps = new ArrayList<>();
        if (status.isOfTerminatingNamespace()) {
            return steps;
        }
        steps.add(event("Warning", "FailedCreate", "Error creating: " + status.message()));
        for (int i = failed + 1; i < batchEnd(failed); i++) {
            steps.add(new Plan.Step(new Plan.Intent.Create("pods", pods.get(i)), reason, failure(i, first)));
            steps.add(event("Normal", "SuccessfulCreate", "Created pod: " + pods.get(i).name()));
        }
        steps.addAll(afterFailure.apply(first));
        return steps;
    }

    private Plan.Step event(String type, String what, String message) {
        return new Plan.Step(new Plan.Intent.Event(new EventRecord(owner, type, what, message)), Reason.of("event"), null);
    }

    /** Batches start at 0, 1, 3, 7, …: just after each power of two less one. */
    private int batchEnd(int index) {
        return Math.min(pods.size(), 2 * Integer.highestOneBit(index + 1) - 1);
    }
}
