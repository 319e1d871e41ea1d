package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Containers that are added to a running pod to look into it ({@code ValidatePodEphemeralContainersUpdate}, {@code validateEphemeralContainers}). */
final class EphemeralContainers {
    private static final String PATH = "spec.ephemeralContainers";
    private static final String NOT_HERE = "cannot be set for an Ephemeral Container";
    private static final List<String> NOT_ALLOWED = List.of("ports", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "restartPolicy");

    private EphemeralContainers() {}

    static void check(KubeObject before, KubeObject after, Problems problems) {
        Json spec = after.spec();
        List<Json> containers = spec.objects("ephemeralContainers");
        if (before.annotations().containsKey(PodAnnotations.MIRROR)) {
            problems.forbidden("", "static pods do not support ephemeral containers");
            return;
        }
        Map<String, Json> volumes = new TreeMap<>();
        spec.objects("volumes").forEach(volume -> volumes.put(volume.textOrEmpty("name"), volume));
        ContainerValidation common = new ContainerValidation(volumes, spec, problems);
        Set<String> others = new TreeSet<>();
        for (String list : List.of("containers", "initContainers")) {
            spec.objects(list).forEach(container -> others.add(container.textOrEmpty("name")));
        }
        Set<String> names = new TreeSet<>(others);
        for (int i = 0; i < containers.size(); i++) {
            Json container = containers.get(i);
            String path = PATH + "[" + i + "]";
            common.common(container, path);
            PodValidation.trimmed(container, path + ".image", problems);
            if (!names.add(container.textOrEmpty("name"))) {
                problems.duplicate(path + ".name", container.textOrEmpty("name"));
            }
            own(container, others, path, problems);
        }
        kept(before.spec().objects("ephemeralContainers"), containers, problems);
    }

    private static void own(Json container, Set<String> others, String path, Problems problems) {
        String target = container.textOrEmpty("targetContainerName");
        if (!target.isEmpty() && !others.contains(target)) {
            problems.notFound(path + ".targetContainerName", target);
        }
        NOT_ALLOWED.stream().filter(container::has).forEach(field -> problems.forbidden(path + "." + field, NOT_HERE));
        if (!container.object("resources").isEmpty()) {
            problems.forbidden(path + ".resources", NOT_HERE);
        }
        List<Json> mounts = container.objects("volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            for (String field : List.of("subPath", "subPathExpr")) {
                if (!mounts.get(i).textOrEmpty(field).isEmpty()) {
                    problems.forbidden(path + ".volumeMounts[" + i + "]." + field, NOT_HERE);
                }
            }
        }
    }

    private static void kept(List<Json> before, List<Json> after, Problems problems) {
        for (Json old : before) {
            String name = old.textOrEmpty("name");
            List<Json> same = after.stream().filter(container -> name.equals(container.text("name"))).toList();
            if (same.isEmpty()) {
                problems.forbidden(PATH, "existing ephemeral containers \"" + name + "\" may not be removed\n");
            } else if (!same.getFirst().equals(old)) {
                problems.forbidden(PATH, "existing ephemeral containers \"" + name + "\" may not be changed\n");
            }
        }
    }
}
