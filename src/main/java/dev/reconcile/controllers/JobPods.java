package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A Job's pods, sorted into what they mean for it ({@code pkg/controller/job/job_controller.go}, {@code tracking_utils.go}). */
record JobPods(KubeObject job, List<KubeObject> pods) {
    /** Keeps a pod from going before its Job has counted it. */
    static final String TRACKING = "batch.kubernetes.io/job-tracking";

    /** First wait after a failure, in milliseconds; it doubles with each failure in a row. */
    private static final long BACK_OFF = 10_000;

    private static final long BACK_OFF_MAX = 600_000;

    List<KubeObject> active() {
        return pods.stream().filter(Pods::isActive).toList();
    }

    List<KubeObject> terminating() {
        return pods.stream().filter(pod -> pod.isTerminating() && !Pods.isFinished(pod)).toList();
    }

    static boolean isTracked(KubeObject pod) {
        return pod.finalizers().contains(TRACKING);
    }

    static KubeObject untracked(KubeObject pod) {
        List<String> left = pod.finalizers().stream().filter(finalizer -> !finalizer.equals(TRACKING)).toList();
        return pod.with(left.isEmpty() ? null : left, "metadata", "finalizers");
    }

    /** Succeeded and not counted yet. */
    List<KubeObject> newlySucceeded() {
        return pods.stream().filter(pod -> isTracked(pod) && Pods.phase(pod).equals("Succeeded")).toList();
    }

    /** Failed and not counted yet; a pod that is deleted before its end has failed too, unless only failed pods are to be replaced. */
    List<KubeObject> newlyFailed() {
        return pods.stream().filter(pod -> isTracked(pod) && hasFailed(pod)).toList();
    }

    private boolean hasFailed(KubeObject pod) {
        boolean onlyFailed = "Failed".equals(job.spec().text("podReplacementPolicy"));
        return Pods.phase(pod).equals("Failed") || pod.isTerminating() && !onlyFailed && !Pods.phase(pod).equals("Succeeded");
    }

    /** Restarts of containers count as failures where pods restart them themselves. */
    boolean isPastRestarts(long limit) {
        if (!"OnFailure".equals(job.spec().text("template", "spec", "restartPolicy"))) {
            return false;
        }
        long restarts = pods.stream()
                .filter(pod -> !Pods.isFinished(pod))
                .flatMap(pod -> Stream.concat(pod.status().objects("initContainerStatuses").stream(), pod.status().objects("containerStatuses").stream()))
                .mapToLong(container -> container.number(0, "restartCount"))
                .sum();
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    /** The instant from which a new pod may be made: after failures in a row, a while after the last one. */
    long nextAttemptAt() {
        List<KubeObject> ended = pods.stream().filter(Pods::isFinished)
                .sorted(Comparator.comparingLong(JobPods::endedAt).reversed()).toList();
        long failures = ended.stream().takeWhile(pod -> Pods.phase(pod).equals("Failed")).count();
        if (failures == 0) {
            return 0;
        }
        return endedAt(ended.getFirst()) + Math.min(BACK_OFF << Math.min(failures - 1, 20), BACK_OFF_MAX);
    }

    /** When its last container ended, as far as the pod says. */
    private static long endedAt(KubeObject pod) {
        long ended = 0;
        for (Json container : pod.status().objects("containerStatuses")) {
            ended = Math.max(ended, Times.millis(container.text("state", "terminated", "finishedAt")).orElse(0L));
        }
        return ended > 0 ? ended : pod.condition("Ready").flatMap(c -> Times.millis(c.text("lastTransitionTime"))).orElse(pod.createdAt());
    }
}
