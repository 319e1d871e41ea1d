package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts a Job's ended pods so that none is forgotten and none counted twice, whatever happens in between: their uids are noted in the
 * status, then their finalizers are taken off, then the notes become numbers
 * ({@code pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers}).
 *
 * @param indexes of an Indexed Job, else null
 * @param aim what ends the Job, if it ends
 */
record JobCounting(KubeObject job, JobPods pods, JobIndexes indexes, Optional<Json> aim, long now) {
    private static final String NOTES = "uncountedTerminatedPods";

    /** The most pods that are noted at a time ({@code MaxUncountedPods}). */
    private static final int MOST_NOTED = 500;

    /** Writes the status with the new numbers, and ends the Job if nothing of it is left. */
    void write(Plan.Builder plan, Json running, Reason reason) {
        List<KubeObject> counted = new ArrayList<>();
        Json noted = noted(cleaned(running, List.of()), counted);
        if (aim.isPresent() && !Conditions.isTrue(noted, aim.get().text("type"))) {
            noted = Conditions.set(noted, aim.get());
        }
        plan.status(JobReconciler.RESOURCE, job, noted, reason);
        counted.forEach(pod -> plan.update("pods", JobPods.untracked(pod).with(null, "metadata", "resourceVersion"),
                Reason.of("job.counted", "name", pod.name())));
        Json done = cleaned(noted, counted);
        boolean over = aim.isPresent() && counted.size() < MOST_NOTED && done.number(0, "terminating") == 0 && done.object(NOTES).isEmpty();
        Json last = over ? ended(done, aim.get()) : done;
        plan.status(JobReconciler.RESOURCE, job.withStatus(noted), last, reason);
        if (over) {
            tell(plan, last, aim.get());
        }
    }

    /** Notes that stand for pods which nothing holds any more are numbers now. */
    private Json cleaned(Json status, List<KubeObject> untracked) {
        Json cleaned = status.with(NOTES, status.object(NOTES));
        if (status.object(NOTES).isEmpty()) {
            return indexes == null ? cleaned : indexed(cleaned);
        }
        List<String> held = pods.pods().stream().filter(pod -> JobPods.isTracked(pod) && !untracked.contains(pod)).map(KubeObject::uid).toList();
        for (String list : List.of("succeeded", "failed")) {
            List<String> all = status.texts(NOTES, list);
            List<String> left = all.stream().filter(held::contains).toList();
            long number = status.number(0, list) + all.size() - left.size();
            cleaned = cleaned.with(list, Counts.orAbsent(number)).with(NOTES, cleaned.object(NOTES).with(list, left.isEmpty() ? null : left));
        }
        return indexes == null ? cleaned : indexed(cleaned);
    }

    private Json indexed(Json status) {
        String completed = indexes.succeeded().text();
        return status.with("succeeded", Counts.orAbsent(indexes.succeeded().total()))
                .with("completedIndexes", completed.isEmpty() ? null : completed)
                .with("failedIndexes", indexes.perIndex() ? indexes.failed().text() : null);
    }

    private Json noted(Json status, List<KubeObject> counted) {
        List<String> succeeded = new ArrayList<>(status.texts(NOTES, "succeeded"));
        List<String> failed = new ArrayList<>(status.texts(NOTES, "failed"));
        int news = 0;
        for (KubeObject pod : pods.pods()) {
            if (!JobPods.isTracked(pod) || !mayGo(pod)) {
                continue;
            }
            counted.add(pod);
            if (Pods.phase(pod).equals("Succeeded") && !failed.contains(pod.uid())) {
                if (indexes == null && !succeeded.contains(pod.uid())) {
                    succeeded.add(pod.uid());
                }
                news += indexes != null && indexes.isNews(pod) ? 1 : 0;
            } else if (countsAsFailed(pod) && !failed.contains(pod.uid())) {
                failed.add(pod.uid());
            }
            if (news + succeeded.size() + failed.size() >= MOST_NOTED) {
                break;
            }
        }
        Json notes = status.object(NOTES).with("succeeded", succeeded.isEmpty() ? null : succeeded).with("failed", failed.isEmpty() ? null : failed);
        return status.with(NOTES, notes);
    }

    private boolean mayGo(KubeObject pod) {
        boolean held = indexes != null && indexes.isHeld(pod);
        return job.isTerminating() || aim.isPresent() || Pods.phase(pod).equals("Succeeded") || pods.hasFailed(pod) && !held;
    }

    /** A pod that failed, and every pod of a Job that did. */
    private boolean countsAsFailed(KubeObject pod) {
        boolean over = aim.filter(JobEnd::isFailure).isPresent();
        return (pods.hasFailed(pod) || over) && pods.hasPlace(pod) && FailurePolicy.of(job).of(pod, job.namespace()).counts();
    }

    private Json ended(Json status, Json target) {
        String type = JobEnd.isFailure(target) ? "Failed" : "Complete";
        Json condition = JobEnd.condition(type, target.text("reason"), target.text("message"), now);
        Json ended = Conditions.set(status, condition);
        return JobEnd.isFailure(target) ? ended : ended.with("completionTime", condition.text("lastTransitionTime"));
    }

    private void tell(Plan.Builder plan, Json status, Json target) {
        if (JobEnd.isFailure(target)) {
            plan.event(job, "Warning", target.text("reason"), target.text("message"));
            return;
        }
        if (job.spec().number("completions").map(wanted -> status.number(0, "succeeded") > wanted).orElse(false)) {
            plan.event(job, "Warning", "TooManySucceededPods", "Too many succeeded pods running after completion count reached");
        }
        plan.event(job, "Normal", "Completed", "Job completed");
    }
}
