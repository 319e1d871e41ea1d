package dev.reconcile.kubectl.describe;

import dev.reconcile.kubectl.print.Ages;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts that pods and pod templates have in common: containers, volumes, tolerations. */
final class PodParts {
    private PodParts() {}

    /** A workload's pod template, without columns aligned: what {@code rollout history --revision} shows. */
    static void template(Sheet sheet, Json template) {
        sheet.line(0, "Pod Template:");
        sheet.labels("", "  Labels", template.textMap("metadata", "labels"));
        Map<String, String> annotations = template.textMap("metadata", "annotations");
        if (!annotations.isEmpty()) {
            sheet.annotations("", "  Annotations", annotations, Describers.SKIPPED_ANNOTATIONS);
        }
        Json spec = template.object("spec");
        if (spec.has("serviceAccountName")) {
            sheet.line(1, "Service Account:\t%s", spec.text("serviceAccountName"));
        }
        if (!spec.objects("initContainers").isEmpty()) {
            containers(sheet, "Init Containers", spec.objects("initContainers"), List.of(), "  ", null);
        }
        containers(sheet, "Containers", spec.objects("containers"), List.of(), "  ", null);
        volumes(sheet, spec.objects("volumes"), "  ");
        spread(sheet, spec.objects("topologySpreadConstraints"), "  ");
        if (spec.has("priorityClassName")) {
            sheet.line(1, "Priority Class Name:\t%s", spec.text("priorityClassName"));
        }
        sheet.labels("", "  Node-Selectors", spec.textMap("nodeSelector"));
        tolerations(sheet, "  ", spec.objects("tolerations"));
    }

    /** @param pod null in a template, where no status is shown */
    static void containers(Sheet sheet, String title, List<Json> containers, List<Json> statuses, String space, KubeObject pod) {
        if (containers.isEmpty()) {
            sheet.line(0, "%s%s: <none>", space, title);
            return;
        }
        sheet.line(0, "%s%s:", space, title);
        for (Json container : containers) {
            Json status = statuses.stream().filter(s -> container.textOrEmpty("name").equals(s.text("name"))).findFirst().orElse(Json.EMPTY);
            sheet.line(1, "%s%s:", space.isEmpty() ? "" : " ", container.textOrEmpty("name"));
            if (!status.isEmpty()) {
                sheet.line(2, "Container ID:\t%s", status.textOrEmpty("containerID"));
            }
            sheet.line(2, "Image:\t%s", container.textOrEmpty("image"));
            if (!status.isEmpty()) {
                sheet.line(2, "Image ID:\t%s", status.textOrEmpty("imageID"));
            }
            ports(sheet, container.objects("ports"));
            words(sheet, "Command", container.texts("command"));
            words(sheet, "Args", container.texts("args"));
            if (!status.isEmpty()) {
                state(sheet, status);
            }
            resources(sheet, container.object("resources"), 2);
            probe(sheet, "Liveness", container.object("livenessProbe"));
            probe(sheet, "Readiness", container.object("readinessProbe"));
            probe(sheet, "Startup", container.object("startupProbe"));
            if (!container.objects("envFrom").isEmpty()) {
                envFrom(sheet, container.objects("envFrom"));
            }
            env(sheet, container, pod);
            mounts(sheet, container.objects("volumeMounts"));
        }
    }

    private static void ports(Sheet sheet, List<Json> ports) {
        List<String> container = new ArrayList<>();
        List<String> host = new ArrayList<>();
        for (Json port : ports) {
            String name = port.has("name") ? " (" + port.text("name") + ")" : "";
            container.add(port.number(0, "containerPort") + "/" + port.textOrEmpty("protocol") + name);
            host.add(port.number(0, "hostPort") + "/" + port.textOrEmpty("protocol") + name);
        }
        boolean several = ports.size() > 1;
        sheet.line(2, several ? "Ports:\t%s" : "Port:\t%s", container.isEmpty() ? "<none>" : String.join(", ", container));
        sheet.line(2, several ? "Host Ports:\t%s" : "Host Port:\t%s", host.isEmpty() ? "<none>" : String.join(", ", host));
    }

    private static void words(Sheet sheet, String title, List<String> words) {
        if (!words.isEmpty()) {
            sheet.line(2, title + ":");
            words.forEach(word -> word.lines().forEach(line -> sheet.line(3, "%s", line)));
        }
    }

