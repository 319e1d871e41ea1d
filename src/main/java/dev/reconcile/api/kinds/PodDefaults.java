package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;
import static dev.reconcile.api.kinds.Trees.each;
import static dev.reconcile.api.kinds.Trees.number;
import static dev.reconcile.api.kinds.Trees.text;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.List;

/** What a pod's writer left out: for pod specs wherever they stand, and for pods alone ({@code pkg/apis/core/v1/defaults.go}). */
final class PodDefaults {
    private static final List<String> CONTAINERS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodDefaults() {}

    /** For a pod template: its metadata and spec are always there, as Go structs are. */
    static Json template(Json template) {
        return within(absent(absent(template, "metadata", Json.EMPTY), "spec", Json.EMPTY), "spec", PodDefaults::spec);
    }

    /** For a workload whose template stands at {@code spec.template}. */
    static Json templateOf(Json object) {
        Json spec = absent(object.object("spec"), "template", Json.EMPTY);
        Json after = within(spec, "template", PodDefaults::template);
        return after == object.get("spec") ? object : object.with("spec", after);
    }

    static Json spec(Json spec) {
        Json after = DisabledFields.dropped(spec);
        for (String list : CONTAINERS) {
            after = each(after, list, ContainerDefaults::container);
        }
        after = each(after, "volumes", VolumeDefaults::volume);
        after = text(after, "dnsPolicy", "ClusterFirst");
        after = text(after, "restartPolicy", "Always");
        after = absent(after, "securityContext", Json.EMPTY);
        after = absent(after, "terminationGracePeriodSeconds", 30L);
        after = text(after, "schedulerName", "default-scheduler");
        return sameServiceAccount(after);
    }

    /** {@code serviceAccount} is the old name of {@code serviceAccountName}; upstream's conversion keeps both alike. */
    private static Json sameServiceAccount(Json spec) {
        String name = spec.textOrEmpty("serviceAccountName");
        String old = spec.textOrEmpty("serviceAccount");
        if (name.isEmpty()) {
            return old.isEmpty() ? spec : spec.with("serviceAccountName", old);
        }
        return name.equals(old) ? spec : spec.with("serviceAccount", name);
    }

    /** For the spec of a pod itself, after {@link #spec}: what templates are spared. */
    static Json ownSpec(Json spec) {
        Json after = each(spec, "containers", PodDefaults::requestsFromLimits);
        after = each(after, "initContainers", PodDefaults::requestsFromLimits);
        after = after.has("resources") ? PodLevelDefaults.fill(after) : after;
        after = absent(after, "enableServiceLinks", true);
        if (after.isTrue("hostNetwork")) {
            after = each(after, "containers", PodDefaults::hostPorts);
            after = each(after, "initContainers", PodDefaults::hostPorts);
        }
        return after;
    }

    private static Json requestsFromLimits(Json container) {
        return within(container, "resources", resources -> {
            Json requests = resources.object("requests");
            Json filled = requests;
            Json limits = resources.object("limits");
            for (String name : limits.names()) {
                filled = absent(filled, name, limits.get(name));
            }
            return filled == requests ? resources : resources.with("requests", filled);
        });
    }

    private static Json hostPorts(Json container) {
        return each(container, "ports", port -> number(port, "hostPort", port.number(0, "containerPort")));
    }
}
