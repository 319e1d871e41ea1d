package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.List;

/** A pod's phase from the statuses of its containers ({@code pkg/kubelet/kubelet_pods.go}, {@code getPhase}). */
final class Phases {
    private Phases() {}

    /** @param over the pod has stopped for good: what was not successful failed */
    static String of(KubeObject pod, List<Json> init, List<Json> main, boolean over, boolean failed) {
        String before = Pods.phase(pod);
        if (before.equals("Succeeded") || before.equals("Failed")) {
            return before;
        }
        if (over) {
            return failed || !allEndedWell(main) || main.isEmpty() ? "Failed" : "Succeeded";
        }
        String policy = pod.spec().textOrEmpty("restartPolicy");
        if (policy.equals("Never") && init.stream().anyMatch(Phases::endedBadly)) {
            return "Failed";
        }
        boolean waiting = main.stream().anyMatch(status -> status.has("state", "waiting") && !status.has("lastState", "terminated"));
        if (waiting) {
            return "Pending";
        }
        boolean sidecars = init.stream().anyMatch(status -> status.has("state", "running"));
        boolean running = sidecars || main.stream().anyMatch(status -> status.has("state", "running") || status.has("state", "waiting"));
        if (running || policy.isEmpty() || policy.equals("Always")) {
            return "Running";
        }
        if (allEndedWell(main)) {
            return "Succeeded";
        }
        return policy.equals("Never") ? "Failed" : "Running";
    }

    private static boolean endedBadly(Json status) {
        return status.number(0, "state", "terminated", "exitCode") != 0;
    }

    private static boolean allEndedWell(List<Json> statuses) {
        return statuses.stream().allMatch(status -> status.has("state", "terminated") && !endedBadly(status));
    }
}
