package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs pods until enough of them have succeeded ({@code pkg/controller/job/job_controller.go}).
 *
 * <p>A finished Job first says what it aims at (SuccessCriteriaMet, FailureTarget), and is Complete or Failed when its last pod is gone.
 * Left out: Indexed completion, pod failure and success policies.
 */
public final class JobReconciler implements Reconciler {
    static final String RESOURCE = "jobs.batch";

    /** The most pods that one plan creates or deletes ({@code MaxPodCreateDeletePerSync}). */
    private static final int BURST = 500;

    @Override
    public String name() {
        return "job-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(RESOURCE), Claim.watch("pods", "Job", RESOURCE));
    }

    /** The job has ended, for better or worse. */
    static boolean isFinished(KubeObject job) {
        return Conditions.isTrue(job.status(), "Complete") || Conditions.isTrue(job.status(), "Failed");
    }

    @Override
    public Plan reconcile(String key, View view) {
        ObjectKey job = ObjectKey.of(RESOURCE, key);
        return view.get(job).map(found -> reconcile(found, view)).orElseGet(() -> orphans(job, view));
    }

    /** Pods whose Job is gone need not be counted any more. */
    private static Plan orphans(ObjectKey job, View view) {
        Plan.Builder plan = Plan.builder();
        for (KubeObject pod : view.list("pods", job.namespace())) {
            boolean ours = pod.controllerReference().filter(o -> "Job".equals(o.text("kind")) && job.name().equals(o.text("name"))).isPresent();
            if (ours && JobPods.isTracked(pod)) {
                plan.update("pods", JobPods.untracked(pod), Reason.of("job.gone", "name", pod.name(), "job", job.name()));
            }
        }
        return plan.build();
    }

    private static Plan reconcile(KubeObject job, View view) {
        Claim claim = Claim.of(job, Claim.selector(job), view.list("pods", job.namespace()));
        Plan.Builder plan = Plan.builder();
        claim.write(plan, "pods", job);
        Plan claims = plan.build();
        if (!claims.steps().isEmpty()) {
            return claims;
        }
        return new Turn(job, new JobPods(job, claim.owned()), plan, view).plan();
    }

    /** One look at one job. */
    private static final class Turn {
        private final KubeObject job;
        private final JobPods pods;
        private final Plan.Builder plan;
        private final View view;
        private final List<KubeObject> active;
        private final List<KubeObject> counted = new ArrayList<>();
        private final long succeeded;
        private final long failed;
        private Json status;

        Turn(KubeObject job, JobPods pods, Plan.Builder plan, View view) {
            this.job = job;
            this.pods = pods;
            this.plan = plan;
            this.view = view;
            this.active = pods.active();
            this.status = job.status();
            counted.addAll(pods.newlySucceeded());
            this.succeeded = status.number(0, "succeeded") + counted.size();
            counted.addAll(pods.newlyFailed());
            this.failed = status.number(0, "failed") + pods.newlyFailed().size();
        }

        private Optional<Long> completions() {
            return job.spec().number("completions");
        }

        private boolean isSuspended() {
            return job.spec().isTrue("suspend");
        }

        Plan plan() {
            plan.saw("active", active.size()).saw("succeeded", succeeded).saw("failed", failed);
            completions().ifPresent(wanted -> plan.wanted("completions", wanted));
            plan.wanted("parallelism", job.spec().number(1, "parallelism"));
            long running = active.size();
            if (!isFinished(job)) {
                start();
                running = decide();
            }
            write(running);
            return plan.build();
        }

        private void start() {
            if (!status.has("startTime") && !isSuspended()) {
                status = status.with("startTime", Times.text(view.now()));
            }
        }

        /** Ends the job or makes and deletes pods; the number of pods that will be active. */
        private long decide() {
            Optional<Json> target = Conditions.find(status, "FailureTarget").or(() -> Conditions.find(status, "SuccessCriteriaMet"));
            if (target.isPresent()) {
                finish(target.get());
                return drop(active.size(), active, "job.over");
            }
            Optional<Json> failure = failure();
            if (failure.isPresent()) {
                status = Conditions.set(status, failure.get());
                return drop(active.size(), active, "job.failed");
            }
            long running = job.isTerminating() ? active.size() : manage();
            boolean complete = completions().map(wanted -> succeeded >= wanted).orElse(succeeded > 0) && running == 0;
            if (complete) {
                status = Conditions.set(status, condition("SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods"));
            }
            return running;
        }

