package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a kubelet's decision shows: the state of the containers in a word each, and why a status is written. */
final class Facts {
    private Facts() {}

    /** Init containers first, ephemeral ones last. */
    static List<Json> specs(KubeObject pod) {
        List<Json> specs = new ArrayList<>(pod.tree().objects("spec", "initContainers"));
        specs.addAll(pod.tree().objects("spec", "containers"));
        specs.addAll(pod.tree().objects("spec", "ephemeralContainers"));
        return specs;
    }

    /** The init containers that go on running beside the others, in their order. */
    static List<String> sidecars(KubeObject pod) {
        return pod.tree().objects("spec", "initContainers").stream()
                .filter(spec -> "Always".equals(spec.text("restartPolicy")))
                .map(spec -> spec.textOrEmpty("name"))
                .toList();
    }

    private static List<Json> statuses(Json status) {
        List<Json> statuses = new ArrayList<>(status.objects("initContainerStatuses"));
        statuses.addAll(status.objects("containerStatuses"));
        statuses.addAll(status.objects("ephemeralContainerStatuses"));
        return statuses;
    }

    /** The container ids that the API knows already. */
    static List<String> reportedIds(KubeObject pod) {
        return statuses(pod.status()).stream().map(status -> status.textOrEmpty("containerID")).toList();
    }

    /** State by container name. */
    static Json containers(KubeObject pod, Sandbox box, long now) {
        Json facts = Json.EMPTY;
        for (Json spec : specs(pod)) {
            String name = spec.textOrEmpty("name");
            Optional<Container> container = box.container(name);
            facts = facts.with(name, container.map(Facts::word).orElseGet(() -> waitingWord(box, spec, pod, now)));
        }
        return facts;
    }

    private static String waitingWord(Sandbox box, Json spec, KubeObject pod, long now) {
        return Restarts.waitingReason(box, spec, pod, now).reason();
    }

    private static String word(Container container) {
        return switch (container.state()) {
            case CREATED -> "created";
            case RUNNING -> container.isStopping() ? "stopping" : "running";
            case EXITED -> container.reason() + " (exit code " + container.exitCode() + ")";
        };
    }

    /** Why the status is written: the most telling difference. */
    static Reason reason(KubeObject pod, Json status) {
        String phase = status.textOrEmpty("phase");
        if (!pod.status().has("startTime")) {
            return Reason.of("kubelet.report-admitted");
        }
        if (!phase.equals(Pods.phase(pod)) && (phase.equals("Succeeded") || phase.equals("Failed"))) {
            return Reason.of(phase.equals("Succeeded") ? "kubelet.report-succeeded" : "kubelet.report-failed");
        }
        boolean before = Pods.isReady(pod);
        boolean after = Pods.isReady(pod.withStatus(status));
        if (before != after) {
            return Reason.of(after ? "kubelet.report-ready" : "kubelet.report-unready");
        }
        return waitingReason(pod, status).orElse(Reason.of("kubelet.report"));
    }

    private static Optional<Reason> waitingReason(KubeObject pod, Json status) {
        List<Json> before = statuses(pod.status());
        List<Json> after = statuses(status);
        for (int i = 0; i < after.size() && i < before.size(); i++) {
            String why = after.get(i).textOrEmpty("state", "waiting", "reason");
            if (!why.isEmpty() && !why.equals(before.get(i).textOrEmpty("state", "waiting", "reason"))) {
                return Optional.of(Reason.of("kubelet.report-waiting", "container", after.get(i).text("name"), "why", why));
            }
            if (after.get(i).has("state", "terminated") && !before.get(i).has("state", "terminated")) {
                return Optional.of(Reason.of("kubelet.report-ended", "container", after.get(i).text("name"),
                        "code", after.get(i).number(0, "state", "terminated", "exitCode")));
            }
            if (after.get(i).has("state", "running") && !before.get(i).has("state", "running")) {
                return Optional.of(Reason.of("kubelet.report-running", "container", after.get(i).text("name")));
            }
        }
        return Optional.empty();
    }
}
