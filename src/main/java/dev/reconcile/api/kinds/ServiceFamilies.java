package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of a Service and their families, on a cluster that speaks IPv4 only ({@code ValidateServiceClusterIPsRelatedFields}, and
 * {@code initIPFamilyFields} of {@code pkg/registry/core/service/storage/alloc.go}). Upstream allocates before it validates; so who finds
 * something here reports nothing else.
 */
final class ServiceFamilies {
    private static final List<String> FAMILIES = List.of("IPv4", "IPv6");
    private static final List<String> POLICIES = List.of("PreferDualStack", "RequireDualStack", "SingleStack");
    private static final String POLICY = "spec.ipFamilyPolicy";
    private static final String ADDRESSES = "spec.clusterIPs";

    private ServiceFamilies() {}

    /** Fills in what was left open. @param before null for a new Service */
    static KubeObject filled(KubeObject before, KubeObject service) {
        Json spec = service.spec();
        if (isName(spec)) {
            return service;
        }
        String inherited = before == null ? "" : before.spec().textOrEmpty("ipFamilyPolicy");
        String usual = isOpen(spec) ? "RequireDualStack" : "SingleStack";
        Json filled = spec.withDefault(inherited.isEmpty() ? usual : inherited, "ipFamilyPolicy");
        if (before != null && isSingle(filled)) {
            filled = released(before.spec(), filled, "clusterIPs");
            filled = released(before.spec(), filled, "ipFamilies");
        }
        if (filled.list("ipFamilies").isEmpty() && filled.texts("clusterIPs").stream().noneMatch(ServiceFamilies::isSix)) {
            filled = filled.with("ipFamilies", List.of("IPv4"));
        }
        if (isOpen(filled) && filled.list("ipFamilies").size() == 1 && !isSingle(filled)) {
            filled = filled.with("ipFamilies", filled.texts("ipFamilies").contains("IPv6") ? List.of("IPv6", "IPv4") : FAMILIES);
        }
        return filled == spec ? service : service.with(filled, "spec");
    }

    /** Who turns to one family and changes nothing else means the first. */
    private static Json released(Json old, Json now, String field) {
        List<Object> all = now.list(field);
        return all.size() > 1 && all.equals(old.list(field)) ? now.with(field, all.subList(0, 1)) : now;
    }

    /** @param before null for a new Service */
    static void check(KubeObject before, KubeObject service, Problems problems) {
        Json spec = service.spec();
        if (isName(spec)) {
            return;
        }
        int found = problems.size();
        related(spec, problems);
        if (problems.size() == found) {
            policy(before, spec, problems);
        }
        if (problems.size() == found && !isOpen(spec)) {
            configured(spec, problems);
        }
    }

    private static void related(Json spec, Problems problems) {
        List<String> addresses = spec.texts("clusterIPs");
        String first = spec.textOrEmpty("clusterIP");
        if (!first.isEmpty() && addresses.isEmpty()) {
            problems.required(ADDRESSES, "");
        } else if (!first.isEmpty() && !addresses.getFirst().equals(first)) {
            problems.invalid(ADDRESSES, addresses, "first value must match `clusterIP`");
        } else if (first.isEmpty() && !addresses.isEmpty()) {
            problems.invalid(ADDRESSES, addresses, "must be empty when `clusterIP` is not specified");
        }
        List<String> families = spec.texts("ipFamilies");
        for (int i = 0; i < families.size(); i++) {
            if (!FAMILIES.contains(families.get(i))) {
                problems.notSupported("spec.ipFamilies[" + i + "]", families.get(i), FAMILIES);
            }
            if (families.indexOf(families.get(i)) < i) {
                problems.duplicate("spec.ipFamilies[" + i + "]", families.get(i));
            }
        }
        String policy = spec.text("ipFamilyPolicy");
        if (policy != null && !POLICIES.contains(policy)) {
            problems.notSupported(POLICY, policy, POLICIES);
        }
        addresses(addresses, families, problems);
    }

