package dev.reconcile.kubelet;

import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pod's status as the kubelet sees it now ({@code pkg/kubelet/kubelet_pods.go}, {@code generateAPIPodStatus}; {@code pkg/kubelet/status/generate.go}).
 * Computed from the pod, its sandbox and the time alone.
 */
final class PodStatus {
    private static final List<String> OWN_CONDITIONS =
            List.of("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

    private final KubeObject pod;
    private final Sandbox box;
    private final String hostIp;
    private final long now;
    private final boolean ending;
    private final ContainerStatuses statuses;

    /**
     * @param box null before there is one
     * @param ending the pod has stopped for good, whatever its restart policy
     */
    PodStatus(KubeObject pod, Sandbox box, String hostIp, long now, boolean ending) {
        this.pod = pod;
        this.box = box;
        this.hostIp = hostIp;
        this.now = now;
        this.ending = ending;
        this.statuses = new ContainerStatuses(pod, box, now, ending);
    }

    Json json() {
        List<Json> init = statuses.of("initContainers");
        List<Json> main = statuses.of("containers");
        List<Json> ephemeral = statuses.of("ephemeralContainers");
        String phase = Phases.of(pod, init, main, ending, box != null && !box.failedFor().isEmpty());
        Json status = pod.status()
                .with("phase", phase)
                .with("observedGeneration", generation())
                .with("hostIP", hostIp)
                .with("hostIPs", List.of(Json.of("ip", hostIp)))
                .with("startTime", pod.status().has("startTime") ? pod.status().get("startTime") : Times.text(begun()))
                .with("containerStatuses", main)
                .with("ephemeralContainerStatuses", ephemeral.isEmpty() ? null : ephemeral)
                .with("initContainerStatuses", init.isEmpty() ? null : init);
        if (box != null && (statuses.sandboxIsReported() || pod.status().has("podIP"))) {
            status = status.with("podIP", box.ip()).with("podIPs", List.of(Json.of("ip", box.ip())));
        }
        if (box != null && box.failedFor().equals("DeadlineExceeded")) {
            status = status.with("reason", "DeadlineExceeded").with("message", "Pod was active on the node longer than the specified deadline");
        }
        return status.with("conditions", conditions(phase, init, main));
    }

    /** Only a pod that was mirrored again runs before the API shows it. */
    private long begun() {
        return box == null ? now : Math.min(now, box.containers().stream().mapToLong(Container::startedAt).filter(at -> at > 0).min().orElse(now));
    }

    private Long generation() {
        return pod.generation() == 0 ? null : pod.generation();
    }

    private List<Json> conditions(String phase, List<Json> init, List<Json> main) {
        List<Json> conditions = new ArrayList<>();
        for (Json condition : pod.status().objects("conditions")) {
            if (!OWN_CONDITIONS.contains(condition.textOrEmpty("type"))) {
                conditions.add(condition);
            }
        }
        boolean over = phase.equals("Succeeded") || phase.equals("Failed");
        boolean sandbox = statuses.sandboxIsReported() && !over;
        conditions.add(condition("PodReadyToStartContainers", sandbox, "", ""));
        conditions.add(initialized(phase, init));
        List<Json> staying = new ArrayList<>();
        for (Json status : init) {
            if (sidecar(status.textOrEmpty("name"))) {
                staying.add(status);
            }
        }
        staying.addAll(main);
        Json containersReady = containersReady(phase, staying);
        conditions.add(ready(containersReady));
        conditions.add(containersReady);
        conditions.add(condition("PodScheduled", true, "", ""));
        return conditions;
    }

    private Json initialized(String phase, List<Json> init) {
        if (phase.equals("Succeeded")) {
            return condition("Initialized", true, "PodCompleted", "");
        }
        List<String> incomplete = new ArrayList<>();
        for (Json status : init) {
            boolean done = sidecar(status.textOrEmpty("name"))
                    ? status.isTrue("started")
                    : status.number(-1, "state", "terminated", "exitCode") == 0;
            if (!done) {
                incomplete.add(status.text("name"));
            }
        }
        boolean done = incomplete.isEmpty() || anyAppContainerStarted();
        return condition("Initialized", done, done ? "" : "ContainersNotInitialized",
                done ? "" : "containers with incomplete status: [" + String.join(" ", incomplete) + "]");
    }

    private boolean anyAppContainerStarted() {
        return box != null && pod.tree().objects("spec", "containers").stream()
                .anyMatch(container -> box.container(container.textOrEmpty("name")).map(c -> c.state() != Container.State.CREATED).orElse(false));
    }

    private boolean sidecar(String name) {
        return Facts.sidecars(pod).contains(name);
    }

    private Json containersReady(String phase, List<Json> main) {
        if (phase.equals("Succeeded")) {
            return condition("ContainersReady", false, "PodCompleted", "");
        }
        if (phase.equals("Failed")) {
            return condition("ContainersReady", false, "PodFailed", "");
        }
        List<String> unready = new ArrayList<>();
        for (Json status : main) {
            if (!status.isTrue("ready")) {
                unready.add(status.text("name"));
            }
        }
        boolean ready = unready.isEmpty() && !main.isEmpty();
        return condition("ContainersReady", ready, ready ? "" : "ContainersNotReady",
                ready ? "" : "containers with unready status: [" + String.join(" ", unready) + "]");
    }

    private Json ready(Json containersReady) {
        boolean ready = "True".equals(containersReady.text("status"));
        List<String> closed = new ArrayList<>();
        for (Json gate : pod.tree().objects("spec", "readinessGates")) {
            if (!Conditions.isTrue(pod.status(), gate.textOrEmpty("conditionType"))) {
                closed.add(gate.textOrEmpty("conditionType"));
            }
        }
        if (ready && !closed.isEmpty()) {
            String first = closed.getFirst();
            String how = pod.condition(first).isPresent() ? "the status of pod readiness gate \"" + first + "\" is not \"True\", but "
                    + pod.condition(first).get().text("status") : "corresponding condition of pod readiness gate \"" + first + "\" does not exist.";
            return condition("Ready", false, "ReadinessGatesNotReady", how);
        }
        return condition("Ready", ready, containersReady.textOrEmpty("reason"), containersReady.textOrEmpty("message"));
    }

    private Json condition(String type, boolean holds, String reason, String message) {
        String value = holds ? "True" : "False";
        Optional<Json> old = pod.condition(type);
        boolean same = old.isPresent() && value.equals(old.get().text("status"));
        return Json.of(
                "lastTransitionTime", same ? old.get().text("lastTransitionTime") : Times.text(now),
                "message", message.isEmpty() ? null : message,
                "observedGeneration", generation(),
                "reason", reason.isEmpty() ? null : reason,
                "status", value,
                "type", type);
    }
}
