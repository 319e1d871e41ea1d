package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs pods until enough of them have succeeded ({@code pkg/controller/job/job_controller.go}). */
public final class JobReconciler implements Reconciler {
    static final String RESOURCE = "jobs.batch";

    /** The most pods that one plan creates or deletes ({@code MaxPodCreateDeletePerSync}). */
    private static final int BURST = 500;

    private static final String MANAGER = "kubernetes.io/job-controller";

    @Override
    public String name() {
        return "job-controller";
    }

    @Override
    public List<Watch> watches() {
        Watch pods = Claim.watch("pods", "Job", RESOURCE);
        return List.of(new Watch(RESOURCE, Watch.own(RESOURCE).keys(), JobReconciler::afterSpec),
                new Watch(pods.resource(), pods.keys(), (change, view) -> later(view)));
    }

    /** What is new about pods or a status is gathered for a while; another spec is acted on at once. */
    private static long afterSpec(Body.Change change, View view) {
        boolean same = change.kind() == Body.ChangeKind.MODIFIED && change.before().generation() == change.after().generation();
        return same ? later(view) : 0;
    }

    private static long later(View view) {
        return view.now() + Delay.JOB_BATCH.millis();
    }

    @Override
    public Delay retry() {
        return Delay.JOB_RETRY;
    }

    @Override
    public Delay retryMax() {
        return Delay.JOB_RETRY_MAX;
    }

    @Override
    public boolean ignoresOwnReports() {
        return true;
    }

    @Override
    public Plan reconcile(String key, View view) {
        ObjectKey job = ObjectKey.of(RESOURCE, key);
        return view.get(job).map(found -> reconcile(found, view)).orElseGet(() -> orphans(job, view));
    }

    /** Pods whose Job is gone need not be counted any more, nor those that nobody controls. */
    private static Plan orphans(ObjectKey job, View view) {
        Plan.Builder plan = Plan.builder();
        for (KubeObject pod : view.list("pods", job.namespace())) {
            boolean ours = pod.controllerReference().map(o -> "Job".equals(o.text("kind")) && job.name().equals(o.text("name"))).orElse(true);
            if (ours) {
                letGo(pod, job.name(), plan);
            }
        }
        return plan.build();
    }

    /** A deleted job releases no pod any more; upstream waits for ever for one whose labels were changed just before. */
    private static void letGo(KubeObject job, View view, Predicate<KubeObject> which, Plan.Builder plan) {
        for (KubeObject pod : view.ownedBy(job.uid())) {
            if (pod.kind().equals("Pod") && pod.isControlledBy(job.uid()) && which.test(pod)) {
                letGo(pod, job.name(), plan);
            }
        }
    }

    private static void letGo(KubeObject pod, String job, Plan.Builder plan) {
        if (JobPods.isTracked(pod)) {
            plan.update("pods", JobPods.untracked(pod), Reason.of("job.gone", "name", pod.name(), "job", job));
        }
    }

    private static Plan reconcile(KubeObject job, View view) {
        String manager = job.spec().textOrEmpty("managedBy");
        if (!manager.isEmpty() && !manager.equals(MANAGER)) {
            return Plan.NOTHING;
        }
        Plan.Builder plan = Plan.builder();
        LabelSelector selector = Claim.selector(job);
        if (JobEnd.isFinished(job)) {
            letGo(job, view, pod -> true, plan);
            return plan.build();
        }
        if (job.isTerminating()) {
            letGo(job, view, pod -> !selector.matches(pod), plan);
        }
        Claim claim = Claim.of(job, selector, view.list("pods", job.namespace()));
        claim.write(plan, "pods", job, JobPods::tracked, JobPods::untracked);
        Plan claims = plan.build();
        return claims.steps().isEmpty() ? new Turn(job, JobPods.of(job, claim.owned()), plan, view).plan() : claims;
    }

    /** One look at one job. */
    private static final class Turn {
        private final KubeObject job;
        private final JobPods pods;
        private final JobIndexes indexes;
        private final Plan.Builder plan;
        private final View view;
        private final List<KubeObject> active;
        private final List<KubeObject> leaving = new ArrayList<>();
        private final List<KubeObject> dispensable = new ArrayList<>();
        private final long succeeded;
        private final long failed;
        private long created;
        private Json status;

        Turn(KubeObject job, JobPods pods, Plan.Builder plan, View view) {
            this.job = job;
            this.pods = pods;
            this.plan = plan;
            this.view = view;
            this.indexes = JobPods.isIndexed(job) ? new JobIndexes(pods) : null;
            this.active = pods.active();
            this.status = job.status();
            FailurePolicy policy = FailurePolicy.of(job);
            long failures = pods.newlyFailed().stream().filter(pod -> policy.of(pod, job.namespace()).counts()).count();
            this.failed = status.number(0, "failed") + status.texts("uncountedTerminatedPods", "failed").size() + failures;
            this.succeeded = indexes != null ? indexes.succeeded().total()
                    : status.number(0, "succeeded") + status.texts("uncountedTerminatedPods", "succeeded").size() + pods.newlySucceeded().size();
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
            if (!status.has("startTime") && !isSuspended()) {
                status = status.with("startTime", Times.text(view.now()));
            }
            JobEnd end = new JobEnd(job.withStatus(status), pods, indexes, failed, view.now());
            Optional<Json> aim = end.aim();
            if (aim.isPresent()) {
                String why = !JobEnd.isFailure(aim.get()) ? "job.over" : "job.failed";
                active.forEach(pod -> delete(pod, why));
            } else {
                end.deadline().ifPresent(plan::lookAgainAt);
                aim = goOn(end);
            }
            count(plan, aim);
            return plan.build();
        }