    private static void state(Sheet sheet, Json status) {
        state(sheet, "State", status.object("state"));
        if (status.has("lastState", "terminated")) {
            state(sheet, "Last State", status.object("lastState"));
        }
        sheet.line(2, "Ready:\t%s", status.isTrue("ready") ? "True" : "False");
        sheet.line(2, "Restart Count:\t%d", status.number(0, "restartCount"));
    }

    private static void state(Sheet sheet, String title, Json state) {
        if (state.has("running")) {
            sheet.line(2, "%s:\tRunning", title).line(3, "Started:\t%s", Sheet.time(state.text("running", "startedAt")));
        } else if (state.has("terminated")) {
            Json end = state.object("terminated");
            sheet.line(2, "%s:\tTerminated", title);
            if (end.has("reason")) {
                sheet.line(3, "Reason:\t%s", end.text("reason"));
            }
            if (end.has("message")) {
                sheet.line(3, "Message:\t%s", end.text("message"));
            }
            sheet.line(3, "Exit Code:\t%d", end.number(0, "exitCode"));
            if (end.number(0, "signal") > 0) {
                sheet.line(3, "Signal:\t%d", end.number(0, "signal"));
            }
            sheet.line(3, "Started:\t%s", Sheet.time(end.text("startedAt"))).line(3, "Finished:\t%s", Sheet.time(end.text("finishedAt")));
        } else {
            sheet.line(2, "%s:\tWaiting", title);
            if (!state.textOrEmpty("waiting", "reason").isEmpty()) {
                sheet.line(3, "Reason:\t%s", state.text("waiting", "reason"));
            }
        }
    }

    static void resources(Sheet sheet, Json resources, int level) {
        for (String side : List.of("limits", "requests")) {
            Json quantities = resources.object(side);
            if (!quantities.isEmpty()) {
                sheet.line(level, side.equals("limits") ? "Limits:" : "Requests:");
            }
            quantities.forEach((name, quantity) -> sheet.line(level + 1, "%s:\t%s", name, quantity));
        }
    }

    private static void probe(Sheet sheet, String title, Json probe) {
        if (probe.isEmpty()) {
            return;
        }
        String attributes = "delay=%ds timeout=%ds period=%ds #success=%d #failure=%d".formatted(probe.number(0, "initialDelaySeconds"),
                probe.number(1, "timeoutSeconds"), probe.number(10, "periodSeconds"), probe.number(1, "successThreshold"), probe.number(3, "failureThreshold"));
        Json http = probe.object("httpGet");
        Json tcp = probe.object("tcpSocket");
        String what = !http.isEmpty()
                ? "http-get " + http.textOrEmpty("scheme").toLowerCase(java.util.Locale.ROOT) + "://" + http.textOrEmpty("host") + ":" + http.get("port")
                        + http.textOrEmpty("path")
                : !tcp.isEmpty() ? "tcp-socket " + tcp.textOrEmpty("host") + ":" + tcp.get("port")
                : probe.has("exec") ? "exec [" + String.join(" ", probe.texts("exec", "command")) + "]"
                : probe.has("grpc") ? "grpc <pod>:" + probe.number(0, "grpc", "port") + " " + probe.textOrEmpty("grpc", "service") : "unknown";
        sheet.line(2, "%s:\t%s %s", title, what, attributes);
    }

    private static void envFrom(Sheet sheet, List<Json> sources) {
        sheet.line(2, "Environment Variables from:");
        for (Json source : sources) {
            boolean map = source.has("configMapRef");
            Json reference = source.object(map ? "configMapRef" : "secretRef");
            String prefix = source.has("prefix") ? " with prefix '" + source.text("prefix") + "'" : "";
            sheet.line(3, "%s\t%s%s\tOptional: %s", reference.textOrEmpty("name"), map ? "ConfigMap" : "Secret", prefix, reference.isTrue("optional"));
        }
    }

