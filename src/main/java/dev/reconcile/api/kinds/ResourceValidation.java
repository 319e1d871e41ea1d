package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Requests and limits ({@code validateResourceRequirements}). */
final class ResourceValidation {
    private static final List<String> CONTAINER = List.of("cpu", "memory", "ephemeral-storage");

    /** Names without a domain that mean something somewhere ({@code IsStandardResourceName}). */
    private static final List<String> STANDARD = List.of("cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory",
            "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods", "resourcequotas", "services",
            "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "storage", "requests.storage", "services.nodeports",
            "services.loadbalancers");

    private static final List<String> COUNTED = List.of("pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
            "persistentvolumeclaims", "services.nodeports", "services.loadbalancers");

    private static final String HUGE = "hugepages-";

    private ResourceValidation() {}

    /** Which resources can be named there. */
    private interface Name {
        void check(String name, String path, Problems problems);
    }

    static void container(Json resources, String path, Problems problems) {
        if (!resources.isEmpty()) {
            check(resources, ResourceValidation::containerName, path, problems);
        }
    }

    /** What a pod says of itself ({@code validatePodResources}): it covers what its containers ask for, and no container may use more. */
    static void pod(Json spec, String path, Problems problems) {
        if (!spec.has("resources")) {
            return;
        }
        Json resources = spec.object("resources");
        if (spec.textOrEmpty("os", "name").equals("windows")) {
            problems.forbidden(path, "may not be set for a windows pod");
            return;
        }
        if (resources.has("claims")) {
            problems.forbidden(path + ".claims", "claims cannot be set for Resources at pod-level");
        }
        check(resources, ResourceValidation::podName, path, problems);
        ResourceClaims.ofContainer(resources.objects("claims"), ResourceClaims.names(spec), path + ".claims", problems);
        covers(resources.object("requests"), spec, "requests", path, problems);
        Json limits = resources.object("limits");
        covers(limits, spec, "limits", path, problems);
        List<Json> containers = spec.objects("containers");
        for (int i = 0; i < containers.size(); i++) {
            Json own = containers.get(i).object("resources", "limits");
            for (String name : own.names()) {
                if (limits.has(name) && Quantity.of(own.get(name)).compareTo(Quantity.of(limits.get(name))) > 0) {
                    problems.invalid(path + ".containers[" + i + "][" + name + "].limits", Quantity.of(own.get(name)).text(),
                            "must be less than or equal to pod limits of " + Quantity.of(limits.get(name)).text());
                }
            }
        }
    }

    /** Limits of containers only add up for huge pages. */
    private static void covers(Json whole, Json spec, String side, String path, Problems problems) {
        PodResources.sum(new KubeObject(Json.of("spec", spec)), container -> PodResources.amounts(container.object("resources", side)))
                .forEach((name, sum) -> {
                    boolean counts = side.equals("requests") || name.startsWith(HUGE);
                    if (counts && whole.has(name) && sum.compareTo(Quantity.of(whole.get(name))) > 0) {
                        problems.invalid(path + "." + side + "[" + name + "]", Quantity.of(whole.get(name)).text(),
                                "must be greater than or equal to aggregate container " + side + " of " + sum.text());
                    }
                });
    }

    /** {@code validatePodResourceName}. */
    private static void podName(String name, String path, Problems problems) {
        int before = problems.found().size();
        name(name, path, problems);
        if (problems.found().size() == before && !PodResources.isOfPods(name)) {
            problems.notSupported(path, name, List.of("cpu", HUGE, "memory"));
        }
    }

    private static void check(Json resources, Name known, String path, Problems problems) {
        Json limits = resources.object("limits");
        Json requests = resources.object("requests");
        for (String name : limits.names()) {
            known.check(name, path + ".limits[" + name + "]", problems);
            quantity(name, limits.get(name), path + ".limits[" + name + "]", problems);
            pages(name, limits.get(name), path + ".limits[" + name + "]", problems);
        }
        for (String name : requests.names()) {
            known.check(name, path + ".requests[" + name + "]", problems);
            quantity(name, requests.get(name), path + ".requests[" + name + "]", problems);
            compare(name, Quantity.of(requests.get(name)), limits.get(name), path, problems);
            pages(name, requests.get(name), path + ".requests[" + name + "]", problems);
        }
        List<String> all = new ArrayList<>(limits.names());
        all.addAll(requests.names());
        if (all.stream().anyMatch(name -> name.startsWith(HUGE)) && !all.contains("cpu") && !all.contains("memory")) {
            problems.forbidden(path, "HugePages require cpu or memory");
        }
    }

    /** Whole pages ({@code IsHugePageResourceValueDivisible}). */
    private static void pages(String name, Object amount, String path, Problems problems) {
        if (!name.startsWith(HUGE)) {
            return;
        }
        Quantity page = Quantity.of(name.substring(HUGE.length()));
        Quantity all = Quantity.of(amount);
        if (page.value().signum() <= 0 || !page.isWhole() || all.whole() % page.whole() != 0) {
            problems.invalid(path, all.text(), all.text() + " is not positive integer multiple of " + name);
        }
    }

    /** {@code validateContainerResourceName}. */
    static void containerName(String name, String path, Problems problems) {
        name(name, path, problems);
        boolean plain = !name.contains("/");
        if (plain && !CONTAINER.contains(name) && !name.startsWith(HUGE)) {
            problems.invalid(path, name, "must be a standard resource for containers");
        } else if (!plain && !isNative(name) && name.startsWith("requests.")) {
            problems.invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    /** {@code validateResourceName}. */
    static void name(String name, String path, Problems problems) {
        List<String> wrong = Names.qualified(name);
        Checks.wrong(wrong, path, name, problems);
        if (wrong.isEmpty() && !name.contains("/") && !STANDARD.contains(name) && !name.startsWith(HUGE)
                && !name.startsWith("requests." + HUGE)) {
            problems.invalid(path, name, "must be a standard resource type or fully qualified");
        }
    }

    /** Whether requests may be below limits ({@code IsOvercommitAllowed}). */
    static boolean isElastic(String name) {
        return isNative(name) && !name.startsWith(HUGE);
    }

    /** Not negative, and whole where it counts things ({@code ValidateResourceQuantityValue}). */
    static void quantity(String name, Object amount, String path, Problems problems) {
        Quantity quantity = Quantity.of(amount);
        if (quantity.value().signum() < 0) {
            problems.invalid(path, quantity.text(), "must be greater than or equal to 0");
        }
        if ((COUNTED.contains(name) || !isNative(name)) && !quantity.isWhole()) {
            problems.invalid(path, quantity.text(), "must be an integer");
        }
    }

    private static void compare(String name, Quantity request, Object limit, String path, Problems problems) {
        boolean elastic = isElastic(name);
        if (limit == null) {
            if (!elastic) {
                problems.required(path + ".limits", "Limit must be set for non overcommitable resources");
            }
            return;
        }
        Quantity most = Quantity.of(limit);
        if (!elastic && request.compareTo(most) != 0) {
            problems.invalid(path + ".requests", request.text(), "must be equal to " + name + " limit of " + most.text());
        } else if (request.compareTo(most) > 0) {
            problems.invalid(path + ".requests", request.text(), "must be less than or equal to " + name + " limit of " + most.text());
        }
    }

    private static boolean isNative(String name) {
        return !name.contains("/") || name.contains("kubernetes.io/");
    }
}
