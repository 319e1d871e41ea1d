package dev.reconcile.kubectl.describe;

import dev.reconcile.kubectl.print.Ages;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.List;

/** What {@code kubectl describe pod} says, without the events. */
final class PodDescription {
    private PodDescription() {}

    static void write(Sheet sheet, KubeObject pod, Surroundings around) {
        Json spec = pod.spec();
        Json status = pod.status();
        Describers.head(sheet, pod);
        spec.number("priority").ifPresent(priority -> sheet.line(0, "Priority:\t%d", priority));
        optional(sheet, "Priority Class Name", spec.textOrEmpty("priorityClassName"));
        optional(sheet, "Runtime Class Name", spec.textOrEmpty("runtimeClassName"));
        optional(sheet, "Service Account", spec.textOrEmpty("serviceAccountName"));
        String node = Pods.node(pod);
        sheet.line(0, "Node:\t%s", node.isEmpty() ? "<none>" : node + "/" + status.textOrEmpty("hostIP"));
        if (status.has("startTime")) {
            sheet.line(0, "Start Time:\t%s", Sheet.time(status.text("startTime")));
        }
        Describers.labels(sheet, pod);
        if (pod.isTerminating() && !Pods.isFinished(pod)) {
            sheet.line(0, "Status:\tTerminating (lasts %s)", Ages.text(around.now() - pod.deletedAt().orElseThrow().toEpochMilli()));
            sheet.line(0, "Termination Grace Period:\t%ds", pod.metadata().number(0, "deletionGracePeriodSeconds"));
        } else {
            sheet.line(0, "Status:\t%s", status.textOrEmpty("phase"));
        }
        optional(sheet, "Reason", status.textOrEmpty("reason"));
        optional(sheet, "Message", status.textOrEmpty("message"));
        optional(sheet, "SeccompProfile", spec.textOrEmpty("securityContext", "seccompProfile", "type"));
        sheet.line(0, "IP:\t%s", status.textOrEmpty("podIP"));
        ips(sheet, status.objects("podIPs"));
        Describers.controller(sheet, pod);
        optional(sheet, "NominatedNodeName", status.textOrEmpty("nominatedNodeName"));
        if (spec.has("resources")) {
            PodParts.resources(sheet.line(0, "Resources:"), spec.object("resources"), 1);
        }
        if (!spec.objects("initContainers").isEmpty()) {
            PodParts.containers(sheet, "Init Containers", spec.objects("initContainers"), status.objects("initContainerStatuses"), "", pod);
        }
        PodParts.containers(sheet, "Containers", spec.objects("containers"), status.objects("containerStatuses"), "", pod);
        if (!spec.objects("ephemeralContainers").isEmpty()) {
            PodParts.containers(sheet, "Ephemeral Containers", spec.objects("ephemeralContainers"), status.objects("ephemeralContainerStatuses"), "", pod);
        }
        gates(sheet, pod);
        List<Json> conditions = status.objects("conditions");
        if (!conditions.isEmpty()) {
            sheet.line(0, "Conditions:").line(1, "Type\tStatus");
            conditions.forEach(c -> sheet.line(1, "%s \t%s ", c.textOrEmpty("type"), c.textOrEmpty("status")));
        }
        PodParts.volumes(sheet, spec.objects("volumes"), "");
        sheet.line(0, "QoS Class:\t%s", status.textOrEmpty("qosClass"));
        sheet.labels("", "Node-Selectors", spec.textMap("nodeSelector"));
        PodParts.tolerations(sheet, "", spec.objects("tolerations"));
        PodParts.spread(sheet, spec.objects("topologySpreadConstraints"), "");
    }

    private static void optional(Sheet sheet, String title, String value) {
        if (!value.isEmpty()) {
            sheet.line(0, "%s:\t%s", title, value);
        }
    }

    private static void ips(Sheet sheet, List<Json> ips) {
        sheet.line(0, ips.isEmpty() ? "IPs:\t<none>" : "IPs:");
        ips.forEach(ip -> sheet.line(1, "IP:\t%s", ip.textOrEmpty("ip")));
    }

    private static void gates(Sheet sheet, KubeObject pod) {
        List<Json> gates = pod.spec().objects("readinessGates");
        if (!gates.isEmpty()) {
            sheet.line(0, "Readiness Gates:").line(1, "Type\tStatus");
            for (Json gate : gates) {
                String type = gate.textOrEmpty("conditionType");
                sheet.line(1, "%s \t%s ", type, pod.condition(type).map(c -> c.textOrEmpty("status")).orElse("<none>"));
            }
        }
    }
}
