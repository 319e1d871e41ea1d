package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What may not change in a Service; upstream looks at it before it looks at the rest ({@code ValidateServiceUpdate}). */
final class ServiceChanges {
    private static final String ONCE = "may not change once set";

    private ServiceChanges() {}

    static void check(KubeObject before, KubeObject after, Problems problems) {
        int found = problems.size();
        ServiceFamilies.check(before, after, problems);
        if (problems.size() > found) {
            return;
        }
        Json old = before.spec();
        Json now = after.spec();
        if (Stream.of(old, now).noneMatch(spec -> spec.textOrEmpty("type").equals("ExternalName"))) {
            addresses(old, now, problems);
            families(old, now, problems);
        }
        if (ServiceTraffic.isBalancer(old) && ServiceTraffic.isBalancer(now)
                && !Objects.equals(old.get("loadBalancerClass"), now.get("loadBalancerClass"))) {
            problems.invalid("spec.loadBalancerClass", now.get("loadBalancerClass"), ONCE);
        }
        ServiceTraffic.balancerClass(now, problems);
        if (ServiceDefaults.needsHealthCheck(old) && ServiceDefaults.needsHealthCheck(now)
                && old.number(0, "healthCheckNodePort") != now.number(0, "healthCheckNodePort")) {
            problems.forbidden("spec.healthCheckNodePort", "field is immutable");
        }
        ServiceValidation.checkRest(after, problems);
    }

    private static void addresses(Json old, Json now, Problems problems) {
        List<Object> had = old.list("clusterIPs");
        List<Object> has = now.list("clusterIPs");
        if (isHeadless(old) && isHeadless(now)) {
            return;
        }
        if (had.size() == has.size()) {
            for (int i = 0; i < had.size(); i++) {
                if (!had.get(i).equals(has.get(i))) {
                    problems.invalid("spec.clusterIPs[" + i + "]", has, ONCE);
                }
            }
        } else if (has.isEmpty()) {
            problems.invalid("spec.clusterIPs[0]", now.has("clusterIPs") ? has : Checks.NULL, "primary clusterIP can not be unset");
        } else if (!had.isEmpty() && !had.getFirst().equals(has.getFirst())) {
            problems.invalid("spec.clusterIPs[0]", has, ONCE);
        }
    }

    private static void families(Json old, Json now, Problems problems) {
        List<Object> had = old.list("ipFamilies");
        List<Object> has = now.list("ipFamilies");
        boolean fixed = !isHeadless(old) && !isHeadless(now);
        for (int i = 0; fixed && had.size() == has.size() && i < had.size(); i++) {
            if (!had.get(i).equals(has.get(i))) {
                problems.invalid("spec.ipFamilies[0]", has, ONCE);
            }
        }
    }

    private static boolean isHeadless(Json spec) {
        return spec.list("clusterIPs").equals(List.of(ServiceAddresses.NONE));
    }
}
