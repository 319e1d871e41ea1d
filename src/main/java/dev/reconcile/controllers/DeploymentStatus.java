package dev.reconcile.controllers;

import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a Deployment says about its rollout ({@code sync.go calculateStatus}, {@code progress.go}). */
record DeploymentStatus(Rollout rollout, long now) {
    static final String PROGRESSING = "Progressing";
    private static final String AVAILABLE = "Available";
    private static final String FAILURE = "ReplicaFailure";

    static final String NEW_CREATED = "NewReplicaSetCreated";
    static final String NEW_FOUND = "FoundNewReplicaSet";
    static final String CREATE_ERROR = "ReplicaSetCreateError";
    static final String PAUSED = "DeploymentPaused";
    static final String RESUMED = "DeploymentResumed";
    private static final String NEW_AVAILABLE = "NewReplicaSetAvailable";
    private static final String UPDATED = "ReplicaSetUpdated";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";

    /** The counts and the Available condition: the whole status while nothing rolls. */
    Json counted() {
        List<KubeObject> all = rollout.all();
        long available = Rollout.sum(all, Rollout::available);
        long unavailable = Math.max(0, Rollout.sum(all, Rollout::specified) - available);
        Json status = before()
                .with("observedGeneration", Counts.orAbsent(rollout.deployment().generation()))
                .with("replicas", Counts.orAbsent(Rollout.sum(all, Rollout::actual)))
                .with("updatedReplicas", Counts.orAbsent(rollout.fresh().map(Rollout::actual).orElse(0L)))
                .with("readyReplicas", Counts.orAbsent(Rollout.sum(all, set -> set.status().number(0, "readyReplicas"))))
                .with("availableReplicas", Counts.orAbsent(available))
                .with("unavailableReplicas", Counts.orAbsent(unavailable));
        return available >= rollout.leastAvailable()
                ? with(status, AVAILABLE, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                : with(status, AVAILABLE, "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
    }

    /** The same with what is known of the progress, and failures of ReplicaSets. */
    Json rolling() {
        Json status = counted();
        if (rollout.progressDeadline().isEmpty()) {
            return withFailure(Conditions.remove(status, PROGRESSING));
        }
        boolean settled = status.number(0, "replicas") == status.number(0, "updatedReplicas") && hasReason(before(), NEW_AVAILABLE);
        return withFailure(settled ? status : withProgress(status));
    }

    private Json withProgress(Json status) {
        String subject = rollout.fresh().map(set -> "ReplicaSet \"" + set.name() + "\"")
                .orElse("Deployment \"" + rollout.deployment().name() + "\"");
        if (rollout.isComplete(status)) {
            return with(status, PROGRESSING, "True", NEW_AVAILABLE, subject + " has successfully progressed.");
        }
        if (progressed(status)) {
            return progressing(status, subject + " is progressing.");
        }
        return timedOut(status) ? with(status, PROGRESSING, "False", TIMED_OUT, subject + " has timed out progressing.") : status;
    }

    private Json before() {
        return rollout.deployment().status();
    }

    /** The Progressing condition has that reason. */
    static boolean hasReason(Json status, String reason) {
        return Conditions.find(status, PROGRESSING).filter(c -> reason.equals(c.text("reason"))).isPresent();
    }

    private boolean progressed(Json status) {
        Json before = before();
        long oldLeft = status.number(0, "replicas") - status.number(0, "updatedReplicas");
        long oldBefore = before.number(0, "replicas") - before.number(0, "updatedReplicas");
        return status.number(0, "updatedReplicas") > before.number(0, "updatedReplicas")
                || oldLeft < oldBefore
                || status.number(0, "readyReplicas") > before.number(0, "readyReplicas")
                || status.number(0, "availableReplicas") > before.number(0, "availableReplicas");
    }

    /** Progress is noted anew each time, unlike any other condition: the deadline counts from it. */
    private Json progressing(Json status, String message) {
        Optional<String> since = Conditions.find(before(), PROGRESSING)
                .filter(c -> "True".equals(c.text("status")))
                .map(c -> c.textOrEmpty("lastTransitionTime"));
        Json condition = condition(PROGRESSING, "True", UPDATED, message);
        return append(status, since.map(time -> condition.with("lastTransitionTime", time)).orElse(condition));
    }

    private boolean timedOut(Json status) {
        if (hasReason(status, NEW_AVAILABLE)) {
            return false;
        }
        return hasReason(status, TIMED_OUT) || deadline(status).stream().anyMatch(at -> at < now);
    }

    private OptionalLong deadline(Json status) {
        Optional<Long> from = Conditions.find(status, PROGRESSING).flatMap(c -> Times.millis(c.text("lastUpdateTime")));
        return from.isPresent() && rollout.progressDeadline().isPresent()
                ? OptionalLong.of(from.get() + rollout.progressDeadline().get() * 1000)
                : OptionalLong.empty();
    }

    /** When to look whether the rollout is stuck, with upstream's extra second; empty if it is over, one way or the other. */
    OptionalLong checkAt() {
        Json status = before();
        boolean over = rollout.isComplete(status) || hasReason(status, NEW_AVAILABLE) || hasReason(status, TIMED_OUT);
        OptionalLong deadline = deadline(status);
        return over || deadline.isEmpty() ? OptionalLong.empty() : OptionalLong.of(deadline.getAsLong() + 1000);
    }

    /** A failure of the new ReplicaSet, or else of any. */
    private Json withFailure(Json status) {
        Optional<Json> failure = rollout.fresh().flatMap(set -> set.condition(FAILURE))
                .or(() -> rollout.all().stream().flatMap(set -> set.condition(FAILURE).stream()).findFirst());
        return failure
                .map(c -> set(status, c.with("lastUpdateTime", c.get("lastTransitionTime"))))
                .orElse(Conditions.remove(status, FAILURE));
    }

    /** The status as it is, with one condition changed. */
    Json noting(String conditionStatus, String reason, String message) {
        return with(before(), PROGRESSING, conditionStatus, reason, message);
    }

    private Json with(Json status, String type, String value, String reason, String message) {
        return set(status, condition(type, value, reason, message));
    }

    private Json condition(String type, String value, String reason, String message) {
        String time = Times.text(now);
        return Json.of("type", type, "status", value, "reason", reason, "message", message, "lastUpdateTime", time, "lastTransitionTime", time);
    }

    /** A condition of the same status and reason stays as it is; a changed one moves to the end ({@code SetDeploymentCondition}). */
    private static Json set(Json status, Json condition) {
        Optional<Json> old = Conditions.find(status, condition.text("type")).filter(c -> c.textOrEmpty("status").equals(condition.text("status")));
        if (old.isPresent() && old.get().textOrEmpty("reason").equals(condition.text("reason"))) {
            return status;
        }
        return append(status, old.map(c -> condition.with("lastTransitionTime", c.get("lastTransitionTime"))).orElse(condition));
    }

    private static Json append(Json status, Json condition) {
        return Conditions.set(Conditions.remove(status, condition.text("type")), condition);
    }
}
