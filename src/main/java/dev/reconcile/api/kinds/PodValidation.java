package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.model.Recent;
import java.util.List;
import java.util.Map;

/** Pods, pod templates and the spec that both have ({@code pkg/apis/core/validation/validation.go}). */
final class PodValidation {
    private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
    private static final List<String> DNS_POLICIES = List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");

    /** What was found in templates: Jobs and revisions share theirs with what they are made from, and that is looked at again with each of them. */
    private static final Recent<Written, Problems> TEMPLATES = new Recent<>(256, written -> {
        Problems problems = new Problems();
        spec(written.spec, "", written.path, problems);
        return problems;
    });

    /** The specification of a template at that place. */
    private record Written(Json spec, String path) {}

    private PodValidation() {}

    static void pod(KubeObject pod, Problems problems) {
        Json spec = pod.spec();
        PodAnnotations.check(pod.annotations(), spec, "metadata.annotations", problems);
        spec(spec, pod.name(), "spec", problems);
        if (spec.textOrEmpty("serviceAccountName").isEmpty()) {
            noTokens(spec.objects("volumes"), problems);
        }
        for (String list : List.of("containers", "initContainers")) {
            List<Json> containers = spec.objects(list);
            for (int i = 0; i < containers.size(); i++) {
                trimmed(containers.get(i), "spec." + list + "[" + i + "].image", problems);
            }
        }
        boolean isNew = pod.revision() == 0;
        if (isNew && !spec.list("ephemeralContainers").isEmpty()) {
            problems.forbidden("spec.ephemeralContainers", "cannot be set on create");
        }
        if (isNew && spec.has("nodeName") && !spec.list("schedulingGates").isEmpty()) {
            problems.forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared");
        }
    }

    private static void noTokens(List<Json> volumes, Problems problems) {
        for (int v = 0; v < volumes.size(); v++) {
            List<Json> sources = volumes.get(v).objects("projected", "sources");
            for (int s = 0; s < sources.size(); s++) {
                if (sources.get(s).has("serviceAccountToken")) {
                    problems.forbidden("spec.volumes[" + v + "].projected.sources[" + s + "].serviceAccountToken",
                            "must not be specified when serviceAccountName is not set");
                }
            }
        }
    }

    static void trimmed(Json container, String path, Problems problems) {
        String image = container.textOrEmpty("image");
        if (!image.strip().equals(image)) {
            problems.invalid(path, image, "must not have leading or trailing whitespace");
        }
    }

    static void template(Json template, String path, Problems problems) {
        Json metadata = template.object("metadata");
        Checks.labels(metadata.textMap("labels"), path + ".labels", problems);
        Checks.annotations(metadata.textMap("annotations"), path + ".annotations", problems);
        PodAnnotations.check(metadata.textMap("annotations"), template.object("spec"), path + ".annotations", problems);
        problems.addAll(TEMPLATES.get(new Written(template.object("spec"), path + ".spec")));
        if (!template.list("spec", "ephemeralContainers").isEmpty()) {
            problems.forbidden(path + ".spec.ephemeralContainers", "ephemeral containers not allowed in pod template");
        }
    }

