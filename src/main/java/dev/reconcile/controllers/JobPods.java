package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A Job's pods, sorted into what they mean for it ({@code pkg/controller/job/job_controller.go}, {@code tracking_utils.go},
 * {@code backoff_utils.go}). Upstream remembers the times of failures; here the failed pods are the memory, so one that was deleted by hand
 * is replaced without a wait.
 */
record JobPods(KubeObject job, List<KubeObject> pods) {
    /** Keeps a pod from going before its Job has counted it. */
    static final String TRACKING = "batch.kubernetes.io/job-tracking";

    static final String INDEX = "batch.kubernetes.io/job-completion-index";

    /** First wait after a failure, in milliseconds; it doubles with each failure in a row. */
    private static final long BACK_OFF = 10_000;

    private static final long BACK_OFF_MAX = 600_000;

    /** In the order in which they are counted. */
    static JobPods of(KubeObject job, List<KubeObject> owned) {
        return new JobPods(job, isIndexed(job) ? owned.stream().sorted(Comparator.comparingInt(pod -> index(pod).orElse(-1))).toList() : owned);
    }

    static boolean isIndexed(KubeObject job) {
        return "Indexed".equals(job.spec().text("completionMode"));
    }

    /** The completion index that a pod carries. */
    static OptionalInt index(KubeObject pod) {
        String text = pod.annotation(INDEX).orElse("");
        return text.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** Can be counted: an Indexed Job counts only pods with an index below its completions. */
    boolean hasPlace(KubeObject pod) {
        return !isIndexed(job) || index(pod).orElse(Integer.MAX_VALUE) < job.spec().number(0, "completions");
    }

    List<KubeObject> active() {
        return pods.stream().filter(Pods::isActive).toList();
    }

    List<KubeObject> terminating() {
        return pods.stream().filter(pod -> pod.isTerminating() && !Pods.isFinished(pod)).toList();
    }

    static boolean isTracked(KubeObject pod) {
        return pod.finalizers().contains(TRACKING);
    }

    static KubeObject tracked(KubeObject pod) {
        List<String> all = Stream.concat(pod.finalizers().stream(), Stream.of(TRACKING)).distinct().toList();
        return pod.with(all, "metadata", "finalizers");
    }

    static KubeObject untracked(KubeObject pod) {
        List<String> left = pod.finalizers().stream().filter(finalizer -> !finalizer.equals(TRACKING)).toList();
        return pod.with(left.isEmpty() ? null : left, "metadata", "finalizers");
    }

    /** Succeeded and in no count yet. */
    List<KubeObject> newlySucceeded() {
        return uncounted("succeeded").filter(pod -> Pods.phase(pod).equals("Succeeded")).toList();
    }

    /** Failed and in no count yet. */
    List<KubeObject> newlyFailed() {
        return uncounted("failed").filter(this::hasFailed).toList();
    }

    private Stream<KubeObject> uncounted(String list) {
        List<String> noted = job.status().texts("uncountedTerminatedPods", list);
        return pods.stream().filter(pod -> isTracked(pod) && hasPlace(pod) && !noted.contains(pod.uid()));
    }

    /** Failed; or deleted before its end, unless only failed pods are to be replaced. */
    boolean hasFailed(KubeObject pod) {
        return Pods.phase(pod).equals("Failed") || pod.isTerminating() && !replacesOnlyFailed() && !Pods.phase(pod).equals("Succeeded");
    }

    boolean replacesOnlyFailed() {
        return "Failed".equals(job.spec().text("podReplacementPolicy"));
    }

    /** Restarts of containers count as failures where pods restart them themselves. */
    boolean isPastRestarts(long limit) {
        if (!"OnFailure".equals(job.spec().text("template", "spec", "restartPolicy"))) {
            return false;
        }
        long restarts = pods.stream().filter(pod -> List.of("Pending", "Running").contains(Pods.phase(pod))).mapToLong(Pods::restarts).sum();
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    /** The instant from which a new pod may be made: after failures in a row, a while after the last one. */
    long nextAttemptAt() {
        List<KubeObject> ended = pods.stream().filter(Pods::isFinished)
                .sorted(Comparator.comparingLong(JobPods::endedAt).reversed()).toList();
        long failures = ended.stream().takeWhile(pod -> Pods.phase(pod).equals("Failed")).count();
        return failures == 0 ? 0 : retryAt(failures, endedAt(ended.getFirst()));
    }

    static long retryAt(long failures, long lastEnd) {
        return lastEnd + Math.min(BACK_OFF << Math.min(failures - 1, 20), BACK_OFF_MAX);
    }

    /** When it ended, as far as the pod says: its last container, its becoming unready, its deletion. */
    static long endedAt(KubeObject pod) {
        List<Json> containers = pod.status().objects("containerStatuses");
        long ended = 0;
        for (Json container : containers) {
            long at = Times.millis(container.text("state", "terminated", "finishedAt")).orElse(Long.MAX_VALUE);
            ended = Math.max(ended, at);
        }
        if (ended > 0 && ended < Long.MAX_VALUE) {
            return ended;
        }
        long deleted = pod.deletedAt().map(at -> at.toEpochMilli() - pod.metadata().number(0, "deletionGracePeriodSeconds") * 1000).orElse(pod.createdAt());
        return pod.condition("Ready").filter(c -> "False".equals(c.text("status"))).flatMap(c -> Times.millis(c.text("lastTransitionTime"))).orElse(deleted);
    }
}
