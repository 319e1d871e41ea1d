package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;

/** Writes of a pod's status: what has ended does not begin again ({@code ValidatePodStatusUpdate}). */
final class PodStatusValidation {
    private static final List<String> OWN_CONDITIONS = List.of("PodScheduled", "Ready", "Initialized");

    private PodStatusValidation() {}

    /** Who leaves the class of service out does not mean to take it away. */
    static KubeObject taken(KubeObject before, KubeObject sent) {
        Object quality = before.status().get("qosClass");
        return sent.status().has("qosClass") || quality == null ? sent : sent.with(quality, "status", "qosClass");
    }

    static void check(KubeObject before, KubeObject after, Problems problems) {
        Json old = before.status();
        Json now = after.status();
        List<Json> conditions = now.objects("conditions");
        for (int i = 0; i < conditions.size(); i++) {
            String type = conditions.get(i).textOrEmpty("type");
            if (!OWN_CONDITIONS.contains(type)) {
                Checks.wrong(Names.qualified(type), "metadata.conditions[" + i + "].Type", type, problems);
            }
        }
        String nominated = now.textOrEmpty("nominatedNodeName");
        if (!nominated.isEmpty() && !nominated.equals(old.textOrEmpty("nominatedNodeName"))) {
            Checks.wrong(Names.subdomain(nominated), "status.nominatedNodeName", nominated, problems);
        }
        if (now.has("qosClass")) {
            Checks.immutable(old.get("qosClass"), now.get("qosClass"), "status.qosClass", problems);
        }
        String policy = before.spec().textOrEmpty("restartPolicy");
        restarts(old, now, "containerStatuses", policy, List.of(), problems);
        restarts(old, now, "initContainerStatuses", policy, sidecars(before.spec()), problems);
        restarts(old, now, "ephemeralContainerStatuses", "Never", List.of(), problems);
        addresses(now, "podIPs", problems);
        addresses(now, "hostIPs", problems);
    }

    private static List<String> sidecars(Json spec) {
        return spec.objects("initContainers").stream().filter(container -> "Always".equals(container.text("restartPolicy")))
                .map(container -> container.textOrEmpty("name")).toList();
    }

    private static void restarts(Json old, Json now, String list, String policy, List<String> sidecars, Problems problems) {
        if (policy.equals("Always")) {
            return;
        }
        List<Json> before = old.objects(list);
        for (int i = 0; i < before.size(); i++) {
            Json container = before.get(i);
            String name = container.textOrEmpty("name");
            boolean mayRestart = policy.equals("OnFailure") && container.number(0, "state", "terminated", "exitCode") != 0;
            if (!container.has("state", "terminated") || mayRestart || sidecars.contains(name)) {
                continue;
            }
            if (now.objects(list).stream().anyMatch(other -> name.equals(other.text("name")) && !other.has("state", "terminated"))) {
                problems.forbidden("status." + list + "[" + i + "].state", "may not be transitioned to non-terminated state");
            }
        }
    }

    private static void addresses(Json status, String list, Problems problems) {
        List<Json> addresses = status.objects(list);
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i).textOrEmpty("ip");
            Checks.wrong(Formats.address(address), "status." + list + "[" + i + "]", address, problems);
        }
    }
}
