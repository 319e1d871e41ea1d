package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** Changes of what a running pod's containers ask for, through {@code resize} ({@code ValidatePodResize}). */
final class PodResizeValidation {
    private PodResizeValidation() {}

    /** Of the containers' specs, what they ask for and how they are resized; the rest stays ({@code dropNonResizeUpdates}). */
    static KubeObject taken(KubeObject before, KubeObject sent) {
        Json spec = before.spec();
        for (String list : List.of("initContainers", "containers")) {
            spec = Trees.each(spec, list, old -> sent.spec().objects(list).stream()
                    .filter(container -> container.textOrEmpty("name").equals(old.textOrEmpty("name"))).findFirst()
                    .map(container -> old.with("resources", container.get("resources")).with("resizePolicy", container.get("resizePolicy")))
                    .orElse(old));
        }
        return before.with(spec, "spec").with(sent.metadata().get("managedFields"), "metadata", "managedFields");
    }

    static void check(KubeObject before, KubeObject after, Problems problems) {
        if (before.spec().has("resources")) {
            problems.forbidden("", "pods with pod-level resources cannot be resized");
            return;
        }
        if (before.annotations().containsKey(PodAnnotations.MIRROR)) {
            problems.forbidden("", "static pods cannot be resized");
            return;
        }
        if ("windows".equals(before.spec().text("os", "name"))) {
            problems.forbidden("", "windows pods cannot be resized");
            return;
        }
        PodValidation.pod(after, problems);
        String quality = before.status().textOrEmpty("qosClass");
        if (!QualityOfService.of(after.spec()).equals(quality)) {
            problems.invalid("spec", quality, "Pod QOS Class may not change as a result of resizing");
        }
        for (String list : List.of("initContainers", "containers")) {
            List<Json> old = before.spec().objects(list);
            List<Json> now = after.spec().objects(list);
            for (int i = 0; i < old.size(); i++) {
                boolean sidecar = "Always".equals(old.get(i).text("restartPolicy"));
                String path = "spec." + list + "[" + i + "].resources";
                if (sidecar || list.equals("containers")) {
                    kept(old.get(i), now.get(i), path, problems);
                    others(old.get(i), now.get(i), sidecar, problems);
                } else if (!old.get(i).object("resources").equals(now.get(i).object("resources"))) {
                    problems.forbidden("spec", "resources for non-sidecar init containers are immutable");
                }
            }
        }
    }

    private static void kept(Json old, Json now, String path, Problems problems) {
        for (String side : List.of("requests", "limits")) {
            if (!now.object("resources", side).names().containsAll(old.object("resources", side).names())) {
                problems.forbidden(path + "." + side, "resource " + side + " cannot be removed");
            }
        }
    }

    private static void others(Json old, Json now, boolean sidecar, Problems problems) {
        boolean same = List.of("requests", "limits").stream().allMatch(side ->
                rest(old.object("resources", side)).equals(rest(now.object("resources", side))));
        if (!same) {
            problems.forbidden("spec", sidecar ? "only cpu and memory resources for sidecar containers are mutable"
                    : "only cpu and memory resources are mutable");
        }
    }

    private static Json rest(Json amounts) {
        return amounts.without("cpu").without("memory");
    }
}