        /** Makes and deletes pods; what ends the job if that was all. */
        private Optional<Json> goOn(JobEnd end) {
            if (!job.isTerminating()) {
                manage();
            }
            boolean enough = completions().map(wanted -> succeeded >= wanted).orElse(succeeded > 0);
            if (enough && running() == 0) {
                return Optional.of(end.success());
            }
            if (!job.isTerminating()) {
                suspend(isSuspended());
            }
            return Optional.empty();
        }

        private long running() {
            return active.size() - leaving.size() + created;
        }

        private void manage() {
            if (isSuspended()) {
                active.forEach(pod -> let(pod, "job.suspended"));
                return;
            }
            long parallelism = job.spec().number(1, "parallelism");
            long wanted = completions().map(all -> Math.max(0, Math.min(parallelism, all - succeeded)))
                    .orElse(succeeded > 0 ? active.size() : parallelism);
            List<KubeObject> surplus = surplus((int) Math.max(0, active.size() - wanted));
            if (!surplus.isEmpty()) {
                surplus.stream().limit(BURST).forEach(pod -> let(pod, "job.too-many"));
                return;
            }
            long waiting = pods.replacesOnlyFailed() ? pods.terminating().size() : 0;
            long missing = wanted - active.size() - waiting;
            if (missing > 0) {
                create((int) Math.min(missing, BURST));
            }
        }

        private List<KubeObject> surplus(int atLeast) {
            List<KubeObject> surplus = new ArrayList<>(indexes == null ? List.of() : indexes.surplus(view.now()));
            if (surplus.size() < atLeast) {
                List<KubeObject> left = active.stream().filter(pod -> !surplus.contains(pod)).toList();
                surplus.addAll(new DeletionRank(left, List.of(), view.now()).first(atLeast - surplus.size()));
            }
            return surplus;
        }

        private void create(int count) {
            long from = indexes != null && indexes.perIndex() ? 0 : pods.nextAttemptAt();
            if (from > view.now()) {
                plan.lookAgainAt(from);
                return;
            }
            KubeObject unnamed = JobPods.tracked(PodBirth.of(job, job.spec().object("template")));
            List<KubeObject> births = new ArrayList<>();
            if (indexes == null) {
                for (int i = 0; i < count; i++) {
                    births.add(PodBirth.named(unnamed, job, i, view));
                }
            } else {
                JobIndexes.Next next = indexes.next(count, view.now());
                next.retryAt().ifPresent(plan::lookAgainAt);
                for (int index : next.indexes()) {
                    births.add(PodBirth.named(indexes.indexed(unnamed, index), job, births.size(), view, "-" + index));
                }
            }
            if (births.isEmpty()) {
                return;
            }
            Reason reason = Reason.of("job.too-few", "active", active.size(), "succeeded", succeeded, "create", births.size());
            new SlowStart(job, births, reason, refused -> {
                created = 0;
                Plan.Builder rest = Plan.builder();
                count(rest, Optional.empty());
                return rest.build().steps();
            }).write(plan);
            created = births.size();
        }

        /** Deletes a pod that the job does without: it is not to be counted. */
        private void let(KubeObject pod, String why) {
            Reason reason = Reason.of(why, "name", pod.name(), "job", job.name());
            if (JobPods.isTracked(pod)) {
                plan.update("pods", JobPods.untracked(pod), reason);
            }
            dispensable.add(pod);
            delete(pod, why);
        }

        private void delete(KubeObject pod, String why) {
            leaving.add(pod);
            plan.delete("pods", pod, Options.NONE, Reason.of(why, "name", pod.name(), "job", job.name()));
            plan.event(job, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
        }

        private void suspend(boolean now) {
            boolean before = Conditions.isTrue(status, "Suspended");
            if (now && !before) {
                status = Conditions.set(status, JobEnd.condition("Suspended", "JobSuspended", "Job suspended", view.now()));
                plan.event(job, "Normal", "Suspended", "Job suspended");
            } else if (!now && before) {
                status = Conditions.set(status, JobEnd.condition("Suspended", "JobResumed", "Job resumed", view.now()).with("status", "False"))
                        .with("startTime", Times.text(view.now()));
                plan.event(job, "Normal", "Resumed", "Job resumed");
            }
        }

        private void count(Plan.Builder to, Optional<Json> aim) {
            long ready = active.stream().filter(pod -> !leaving.contains(pod)).filter(Pods::isReady).count();
            Json running = status.with("active", Counts.orAbsent(running())).with("ready", ready)
                    .with("terminating", (long) pods.terminating().size() + leaving.size());
            List<KubeObject> countable = pods.pods().stream().filter(pod -> !dispensable.contains(pod)).toList();
            new JobCounting(job, new JobPods(job, countable), indexes, aim, view.now()).write(to, running,
                    Reason.of("job.status", "active", running(), "succeeded", succeeded, "failed", failed));
        }
    }
}