    private static void env(Sheet sheet, Json container, KubeObject pod) {
        sheet.line(2, container.objects("env").isEmpty() ? "Environment:\t<none>" : "Environment:");
        for (Json variable : container.objects("env")) {
            String name = variable.textOrEmpty("name");
            Json from = variable.object("valueFrom");
            if (from.isEmpty()) {
                String[] lines = variable.textOrEmpty("value").split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                    sheet.line(3, "%s\t%s", i == 0 ? name + ":" : "", lines[i]);
                }
            } else if (from.has("fieldRef")) {
                String path = from.textOrEmpty("fieldRef", "fieldPath");
                String version = from.has("fieldRef", "apiVersion") ? from.text("fieldRef", "apiVersion") : "v1";
                sheet.line(3, "%s:\t%s (%s:%s)", name, pod == null ? "" : field(pod, path), version, path);
            } else if (from.has("resourceFieldRef")) {
                String resource = from.textOrEmpty("resourceFieldRef", "resource");
                Object value = container.at(("resources." + resource).split("\\."));
                sheet.line(3, "%s:\t%s (%s)", name, value == null ? resource.startsWith("limits") ? "node allocatable" : "0" : value, resource);
            } else {
                boolean secret = from.has("secretKeyRef");
                Json reference = from.object(secret ? "secretKeyRef" : "configMapKeyRef");
                sheet.line(3, "%s:\t<set to the key '%s' %s '%s'>\tOptional: %s", name, reference.textOrEmpty("key"),
                        secret ? "in secret" : "of config map", reference.textOrEmpty("name"), reference.isTrue("optional"));
            }
        }
    }

    private static String field(KubeObject pod, String path) {
        if (path.startsWith("metadata.labels['") || path.startsWith("metadata.annotations['")) {
            String key = path.substring(path.indexOf('\'') + 1, path.lastIndexOf('\''));
            return pod.tree().textOrEmpty("metadata", path.startsWith("metadata.labels") ? "labels" : "annotations", key);
        }
        return pod.tree().textOrEmpty(path.split("\\."));
    }

    private static void mounts(Sheet sheet, List<Json> mounts) {
        sheet.line(2, mounts.isEmpty() ? "Mounts:\t<none>" : "Mounts:");
        mounts.stream().sorted(java.util.Comparator.comparing((Json mount) -> mount.textOrEmpty("mountPath"))).forEach(mount -> {
            String path = mount.has("subPath") ? ",path=\"" + mount.text("subPath") + "\"" : "";
            sheet.line(3, "%s from %s (%s%s)", mount.textOrEmpty("mountPath"), mount.textOrEmpty("name"), mount.isTrue("readOnly") ? "ro" : "rw", path);
        });
    }

    static void volumes(Sheet sheet, List<Json> volumes, String space) {
        if (volumes.isEmpty()) {
            sheet.line(0, "%sVolumes:\t<none>", space);
            return;
        }
        sheet.line(0, "%sVolumes:", space);
        for (Json volume : volumes) {
            sheet.line(1, "%s%s:", space.isEmpty() ? "" : " ", volume.textOrEmpty("name"));
            VolumeParts.source(sheet, volume);
        }
    }

    static void spread(Sheet sheet, List<Json> constraints, String space) {
        String lead = space + "Topology Spread Constraints:\t";
        for (Json constraint : constraints) {
            String selector = constraint.has("labelSelector") ? " for selector " + Describers.selector(constraint.object("labelSelector")) : "";
            sheet.line(0, "%s%s:%s when max skew %d is exceeded%s", lead, constraint.textOrEmpty("topologyKey"),
                    constraint.textOrEmpty("whenUnsatisfiable"), constraint.number(0, "maxSkew"), selector);
            lead = space + "\t";
        }
    }

    static void tolerations(Sheet sheet, String indent, List<Json> tolerations) {
        String lead = indent + "Tolerations:\t";
        if (tolerations.isEmpty()) {
            sheet.line(0, "%s<none>", lead);
            return;
        }
        Map<String, String> byKey = new TreeMap<>();
        tolerations.forEach(toleration -> byKey.merge(toleration.textOrEmpty("key"), toleration(toleration), (a, b) -> a + "\n" + b));
        for (String line : String.join("\n", byKey.values()).split("\n")) {
            sheet.line(0, "%s%s", lead, line);
            lead = "\t";
        }
    }

    private static String toleration(Json toleration) {
        StringBuilder text = new StringBuilder(toleration.textOrEmpty("key"));
        if (toleration.has("value")) {
            text.append('=').append(toleration.text("value"));
        }
        if (toleration.has("effect")) {
            text.append(':').append(toleration.text("effect"));
        }
        if ("Exists".equals(toleration.text("operator")) && !toleration.has("value")) {
            text.append(toleration.has("key") || toleration.has("effect") ? " op=Exists" : "op=Exists");
        }
        toleration.number("tolerationSeconds").ifPresent(seconds -> text.append(" for ").append(Ages.text(seconds * 1000)));
        return text.toString();
    }
}