    /** @param pod its name; empty for a template */
    private static void spec(Json spec, String pod, String path, Problems problems) {
        Map<String, Json> volumes = VolumeValidation.all(spec.objects("volumes"), pod, path + ".volumes", problems);
        ResourceClaims.ofPod(spec.objects("resourceClaims"), path + ".resourceClaims", problems);
        List<Json> containers = spec.objects("containers");
        ContainerValidation checked = new ContainerValidation(volumes, spec, problems);
        checked.ordinary(containers, path + ".containers");
        checked.initial(spec.objects("initContainers"), containers, path + ".initContainers");
        ResourceValidation.pod(spec, path + ".resources", problems);
        if (spec.isTrue("hostNetwork")) {
            hostNetwork(containers, !pod.isEmpty(), path + ".containers", problems);
        }
        Checks.oneOf(spec.textOrEmpty("restartPolicy"), RESTART_POLICIES, path + ".restartPolicy", problems);
        Checks.oneOf(spec.textOrEmpty("dnsPolicy"), DNS_POLICIES, path + ".dnsPolicy", problems);
        Checks.labels(spec.textMap("nodeSelector"), path + ".nodeSelector", problems);
        SecurityValidation.pod(spec.object("securityContext"), spec, path + ".securityContext", problems);
        SchedulingValidation.affinity(spec.object("affinity"), path + ".affinity", problems);
        PodNetworkValidation.dns(spec, path + ".dnsConfig", problems);
        gates(spec, path, problems);
        SchedulingValidation.spread(spec.objects("topologySpreadConstraints"), path + ".topologySpreadConstraints", problems);
        WindowsValidation.hostProcesses(spec, path, problems);
        ownUsers(spec, path, problems);
        names(spec, path, problems);
        spec.number("activeDeadlineSeconds").ifPresent(seconds -> Checks.wrong(
                Formats.range(seconds, 1, Integer.MAX_VALUE), path + ".activeDeadlineSeconds", seconds, problems));
        label(spec, "hostname", path, problems);
        label(spec, "subdomain", path, problems);
        SchedulingValidation.tolerations(spec.objects("tolerations"), path + ".tolerations", problems);
        PodNetworkValidation.aliases(spec.objects("hostAliases"), path + ".hostAliases", problems);
        subdomain(spec, "priorityClassName", path, problems);
        subdomain(spec, "runtimeClassName", path, problems);
        if (spec.has("preemptionPolicy")) {
            Checks.oneOf(spec.textOrEmpty("preemptionPolicy"), List.of("PreemptLowerPriority", "Never"), path + ".preemptionPolicy", problems);
        }
        ResourceValidation.container(Json.EMPTY.with("limits", spec.get("overhead")), path + ".overhead", problems);
        WindowsValidation.system(spec, path, problems);
    }

    /** A pod with users of its own cannot have the node's other namespaces. */
    private static void ownUsers(Json spec, String path, Problems problems) {
        if (Boolean.FALSE.equals(spec.get("hostUsers"))) {
            for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
                if (spec.isTrue(field)) {
                    problems.forbidden(path + "." + field.replace("hostPID", "HostPID").replace("hostIPC", "HostIPC"), "when `pod.Spec.HostUsers` is false");
                }
            }
        }
    }

    private static void gates(Json spec, String path, Problems problems) {
        List<Json> readiness = spec.objects("readinessGates");
        for (int i = 0; i < readiness.size(); i++) {
            String type = readiness.get(i).textOrEmpty("conditionType");
            Checks.wrong(Names.qualified(type), path + ".readinessGates[" + i + "].conditionType", type, problems);
        }
        List<String> scheduling = spec.objects("schedulingGates").stream().map(gate -> gate.textOrEmpty("name")).toList();
        for (int i = 0; i < scheduling.size(); i++) {
            String name = scheduling.get(i);
            Checks.wrong(Names.qualified(name), path + ".schedulingGates[" + i + "]", name, problems);
            if (scheduling.indexOf(name) < i) {
                problems.duplicate(path + ".schedulingGates[" + i + "]", name);
            }
        }
    }

    private static void names(Json spec, String path, Problems problems) {
        subdomain(spec, "serviceAccountName", path, problems);
        subdomain(spec, "nodeName", path, problems);
    }

    private static void subdomain(Json spec, String field, String path, Problems problems) {
        String name = spec.textOrEmpty(field);
        if (!name.isEmpty()) {
            Checks.wrong(Names.subdomain(name), path + "." + field, name, problems);
        }
    }

    private static void label(Json spec, String field, String path, Problems problems) {
        String name = spec.textOrEmpty(field);
        if (!name.isEmpty()) {
            Checks.wrong(Names.label(name), path + "." + field, name, problems);
        }
    }

    /** On the node's network a container's port is the node's port. A template may leave the latter out. */
    private static void hostNetwork(List<Json> containers, boolean isPod, String path, Problems problems) {
        for (int c = 0; c < containers.size(); c++) {
            List<Json> ports = containers.get(c).objects("ports");
            for (int p = 0; p < ports.size(); p++) {
                long host = ports.get(p).number(0, "hostPort");
                if ((isPod || host != 0) && host != ports.get(p).number(0, "containerPort")) {
                    problems.invalid(path + "[" + c + "].ports[" + p + "].hostPort", host, "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }
}
