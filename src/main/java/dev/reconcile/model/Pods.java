package dev.reconcile.model;

import java.util.List;
import java.util.Optional;

/** Questions about a pod that controllers, scheduler, kubelet and exercises ask alike ({@code pkg/api/v1/pod/util.go}). */
public final class Pods {
    /** What a controller asks to delete first when pods are equal otherwise: an annotation with a number, 0 without it. */
    public static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    private Pods() {}

    /** {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed} or {@code Unknown}; a pod without status is pending. */
    public static String phase(KubeObject pod) {
        String phase = pod.tree().text("status", "phase");
        return phase == null ? "Pending" : phase;
    }

    /** Its containers have ended for good. */
    public static boolean isFinished(KubeObject pod) {
        String phase = phase(pod);
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    /** Counts towards the replicas of its owner: neither finished nor being deleted. */
    public static boolean isActive(KubeObject pod) {
        return !pod.isTerminating() && !isFinished(pod);
    }

    /** Empty while the pod is not bound. */
    public static String node(KubeObject pod) {
        return pod.tree().textOrEmpty("spec", "nodeName");
    }

    public static boolean isReady(KubeObject pod) {
        for (Object condition : pod.tree().list("status", "conditions")) {
            if (condition instanceof Json json && "Ready".equals(json.text("type"))) {
                return "True".equals(json.text("status"));
            }
        }
        return false;
    }

    /** Since when it is ready, in milliseconds since the epoch; empty while it is not. */
    public static Optional<Long> readySince(KubeObject pod) {
        return pod.condition("Ready")
                .filter(c -> "True".equals(c.text("status")))
                .map(c -> Times.millis(c.text("lastTransitionTime")).orElse(0L));
    }

    /** Ready, and for at least so many seconds. */
    public static boolean isAvailable(KubeObject pod, long minReadySeconds, long now) {
        return minReadySeconds == 0
                ? isReady(pod)
                : readySince(pod).map(since -> since + minReadySeconds * 1000 <= now).orElse(false);
    }

    /** How often any one of its ordinary containers was restarted at most. */
    public static long mostRestarts(KubeObject pod) {
        return pod.tree().objects("status", "containerStatuses").stream().mapToLong(c -> c.number(0, "restartCount")).max().orElse(0);
    }

    /** How often any one of its init containers that stay was restarted at most. */
    public static long mostSidecarRestarts(KubeObject pod) {
        List<String> staying = pod.spec().objects("initContainers").stream()
                .filter(container -> "Always".equals(container.text("restartPolicy"))).map(container -> container.text("name")).toList();
        return staying.isEmpty() ? 0 : pod.tree().objects("status", "initContainerStatuses").stream()
                .filter(container -> staying.contains(container.text("name"))).mapToLong(c -> c.number(0, "restartCount")).max().orElse(0);
    }

    /** How often its containers were restarted altogether. */
    public static long restarts(KubeObject pod) {
        long restarts = 0;
        for (String containers : List.of("initContainerStatuses", "containerStatuses")) {
            for (Object status : pod.tree().list("status", containers)) {
                restarts += status instanceof Json container ? container.number(0, "restartCount") : 0;
            }
        }
        return restarts;
    }

    /** Its status with the reason for which it is made to go ({@code DisruptionTarget}). */
    public static Json disrupted(KubeObject pod, String reason, String message, long now) {
        return Conditions.set(pod.status(), Json.of("type", "DisruptionTarget", "status", "True", "reason", reason, "message", message,
                "lastTransitionTime", Times.text(now), "observedGeneration", pod.generation() == 0 ? null : pod.generation()));
    }

    public static long deletionCost(KubeObject pod) {
        String cost = pod.annotation(DELETION_COST).orElse("0");
        return cost.matches("-?(0|[1-9]\\d{0,9})|0") ? Long.parseLong(cost) : 0;
    }
}
