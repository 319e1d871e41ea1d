package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the registry of Services does to addresses that were given or are kept ({@code pkg/registry/core/service/storage}). Finding free
 * addresses and node ports needs a look at the other Services and is an admission's work.
 */
final class ServiceAddresses {
    static final String NONE = "None";

    private ServiceAddresses() {}

    static KubeObject create(KubeObject service) {
        return ServiceFamilies.filled(null, listed(service)).with(Json.of("loadBalancer", Json.EMPTY), "status");
    }

    static KubeObject update(KubeObject before, KubeObject after) {
        return dropped(before, ServiceFamilies.filled(before, listed(kept(before, relisted(before, after)))));
    }

    /** Whoever changes only the single address means the list, too. */
    private static KubeObject relisted(KubeObject before, KubeObject after) {
        boolean sameList = after.spec().list("clusterIPs").equals(before.spec().list("clusterIPs"));
        boolean changed = !address(after).isEmpty() && !address(after).equals(address(before));
        return hasAddress(after) && sameList && changed ? after.with(List.of(address(after)), "spec", "clusterIPs") : after;
    }

    /** An update that leaves out what was allocated keeps it ({@code patchAllocatedValues}). */
    private static KubeObject kept(KubeObject before, KubeObject after) {
        KubeObject kept = after;
        if (hasAddress(before) && hasAddress(after) && address(after).isEmpty() && after.spec().list("clusterIPs").isEmpty()) {
            kept = kept.with(before.spec().get("clusterIP"), "spec", "clusterIP").with(before.spec().get("clusterIPs"), "spec", "clusterIPs");
        }
        if (ServiceDefaults.needsHealthCheck(before.spec()) && ServiceDefaults.needsHealthCheck(after.spec())
                && after.spec().number(0, "healthCheckNodePort") == 0) {
            kept = kept.with(before.spec().get("healthCheckNodePort"), "spec", "healthCheckNodePort");
        }
        return hasNodePorts(before) && hasNodePorts(after) ? nodePorts(before, kept) : kept;
    }

    private static KubeObject nodePorts(KubeObject before, KubeObject after) {
        Json spec = Trees.each(after.spec(), "ports", port -> port.has("nodePort") ? port : port.with("nodePort", nodePort(before, port)));
        return spec == after.spec() ? after : after.with(spec, "spec");
    }

    private static Object nodePort(KubeObject before, Json port) {
        return before.spec().objects("ports").stream()
                .filter(old -> old.textOrEmpty("protocol").equals(port.textOrEmpty("protocol")) && old.number(0, "port") == port.number(0, "port"))
                .map(old -> old.get("nodePort"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A change of type gives back what the new type has no use for, unless the writer set it anew ({@code dropTypeDependentFields}). */
    private static KubeObject dropped(KubeObject before, KubeObject after) {
        Json old = before.spec();
        Json left = after.spec();
        if (hasAddress(before) && !hasAddress(after)) {
            if (old.list("clusterIPs").equals(left.list("clusterIPs"))) {
                left = left.without("clusterIP").without("clusterIPs");
            }
            left = unchanged(old, unchanged(old, left, "ipFamilies"), "ipFamilyPolicy");
        }
        if (hasNodePorts(before) && !hasNodePorts(after)) {
            left = Trees.each(left, "ports", port -> port.has("nodePort") && port.get("nodePort").equals(nodePort(before, port))
                    ? port.without("nodePort")
                    : port);
        }
        if (ServiceDefaults.needsHealthCheck(old) && !ServiceDefaults.needsHealthCheck(left)) {
            left = unchanged(old, left, "healthCheckNodePort");
        }
        if (ServiceTraffic.isBalancer(old) && !ServiceTraffic.isBalancer(left)) {
            left = unchanged(old, unchanged(old, left, "allocateLoadBalancerNodePorts"), "loadBalancerClass");
        }
        if (ServiceDefaults.isExternal(old) && !ServiceDefaults.isExternal(left)) {
            left = unchanged(old, left, "externalTrafficPolicy");
        }
        return left == after.spec() ? after : after.with(left, "spec");
    }

    private static Json unchanged(Json old, Json now, String field) {
        return Objects.equals(old.get(field), now.get(field)) ? now.without(field) : now;
    }

    /** {@code clusterIP} is the first of {@code clusterIPs}, whichever of them was given ({@code NormalizeClusterIPs}). */
    private static KubeObject listed(KubeObject service) {
        String address = address(service);
        List<Object> addresses = new ArrayList<>(service.spec().list("clusterIPs"));
        if (address.isEmpty() || !hasAddress(service)) {
            return service;
        }
        if (addresses.isEmpty()) {
            addresses.add(address);
        }
        return service.with(addresses, "spec", "clusterIPs");
    }

    private static String address(KubeObject service) {
        return service.spec().textOrEmpty("clusterIP");
    }

    private static boolean hasAddress(KubeObject service) {
        return !service.spec().textOrEmpty("type").equals("ExternalName");
    }

    private static boolean hasNodePorts(KubeObject service) {
        return List.of("NodePort", "LoadBalancer").contains(service.spec().textOrEmpty("type"));
    }
}
