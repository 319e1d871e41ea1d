package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;
import static dev.reconcile.api.kinds.Trees.each;
import static dev.reconcile.api.kinds.Trees.text;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.List;

/** What the writer of a Service left out ({@code pkg/apis/core/v1/defaults.go}). */
final class ServiceDefaults {
    /** Three hours, in seconds ({@code v1.DefaultClientIPServiceAffinitySeconds}). */
    private static final long AFFINITY_TIMEOUT = 10_800;

    private ServiceDefaults() {}

    static Json service(Json service) {
        return within(absent(service, "spec", Json.EMPTY), "spec", ServiceDefaults::spec);
    }

    private static Json spec(Json spec) {
        Json after = affinity(text(spec, "sessionAffinity", "None"));
        after = text(after, "type", "ClusterIP");
        after = each(after, "ports", ServiceDefaults::port);
        String type = after.textOrEmpty("type");
        if (isExternal(after)) {
            after = text(after, "externalTrafficPolicy", "Cluster");
        }
        if (!type.equals("ExternalName")) {
            after = absent(after, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            after = absent(after, "allocateLoadBalancerNodePorts", true);
        }
        return after;
    }

    private static Json affinity(Json spec) {
        return switch (spec.textOrEmpty("sessionAffinity")) {
            case "None" -> spec.without("sessionAffinityConfig");
            case "ClientIP" -> spec.withDefault(AFFINITY_TIMEOUT, "sessionAffinityConfig", "clientIP", "timeoutSeconds");
            default -> spec;
        };
    }

    private static Json port(Json port) {
        Json after = text(port, "protocol", "TCP");
        Object target = after.get("targetPort");
        boolean unset = target == null || target.equals(0L) || target.equals("");
        return unset ? after.with("targetPort", after.number(0, "port")) : after;
    }

    /** {@code service.ExternallyAccessible}. */
    static boolean isExternal(Json spec) {
        String type = spec.textOrEmpty("type");
        return List.of("LoadBalancer", "NodePort").contains(type) || type.equals("ClusterIP") && !spec.list("externalIPs").isEmpty();
    }

    /** {@code service.NeedsHealthCheck}: balancers ask the nodes which of them has a pod. */
    static boolean needsHealthCheck(Json spec) {
        return spec.textOrEmpty("type").equals("LoadBalancer") && spec.textOrEmpty("externalTrafficPolicy").equals("Local");
    }
}
