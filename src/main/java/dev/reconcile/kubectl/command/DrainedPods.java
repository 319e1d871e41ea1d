package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pods of a node a drain makes go, which it leaves, and which forbid it ({@code kubectl/pkg/drain/filters.go}).
 *
 * @param gone the pods that go
 * @param warnings what is done although it may surprise; empty for nothing
 * @param errors why nothing is done; empty if all is well
 */
record DrainedPods(List<KubeObject> gone, String warnings, List<String> errors) {
    private static final String MIRROR = "kubernetes.io/config.mirror";

    /** What one rule says of a pod. */
    private record Verdict(boolean goes, boolean error, String message) {
        static final Verdict FINE = new Verdict(true, false, "");
    }

    static DrainedPods of(Call call, String node) throws CommandFailure {
        Options options = Options.of("fieldSelector", "spec.nodeName=" + node);
        String selector = call.flags().text("pod-selector");
        List<KubeObject> gone = new ArrayList<>();
        Map<String, List<String>> warnings = new LinkedHashMap<>();
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (KubeObject pod : call.list(call.kind("pods"), "", selector.isEmpty() ? options : options.with("labelSelector", selector))) {
            Verdict verdict = verdict(call, pod);
            if (verdict.goes()) {
                gone.add(pod);
            }
            if (!verdict.message().isEmpty()) {
                Map<String, List<String>> told = verdict.error() ? errors : warnings;
                told.computeIfAbsent(verdict.message(), message -> new ArrayList<>()).add(pod.namespace() + "/" + pod.name());
            }
        }
        List<String> failed = errors.entrySet().stream().map(entry -> "cannot delete " + entry.getKey() + ": " + String.join(", ", entry.getValue())).toList();
        List<String> warned = warnings.entrySet().stream().map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue())).toList();
        return new DrainedPods(gone, String.join("; ", warned), failed);
    }

    /** The rules in upstream's order: the first that keeps the pod decides, else the last speaks. */
    private static Verdict verdict(Call call, KubeObject pod) throws CommandFailure {
        if (isSkipped(call, pod) || pod.annotation(MIRROR).isPresent()) {
            return new Verdict(false, false, "");
        }
        if (Pods.isFinished(pod)) {
            return Verdict.FINE;
        }
        Optional<Json> controller = pod.controllerReference();
        boolean forced = call.flags().is("force");
        if (controller.isPresent() && controller.get().textOrEmpty("kind").equals("DaemonSet")) {
            return ofDaemonSet(call, pod, controller.get().textOrEmpty("name"), forced);
        }
        boolean local = pod.spec().objects("volumes").stream().anyMatch(volume -> volume.has("emptyDir"));
        if (local && !call.flags().is("delete-emptydir-data")) {
            return new Verdict(false, true, "Pods with local storage (use --delete-emptydir-data to override)");
        }
        if (controller.isPresent()) {
            return Verdict.FINE;
        }
        return forced ? new Verdict(true, false, "deleting Pods that declare no controller")
                : new Verdict(false, true, "Pods that declare no controller (use --force to override)");
    }

    private static Verdict ofDaemonSet(Call call, KubeObject pod, String name, boolean forced) throws CommandFailure {
        if (call.find(call.kind("daemonsets.apps"), pod.namespace(), name).isEmpty()) {
            return new Verdict(forced, !forced, "daemonsets.apps \"" + name + "\" not found");
        }
        return call.flags().is("ignore-daemonsets") ? new Verdict(false, false, "ignoring DaemonSet-managed Pods")
                : new Verdict(false, true, "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)");
    }

    /** Whether the pod has been terminating for longer than is to be waited. */
    static boolean isSkipped(Call call, KubeObject pod) {
        long seconds = call.flags().number("skip-wait-for-delete-timeout");
        return seconds > 0 && pod.deletedAt().filter(at -> (call.now() - at.toEpochMilli()) / 1000 > seconds).isPresent();
    }
}
