package dev.reconcile.controllers;

import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether and why a Job is over ({@code pkg/controller/job/job_controller.go syncJob}). It first says what it aims at, FailureTarget or
 * SuccessCriteriaMet; Failed or Complete follows when its last pod is gone and counted.
 *
 * @param indexes of an Indexed Job, else null
 * @param failed how many pods have failed, those found now included
 */
record JobEnd(KubeObject job, JobPods pods, JobIndexes indexes, long failed, long now) {
    static final String FAILURE_TARGET = "FailureTarget";
    static final String SUCCESS_CRITERIA_MET = "SuccessCriteriaMet";

    /** The job has ended, for better or worse. */
    static boolean isFinished(KubeObject job) {
        return Conditions.isTrue(job.status(), "Complete") || Conditions.isTrue(job.status(), "Failed");
    }

    /** The condition that ends it: one that stands already, or a new one. */
    Optional<Json> aim() {
        return standing(SUCCESS_CRITERIA_MET).or(() -> standing(FAILURE_TARGET)).or(this::policy).or(this::limits).or(this::ofIndexes);
    }

    private Optional<Json> standing(String type) {
        return Conditions.find(job.status(), type).filter(condition -> "True".equals(condition.text("status")));
    }

    private Optional<Json> policy() {
        FailurePolicy policy = FailurePolicy.of(job);
        return pods.pods().stream().filter(pods::hasFailed).map(pod -> policy.of(pod, job.namespace()))
                .filter(verdict -> verdict.action() == FailurePolicy.Action.FAIL_JOB).findFirst()
                .map(verdict -> failure("PodFailurePolicy", verdict.message()));
    }

    private Optional<Json> limits() {
        long limit = job.spec().number(6, "backoffLimit");
        if (failed > limit || pods.isPastRestarts(limit)) {
            return Optional.of(failure("BackoffLimitExceeded", "Job has reached the specified backoff limit"));
        }
        OptionalLong deadline = deadline();
        return deadline.isPresent() && deadline.getAsLong() <= now
                ? Optional.of(failure("DeadlineExceeded", "Job was active longer than specified deadline"))
                : Optional.empty();
    }

    /** When it will have been active for too long. */
    OptionalLong deadline() {
        Optional<Long> start = Times.millis(job.status().text("startTime"));
        Optional<Long> seconds = job.spec().number("activeDeadlineSeconds");
        return start.isPresent() && seconds.isPresent() && !job.spec().isTrue("suspend")
                ? OptionalLong.of(start.get() + seconds.get() * 1000)
                : OptionalLong.empty();
    }

    private Optional<Json> ofIndexes() {
        if (indexes == null) {
            return Optional.empty();
        }
        int lost = indexes.failed().total();
        Optional<Long> most = job.spec().number("maxFailedIndexes");
        if (most.isPresent() && lost > most.get()) {
            return Optional.of(failure("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes"));
        }
        if (lost > 0 && lost + indexes.succeeded().total() >= job.spec().number(0, "completions")) {
            return Optional.of(failure("FailedIndexes", "Job has failed indexes"));
        }
        return SuccessPolicy.met(job, indexes.succeeded()).map(message -> condition(SUCCESS_CRITERIA_MET, "SuccessPolicy", message, now));
    }

    /** Enough pods have succeeded. */
    Json success() {
        return condition(SUCCESS_CRITERIA_MET, "CompletionsReached", "Reached expected number of succeeded pods", now);
    }

    private Json failure(String reason, String message) {
        return condition(FAILURE_TARGET, reason, message, now);
    }

    static Json condition(String type, String reason, String message, long now) {
        String time = Times.text(now);
        return Json.of("type", type, "status", "True", "reason", reason, "message", message, "lastProbeTime", time, "lastTransitionTime", time);
    }

    static boolean isFailure(Json aim) {
        return FAILURE_TARGET.equals(aim.text("type"));
    }
}
