package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;

/** Where a Service's traffic comes from and goes to ({@code ValidateService} from the source ranges on). */
final class ServiceTraffic {
    private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private static final String BALANCER_ONLY = "may only be used when `type` is 'LoadBalancer'";
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final List<String> DISTRIBUTIONS = List.of("PreferClose", "PreferSameZone", "PreferSameNode");

    private ServiceTraffic() {}

    static void check(KubeObject service, Problems problems) {
        Json spec = service.spec();
        sourceRanges(service, problems);
        if (spec.has("allocateLoadBalancerNodePorts") && !isBalancer(spec)) {
            problems.forbidden("spec.allocateLoadBalancerNodePorts", BALANCER_ONLY);
        }
        balancerClass(spec, problems);
        external(spec, problems);
        String internal = spec.textOrEmpty("internalTrafficPolicy");
        if (!internal.isEmpty() && !POLICIES.contains(internal)) {
            problems.notSupported("spec.internalTrafficPolicy", internal, POLICIES);
        }
        String distribution = spec.text("trafficDistribution");
        if (distribution != null && !DISTRIBUTIONS.contains(distribution)) {
            problems.notSupported("spec.trafficDistribution", distribution, DISTRIBUTIONS);
        }
    }

    private static void sourceRanges(KubeObject service, Problems problems) {
        List<String> ranges = service.spec().texts("loadBalancerSourceRanges");
        String annotated = service.annotations().get(RANGES);
        String path = ranges.isEmpty() ? "metadata.annotations[" + RANGES + "]" : "spec.LoadBalancerSourceRanges";
        if ((!ranges.isEmpty() || annotated != null) && !isBalancer(service.spec())) {
            problems.forbidden(path, BALANCER_ONLY);
        }
        for (int i = 0; i < ranges.size(); i++) {
            Checks.wrong(Formats.addressRange(ranges.get(i).strip()), path + "[" + i + "]", ranges.get(i).strip(), problems);
        }
        if (ranges.isEmpty() && annotated != null && !annotated.isBlank()) {
            for (String range : annotated.strip().split(",", -1)) {
                Checks.wrong(Formats.addressRange(range.strip()), path, range.strip(), problems);
            }
        }
    }

    static void balancerClass(Json spec, Problems problems) {
        String name = spec.text("loadBalancerClass");
        if (name == null) {
            return;
        }
        if (isBalancer(spec)) {
            Checks.wrong(Names.qualified(name), "spec.loadBalancerClass", name, problems);
        } else {
            problems.forbidden("spec.loadBalancerClass", BALANCER_ONLY);
        }
    }

    private static void external(Json spec, Problems problems) {
        String policy = spec.textOrEmpty("externalTrafficPolicy");
        if (ServiceDefaults.isExternal(spec)) {
            Checks.oneOf(policy, POLICIES, "spec.externalTrafficPolicy", problems);
        } else if (!policy.isEmpty()) {
            problems.invalid("spec.externalTrafficPolicy", policy, "may only be set for externally-accessible services");
        }
        long port = spec.number(0, "healthCheckNodePort");
        if (ServiceDefaults.needsHealthCheck(spec)) {
            if (port == 0) {
                problems.required("spec.healthCheckNodePort", "");
            } else {
                Checks.wrong(Formats.port(port), "spec.healthCheckNodePort", port, problems);
            }
        } else if (port != 0) {
            problems.invalid("spec.healthCheckNodePort", port,
                    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }
    }

    static boolean isBalancer(Json spec) {
        return spec.textOrEmpty("type").equals("LoadBalancer");
    }
}
