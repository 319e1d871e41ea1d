package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What the registry of Services does to addresses that were given or are kept ({@code pkg/registry/core/service/storage}). Finding free
 * addresses and node ports needs a look at the other Services and is an admission's work.
 */
final class ServiceAddresses {
    static final String NONE = "None";

    private ServiceAddresses() {}

    static KubeObject create(KubeObject service) {
        return families(listed(service)).with(Json.of("loadBalancer", Json.EMPTY), "status");
    }

    static KubeObject update(KubeObject before, KubeObject after) {
        return families(listed(dropped(before, kept(before, relisted(before, after)))));
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
                .findFirst()
                .orElse(null);
    }

    /** A change of type gives back what the new type has no use for, unless the writer set it anew ({@code dropTypeDependentFields}). */
    private static KubeObject dropped(KubeObject before, KubeObject after) {
        KubeObject left = after;
        if (hasAddress(before) && !hasAddress(after) && address(before).equals(address(after))) {
            for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
                left = left.with(null, "spec", field);
            }
        }
        if (hasNodePorts(before) && !hasNodePorts(after)) {
            Json spec = Trees.each(left.spec(), "ports", port -> port.has("nodePort") && port.get("nodePort").equals(nodePort(before, port))
                    ? port.without("nodePort")
                    : port);
            left = spec == left.spec() ? left : left.with(spec, "spec");
        }
        if (ServiceDefaults.isExternal(before.spec()) && !ServiceDefaults.isExternal(left.spec())) {
            left = left.with(null, "spec", "externalTrafficPolicy");
        }
        return left.spec().textOrEmpty("type").equals("LoadBalancer") ? left : left.with(null, "spec", "allocateLoadBalancerNodePorts");
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

    /** This cluster speaks IPv4 only; the endpoints that somebody else gives a headless Service without selector may be of either family. */
    private static KubeObject families(KubeObject service) {
        if (!hasAddress(service)) {
            return service;
        }
        if (address(service).equals("None") && service.spec().object("selector").isEmpty()) {
            Json spec = service.spec().withDefault("RequireDualStack", "ipFamilyPolicy").withDefault(List.of("IPv4"), "ipFamilies");
            boolean second = spec.list("ipFamilies").size() == 1 && !"SingleStack".equals(spec.text("ipFamilyPolicy"));
            List<String> both = spec.texts("ipFamilies").contains("IPv6") ? List.of("IPv6", "IPv4") : List.of("IPv4", "IPv6");
            return service.with(second ? spec.with("ipFamilies", both) : spec, "spec");
        }
        Json spec = service.spec().withDefault(List.of("IPv4"), "ipFamilies").withDefault("SingleStack", "ipFamilyPolicy");
        return spec == service.spec() ? service : service.with(spec, "spec");
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