    private static void addresses(List<String> addresses, List<String> families, Problems problems) {
        int found = problems.size();
        for (int i = 0; i < addresses.size(); i++) {
            boolean none = i == 0 && addresses.get(i).equals(ServiceAddresses.NONE);
            if (none && addresses.size() > 1) {
                problems.invalid(ADDRESSES, addresses, "'None' must be the first and only value");
            } else if (!none) {
                Checks.wrong(Formats.address(addresses.get(i)), ADDRESSES + "[" + i + "]", addresses.get(i), problems);
            }
        }
        boolean readable = problems.size() == found;
        if (addresses.size() > 2) {
            problems.invalid(ADDRESSES, addresses, "may only hold up to 2 values");
        }
        if (!readable) {
            return;
        }
        if (addresses.size() > 1 && addresses.stream().filter(ServiceFamilies::isSix).count() != 1) {
            problems.invalid(ADDRESSES, addresses, "may specify no more than one IP for each IP family");
        }
        boolean headless = addresses.equals(List.of(ServiceAddresses.NONE));
        for (int i = 0; !headless && i < Math.min(addresses.size(), families.size()); i++) {
            String family = families.get(i);
            if (FAMILIES.contains(family) && !family.equals(family(addresses.get(i)))) {
                problems.invalid(ADDRESSES + "[" + i + "]", addresses.get(i), "expected an " + family + " value as indicated by `ipFamilies[" + i + "]`");
            }
        }
    }

    private static void policy(KubeObject before, Json spec, Problems problems) {
        Object policy = spec.get("ipFamilyPolicy");
        int addresses = spec.list("clusterIPs").size();
        int families = spec.list("ipFamilies").size();
        if (before != null && !isSingle(spec)) {
            if (addresses > 0 && addresses < before.spec().list("clusterIPs").size()) {
                problems.invalid(POLICY, policy, "must be 'SingleStack' to release the secondary cluster IP");
            }
            if (families > 0 && families < before.spec().list("ipFamilies").size()) {
                problems.invalid(POLICY, policy, "must be 'SingleStack' to release the secondary IP family");
            }
        }
        if (isSingle(spec) && addresses == 2) {
            problems.invalid(POLICY, policy, "must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified");
        }
        if (isSingle(spec) && families == 2) {
            problems.invalid(POLICY, policy, "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified");
        }
        for (int i = families; i < addresses; i++) {
            if (isSix(spec.texts("clusterIPs").get(i))) {
                problems.invalid(ADDRESSES + "[" + i + "]", spec.list("clusterIPs"), "IPv6 is not configured on this cluster");
            }
        }
    }

    private static void configured(Json spec, Problems problems) {
        if ("RequireDualStack".equals(spec.text("ipFamilyPolicy"))) {
            problems.invalid(POLICY, "RequireDualStack", "this cluster is not configured for dual-stack services");
        }
        List<String> families = new ArrayList<>(spec.texts("ipFamilies"));
        int six = families.indexOf("IPv6");
        if (six >= 0) {
            problems.invalid("spec.ipFamilies[" + six + "]", "IPv6", "not configured on this cluster");
        }
    }

    private static boolean isName(Json spec) {
        return spec.textOrEmpty("type").equals("ExternalName");
    }

    private static boolean isSingle(Json spec) {
        return "SingleStack".equals(spec.text("ipFamilyPolicy"));
    }

    /** Somebody else gives the endpoints of a headless Service without selector; they may be of either family. */
    private static boolean isOpen(Json spec) {
        return spec.textOrEmpty("clusterIP").equals(ServiceAddresses.NONE) && spec.object("selector").isEmpty();
    }

    private static boolean isSix(String address) {
        return address.contains(":");
    }

    private static String family(String address) {
        return isSix(address) ? "IPv6" : "IPv4";
    }
}