        private Optional<Json> failure() {
            long limit = job.spec().number(6, "backoffLimit");
            if (failed > limit || pods.isPastRestarts(limit)) {
                return Optional.of(condition("FailureTarget", "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
            }
            OptionalLong deadline = deadline();
            if (deadline.isPresent() && deadline.getAsLong() <= view.now()) {
                return Optional.of(condition("FailureTarget", "DeadlineExceeded", "Job was active longer than specified deadline"));
            }
            deadline.ifPresent(plan::lookAgainAt);
            return Optional.empty();
        }

        private OptionalLong deadline() {
            Optional<Long> start = Times.millis(status.text("startTime"));
            Optional<Long> seconds = job.spec().number("activeDeadlineSeconds");
            return start.isPresent() && seconds.isPresent() && !isSuspended()
                    ? OptionalLong.of(start.get() + seconds.get() * 1000)
                    : OptionalLong.empty();
        }

        /** Says Complete or Failed once nothing of the job runs and every pod is counted. */
        private void finish(Json target) {
            if (!counted.isEmpty() || !active.isEmpty() || !pods.terminating().isEmpty()) {
                return;
            }
            boolean success = "SuccessCriteriaMet".equals(target.text("type"));
            Json end = condition(success ? "Complete" : "Failed", target.textOrEmpty("reason"), target.textOrEmpty("message"));
            status = Conditions.set(status, end);
            if (success) {
                status = status.with("completionTime", Times.text(view.now()));
                plan.event(job, "Normal", "Completed", "Job completed");
            } else {
                plan.event(job, "Warning", target.textOrEmpty("reason"), target.textOrEmpty("message"));
            }
        }

        private long manage() {
            if (isSuspended()) {
                suspend(true);
                return drop(active.size(), active, "job.suspended");
            }
            suspend(false);
            long parallelism = job.spec().number(1, "parallelism");
            long wanted = completions().map(all -> Math.max(0, Math.min(parallelism, all - succeeded)))
                    .orElse(succeeded > 0 ? active.size() : parallelism);
            if (active.size() > wanted) {
                List<KubeObject> order = new DeletionRank(active, List.of(), view.now()).first((int) (active.size() - wanted));
                return drop(order.size(), order, "job.too-many");
            }
            boolean waits = "Failed".equals(job.spec().text("podReplacementPolicy"));
            long missing = wanted - active.size() - (waits ? pods.terminating().size() : 0);
            return missing > 0 ? active.size() + create((int) Math.min(missing, BURST)) : active.size();
        }

        private int create(int count) {
            long from = pods.nextAttemptAt();
            if (from > view.now()) {
                plan.lookAgainAt(from);
                return 0;
            }
            KubeObject unnamed = PodBirth.of(job, job.spec().object("template"));
            List<String> finalizers = new ArrayList<>(unnamed.finalizers());
            finalizers.add(JobPods.TRACKING);
            List<KubeObject> births = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                births.add(PodBirth.named(unnamed.with(finalizers, "metadata", "finalizers"), job, i, view));
            }
            Reason reason = Reason.of("job.too-few", "active", active.size(), "succeeded", succeeded, "create", count);
            new SlowStart(job, births, reason, refused -> List.of()).write(plan);
            return count;
        }

        /** Deletes pods; the number that stays active. */
        private long drop(int count, List<KubeObject> victims, String why) {
            for (KubeObject pod : victims.subList(0, Math.min(count, BURST))) {
                plan.delete("pods", pod, Options.NONE, Reason.of(why, "name", pod.name(), "job", job.name()));
                plan.event(job, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
            }
            return active.size() - Math.min(count, BURST);
        }

        private void suspend(boolean now) {
            boolean before = Conditions.isTrue(status, "Suspended");
            if (now && !before) {
                status = Conditions.set(status, condition("Suspended", "JobSuspended", "Job suspended")).without("startTime");
                plan.event(job, "Normal", "Suspended", "Job suspended");
            } else if (!now && before) {
                status = Conditions.set(status, condition("Suspended", "JobResumed", "Job resumed").with("status", "False"))
                        .with("startTime", Times.text(view.now()));
                plan.event(job, "Normal", "Resumed", "Job resumed");
            }
        }

        private Json condition(String type, String reason, String message) {
            String time = Times.text(view.now());
            return Json.of("type", type, "status", "True", "reason", reason, "message", message, "lastProbeTime", time, "lastTransitionTime", time);
        }

        private void write(long running) {
            long ready = running == 0 ? 0 : active.stream().filter(Pods::isReady).count();
            long leaving = pods.terminating().size() + (isFinished(job) ? 0 : Math.max(0, active.size() - running));
            status = status
                    .with("active", Counts.orAbsent(running))
                    .with("ready", ready)
                    .with("terminating", leaving)
                    .with("succeeded", Counts.orAbsent(succeeded))
                    .with("failed", Counts.orAbsent(failed))
                    .with("uncountedTerminatedPods", Json.EMPTY);
            plan.status(RESOURCE, job, status,
                    Reason.of("job.status", "active", running, "succeeded", succeeded, "failed", failed));
            for (KubeObject pod : counted) {
                plan.update("pods", JobPods.untracked(pod).with(null, "metadata", "resourceVersion"), Reason.of("job.counted", "name", pod.name()));
            }
        }
    }
}
