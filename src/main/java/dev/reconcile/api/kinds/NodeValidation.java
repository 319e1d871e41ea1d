package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** Nodes ({@code ValidateNode}, {@code ValidateNodeUpdate}). */
final class NodeValidation {
    private static final String RANGES = "spec.podCIDRs";

    private NodeValidation() {}

    /** Who names the one range of addresses means the list, too ({@code Convert_v1_NodeSpec_To_core_NodeSpec}). */
    static Json ranged(Json spec) {
        String one = spec.textOrEmpty("podCIDR");
        List<String> all = spec.texts("podCIDRs");
        if (!one.isEmpty() && (all.isEmpty() || !all.getFirst().equals(one))) {
            return spec.with("podCIDRs", List.of(one));
        }
        return one.isEmpty() && !all.isEmpty() ? spec.with("podCIDR", all.getFirst()) : spec;
    }

    /** Kubelets take no configuration from the API any more: the fields are forgotten ({@code pkg/registry/core/node/strategy.go}). */
    static KubeObject dropped(KubeObject node) {
        KubeObject after = node.spec().has("configSource") ? node.with(null, "spec", "configSource") : node;
        return after.status().has("config") ? after.with(null, "status", "config") : after;
    }

    static void check(KubeObject node, Problems problems) {
        SchedulingValidation.taints(node.spec().objects("taints"), "metadata.taints", problems);
        resources(node, problems);
        ranges(node.spec().texts("podCIDRs"), problems);
    }

    private static void resources(KubeObject node, Problems problems) {
        for (String side : List.of("capacity", "allocatable")) {
            Json amounts = node.status().object(side);
            for (String name : amounts.names()) {
                ResourceValidation.quantity(name, amounts.get(name), "status." + side + "." + name, problems);
            }
        }
    }

    private static void ranges(List<String> ranges, Problems problems) {
        for (int i = 0; i < ranges.size(); i++) {
            Checks.wrong(Formats.addressRange(ranges.get(i)), RANGES + "[" + i + "]", ranges.get(i), problems);
        }
        long six = ranges.stream().filter(range -> range.contains(":")).count();
        if (ranges.size() > 2 || ranges.size() == 2 && six != 1) {
            problems.invalid(RANGES, ranges, "may specify no more than one CIDR for each IP family");
        }
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.indexOf(ranges.get(i)) < i) {
                problems.duplicate(RANGES + "[" + i + "]", ranges.get(i));
            }
        }
    }

    static void change(KubeObject before, KubeObject after, Problems problems) {
        resources(after, problems);
        List<Json> addresses = after.status().objects("addresses");
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.indexOf(addresses.get(i)) < i) {
                problems.duplicate("status.addresses[" + i + "]", InternalTypes.shown("NodeAddress", addresses.get(i)));
            }
        }
        List<Object> old = before.spec().list("podCIDRs");
        if (!old.isEmpty() && !old.equals(after.spec().list("podCIDRs"))) {
            problems.forbidden(RANGES, "node updates may not change podCIDR except from \"\" to valid");
        }
        String provider = before.spec().textOrEmpty("providerID");
        if (!provider.isEmpty() && !provider.equals(after.spec().textOrEmpty("providerID"))) {
            problems.forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        }
        SchedulingValidation.taints(after.spec().objects("taints"), "metadata.taints", problems);
        if (!before.spec().textOrEmpty("externalID").equals(after.spec().textOrEmpty("externalID"))) {
            problems.forbidden("spec.externalID", "may not be updated");
        }
    }
}
