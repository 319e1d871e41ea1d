package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
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

    static void container(Json resources, String path, Problems problems) {
        if (resources.isEmpty()) {
            return;
        }
        Json limits = resources.object("limits");
        Json requests = resources.object("requests");
        for (String name : limits.names()) {
            amount(name, limits.get(name), path + ".limits[" + name + "]", problems);
        }
        for (String name : requests.names()) {
            amount(name, requests.get(name), path + ".requests[" + name + "]", problems);
            compare(name, Quantity.of(requests.get(name)), limits.get(name), path, problems);
        }
        List<String> all = new ArrayList<>(limits.names());
        all.addAll(requests.names());
        if (all.stream().anyMatch(name -> name.startsWith(HUGE)) && !all.contains("cpu") && !all.contains("memory")) {
            problems.forbidden(path, "HugePages require cpu or memory");
        }
    }

    private static void amount(String name, Object amount, String path, Problems problems) {
        containerName(name, path, problems);
        quantity(name, amount, path, problems);
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
