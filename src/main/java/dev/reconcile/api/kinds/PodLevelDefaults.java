package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Quantity;
import java.util.Map;

/** What a pod that says something of its own resources left out of them ({@code defaultHugePagePodLimits}, {@code defaultPodRequests}). */
final class PodLevelDefaults {
    private PodLevelDefaults() {}

    /** @param spec of a pod, whose containers have their defaults */
    static Json fill(Json spec) {
        Json resources = spec.object("resources");
        Json filled = requests(spec, hugePages(spec, resources));
        return filled == resources ? spec : spec.with("resources", filled);
    }

    private static Json hugePages(Json spec, Json resources) {
        Json limits = resources.object("limits");
        Json filled = limits;
        if (limits.isEmpty() && resources.object("requests").isEmpty()) {
            return resources;
        }
        for (Map.Entry<String, Quantity> sum : sum(spec, "limits").entrySet()) {
            if (!ResourceValidation.isElastic(sum.getKey()) && PodResources.isOfPods(sum.getKey()) && !resources.has("requests", sum.getKey())) {
                filled = absent(filled, sum.getKey(), sum.getValue().text());
            }
        }
        return filled == limits ? resources : resources.with("limits", filled);
    }

    /** What the containers ask for together, or else the limit. */
    private static Json requests(Json spec, Json resources) {
        Json limits = resources.object("limits");
        Json requests = resources.object("requests");
        Json filled = requests;
        if (limits.isEmpty()) {
            return resources;
        }
        for (Map.Entry<String, Quantity> sum : sum(spec, "requests").entrySet()) {
            if (PodResources.isOfPods(sum.getKey()) && ResourceValidation.isElastic(sum.getKey())) {
                filled = absent(filled, sum.getKey(), sum.getValue().text());
            }
        }
        for (String name : limits.names()) {
            filled = PodResources.isOfPods(name) ? absent(filled, name, limits.get(name)) : filled;
        }
        return filled == requests ? resources : resources.with("requests", filled);
    }

    private static Map<String, Quantity> sum(Json spec, String side) {
        return PodResources.sum(new KubeObject(Json.of("spec", spec)), container -> PodResources.amounts(container.object("resources", side)));
    }
}
