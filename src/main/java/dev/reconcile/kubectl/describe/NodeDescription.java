package dev.reconcile.kubectl.describe;

import dev.reconcile.kubectl.print.Ages;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code kubectl describe node} says, without the events. */
final class NodeDescription {
    private static final String ROLE = "node-role.kubernetes.io/";

    private NodeDescription() {}

    static void write(Sheet sheet, KubeObject node, Surroundings around) {
        sheet.line(0, "Name:\t%s", node.name());
        List<String> roles = node.labels().keySet().stream().filter(l -> l.startsWith(ROLE)).map(l -> l.substring(ROLE.length())).toList();
        sheet.line(0, "Roles:\t%s", roles.isEmpty() ? "<none>" : String.join(",", roles));
        Describers.labels(sheet, node);
        sheet.line(0, "CreationTimestamp:\t%s", Sheet.time(node.metadata().text("creationTimestamp")));
        taints(sheet, node.spec().objects("taints"));
        sheet.line(0, "Unschedulable:\t%s", node.spec().isTrue("unschedulable"));
        lease(sheet, node, around);
        conditions(sheet, node.status().objects("conditions"));
        sheet.line(0, "Addresses:");
        node.status().objects("addresses").forEach(address -> sheet.line(1, "%s:\t%s", address.textOrEmpty("type"), address.textOrEmpty("address")));
        for (String list : List.of("capacity", "allocatable")) {
            if (node.status().has(list)) {
                sheet.line(0, list.equals("capacity") ? "Capacity:" : "Allocatable:");
                node.status().object(list).forEach((name, quantity) -> sheet.line(1, "%s:\t%s", name, Quantity.of(quantity).text()));
            }
        }
        system(sheet, node);
        pods(sheet, node, around);
    }

    private static void taints(Sheet sheet, List<Json> taints) {
        String lead = "Taints:\t";
        if (taints.isEmpty()) {
            sheet.line(0, "%s<none>", lead);
        }
        for (Json taint : taints) {
            String value = taint.textOrEmpty("value").isEmpty() ? "" : "=" + taint.text("value");
            sheet.line(0, "%s%s%s:%s", lead, taint.textOrEmpty("key"), value, taint.textOrEmpty("effect"));
            lead = "\t";
        }
    }

    private static void lease(Sheet sheet, KubeObject node, Surroundings around) {
        around.list("leases.coordination.k8s.io", "kube-node-lease").stream().filter(lease -> lease.name().equals(node.name())).findFirst().ifPresent(lease ->
                sheet.line(0, "Lease:")
                        .line(1, "HolderIdentity:\t%s", lease.spec().textOrEmpty("holderIdentity"))
                        .line(1, "AcquireTime:\t%s", Sheet.time(lease.spec().text("acquireTime")))
                        .line(1, "RenewTime:\t%s", Sheet.time(lease.spec().text("renewTime"))));
    }

    private static void conditions(Sheet sheet, List<Json> conditions) {
        if (conditions.isEmpty()) {
            return;
        }
        sheet.line(0, "Conditions:")
                .line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage")
                .line(1, "----\t------\t-----------------\t------------------\t------\t-------");
        for (Json c : conditions) {
            sheet.line(1, "%s \t%s \t%s \t%s \t%s \t%s", c.textOrEmpty("type"), c.textOrEmpty("status"), Sheet.time(c.text("lastHeartbeatTime")),
                    Sheet.time(c.text("lastTransitionTime")), c.textOrEmpty("reason"), c.textOrEmpty("message"));
        }
    }

    private static void system(Sheet sheet, KubeObject node) {
        Json info = node.status().object("nodeInfo");
        String[][] rows = {{"Machine ID", "machineID"}, {"System UUID", "systemUUID"}, {"Boot ID", "bootID"}, {"Kernel Version", "kernelVersion"},
            {"OS Image", "osImage"}, {"Operating System", "operatingSystem"}, {"Architecture", "architecture"},
            {"Container Runtime Version", "containerRuntimeVersion"}, {"Kubelet Version", "kubeletVersion"}, {"Kube-Proxy Version", "kubeProxyVersion"}};
        sheet.line(0, "System Info:");
        for (String[] row : rows) {
            sheet.line(1, "%s:\t%s", row[0], info.textOrEmpty(row[1]));
        }
        if (!node.spec().textOrEmpty("podCIDR").isEmpty()) {
            sheet.line(0, "PodCIDR:\t%s", node.spec().text("podCIDR"));
            sheet.line(0, "PodCIDRs:\t%s", String.join(",", node.spec().texts("podCIDRs")));
        }
        if (!node.spec().textOrEmpty("providerID").isEmpty()) {
            sheet.line(0, "ProviderID:\t%s", node.spec().text("providerID"));
        }
    }

    private static void pods(Sheet sheet, KubeObject node, Surroundings around) {
        List<KubeObject> pods = around.list("pods", "").stream().filter(pod -> Pods.node(pod).equals(node.name()) && !Pods.isFinished(pod)).toList();
        sheet.line(0, "Non-terminated Pods:\t(%d in total)", pods.size());
        sheet.line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
        sheet.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
        Json allocatable = node.status().object("allocatable");
        for (KubeObject pod : pods) {
            List<String> cells = new ArrayList<>();
            for (String resource : List.of("cpu", "memory")) {
                cells.add(share(sum(List.of(pod), "requests", resource), allocatable, resource));
                cells.add(share(sum(List.of(pod), "limits", resource), allocatable, resource));
            }
            sheet.line(1, "%s\t%s\t\t%s\t%s", pod.namespace(), pod.name(), String.join("\t", cells), Ages.text(around.now() - pod.createdAt()));
        }
        sheet.line(0, "Allocated resources:").line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)")
                .line(1, "Resource\tRequests\tLimits").line(1, "--------\t--------\t------");
        List<String> resources = new ArrayList<>(List.of("cpu", "memory", "ephemeral-storage"));
        allocatable.names().stream().filter(name -> name.startsWith("hugepages-")).sorted().forEach(resources::add);
        for (String resource : resources) {
            sheet.line(1, "%s\t%s\t%s", resource, share(sum(pods, "requests", resource), allocatable, resource), share(sum(pods, "limits", resource), allocatable, resource));
        }
    }

    private static Quantity sum(List<KubeObject> pods, String side, String resource) {
        Quantity sum = Quantity.ZERO;
        for (KubeObject pod : pods) {
            for (Json container : pod.spec().objects("containers")) {
                Object amount = container.at("resources", side, resource);
                sum = amount == null ? sum : sum.equals(Quantity.ZERO) ? Quantity.of(amount) : sum.plus(Quantity.of(amount));
            }
        }
        return sum;
    }

    private static String share(Quantity amount, Json allocatable, String resource) {
        Object all = allocatable.get(resource);
        long whole = all == null ? 0 : Quantity.of(all).milli();
        long percent = whole == 0 ? 0 : (long) ((double) amount.milli() / whole * 100);
        return String.format(Locale.ROOT, "%s (%d%%)", amount.text(), percent);
    }
}
