package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** Descriptions of services and endpoints. */
final class NetworkParts {
    private NetworkParts() {}

    private static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }

    static void service(Sheet sheet, KubeObject object, Surroundings around) {
        Json spec = object.spec();
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "Selector:\t%s", Describers.pairs(spec.textMap("selector")));
        sheet.line(0, "Type:\t%s", spec.textOrEmpty("type"));
        if (spec.has("ipFamilyPolicy")) {
            sheet.line(0, "IP Family Policy:\t%s", spec.text("ipFamilyPolicy"));
        }
        sheet.line(0, "IP Families:\t%s", orNone(String.join(",", spec.texts("ipFamilies"))));
        sheet.line(0, "IP:\t%s", spec.textOrEmpty("clusterIP"));
        sheet.line(0, "IPs:\t%s", orNone(String.join(",", spec.texts("clusterIPs"))));
        if (!spec.texts("externalIPs").isEmpty()) {
            sheet.line(0, "External IPs:\t%s", String.join(",", spec.texts("externalIPs")));
        }
        if (spec.has("loadBalancerIP")) {
            sheet.line(0, "Desired LoadBalancer IP:\t%s", spec.text("loadBalancerIP"));
        }
        if (!object.status().objects("loadBalancer", "ingress").isEmpty()) {
            sheet.line(0, "LoadBalancer Ingress:\t%s", String.join(", ", object.status().objects("loadBalancer", "ingress").stream()
                    .map(NetworkParts::ingress).toList()));
        }
        if (spec.has("externalName")) {
            sheet.line(0, "External Name:\t%s", spec.text("externalName"));
        }
        for (Json port : spec.objects("ports")) {
            port(sheet, object, port, around);
        }
        sheet.line(0, "Session Affinity:\t%s", spec.textOrEmpty("sessionAffinity"));
        if (spec.has("externalTrafficPolicy")) {
            sheet.line(0, "External Traffic Policy:\t%s", spec.text("externalTrafficPolicy"));
        }
        if (spec.has("internalTrafficPolicy")) {
            sheet.line(0, "Internal Traffic Policy:\t%s", spec.text("internalTrafficPolicy"));
        }
        if (spec.number(0, "healthCheckNodePort") != 0) {
            sheet.line(0, "HealthCheck NodePort:\t%d", spec.number(0, "healthCheckNodePort"));
        }
        if (!spec.texts("loadBalancerSourceRanges").isEmpty()) {
            sheet.line(0, "LoadBalancer Source Ranges:\t%s", String.join(",", spec.texts("loadBalancerSourceRanges")));
        }
    }

    private static String ingress(Json ingress) {
        String mode = ingress.has("ipMode") ? " (" + ingress.text("ipMode") + ")" : "";
        return ingress.has("ip") ? ingress.text("ip") + mode : ingress.textOrEmpty("hostname");
    }

    private static void port(Sheet sheet, KubeObject service, Json port, Surroundings around) {
        String name = port.textOrEmpty("name").isEmpty() ? "<unset>" : port.text("name");
        sheet.line(0, "Port:\t%s\t%d/%s", name, port.number(0, "port"), port.textOrEmpty("protocol"));
        sheet.line(0, "TargetPort:\t%s/%s", port.get("targetPort") == null ? port.get("port") : port.get("targetPort"), port.textOrEmpty("protocol"));
        if (port.number(0, "nodePort") != 0) {
            sheet.line(0, "NodePort:\t%s\t%d/%s", name, port.number(0, "nodePort"), port.textOrEmpty("protocol"));
        }
        sheet.line(0, "Endpoints:\t%s", addresses(service, port.textOrEmpty("name"), around));
    }

    /** The ready addresses of that port: the first three, and how many more there are. */
    static String addresses(KubeObject service, String portName, Surroundings around) {
        List<KubeObject> slices = around.list("endpointslices.discovery.k8s.io", service.namespace()).stream()
                .filter(slice -> service.name().equals(slice.label("kubernetes.io/service-name").orElse(""))).toList();
        if (slices.isEmpty()) {
            return "<none>";
        }
        List<String> addresses = new ArrayList<>();
        for (KubeObject slice : slices) {
            for (Json port : slice.tree().objects("ports")) {
                for (Json endpoint : port.textOrEmpty("name").equals(portName) ? slice.tree().objects("endpoints") : List.<Json>of()) {
                    boolean ready = !endpoint.has("conditions", "ready") || endpoint.isTrue("conditions", "ready");
                    endpoint.texts("addresses").stream().filter(address -> ready).forEach(address -> addresses.add(address + ":" + port.number(0, "port")));
                }
            }
        }
        int most = Math.min(3, addresses.size());
        String text = String.join(",", addresses.subList(0, most));
        return addresses.size() > most ? text + " + " + (addresses.size() - most) + " more..." : text;
    }

    static void endpointSlice(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "AddressType:\t%s", object.tree().textOrEmpty("addressType"));
        List<Json> ports = object.tree().objects("ports");
        if (ports.isEmpty()) {
            sheet.line(0, "Ports: <unset>");
        } else {
            sheet.line(0, "Ports:").line(1, "Name\tPort\tProtocol").line(1, "----\t----\t--------");
            ports.forEach(port -> sheet.line(1, "%s\t%s\t%s", orUnset(port.textOrEmpty("name")),
                    port.has("port") ? port.get("port") : "<unset>", port.textOrEmpty("protocol")));
        }
        List<Json> endpoints = object.tree().objects("endpoints");
        sheet.line(0, endpoints.isEmpty() ? "Endpoints: <none>" : "Endpoints:");
        for (Json endpoint : endpoints) {
            sheet.line(1, "- Addresses:\t%s", String.join(", ", endpoint.texts("addresses"))).line(2, "Conditions:");
            sheet.line(3, "Ready:\t%s", endpoint.has("conditions", "ready") ? Boolean.toString(endpoint.isTrue("conditions", "ready")) : "<unset>");
            sheet.line(2, "Hostname:\t%s", orUnset(endpoint.textOrEmpty("hostname")));
            if (endpoint.has("targetRef")) {
                sheet.line(2, "TargetRef:\t%s/%s", endpoint.textOrEmpty("targetRef", "kind"), endpoint.textOrEmpty("targetRef", "name"));
            }
            sheet.line(2, "NodeName:\t%s", orUnset(endpoint.textOrEmpty("nodeName"))).line(2, "Zone:\t%s", orUnset(endpoint.textOrEmpty("zone")));
        }
    }

    private static String orUnset(String text) {
        return text.isEmpty() ? "<unset>" : text;
    }

    static void endpoints(Sheet sheet, KubeObject object) {
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "Subsets:");
        for (Json subset : object.tree().objects("subsets")) {
            for (String list : List.of("addresses", "notReadyAddresses")) {
                List<String> ips = subset.objects(list).stream().map(address -> address.textOrEmpty("ip")).toList();
                sheet.line(1, "%s:\t%s", list.equals("addresses") ? "Addresses" : "NotReadyAddresses", orNone(String.join(",", ips)));
            }
            if (!subset.objects("ports").isEmpty()) {
                sheet.line(1, "Ports:").line(2, "Name\tPort\tProtocol").line(2, "----\t----\t--------");
                for (Json port : subset.objects("ports")) {
                    String name = port.textOrEmpty("name").isEmpty() ? "<unset>" : port.text("name");
                    sheet.line(2, "%s\t%d\t%s", name, port.number(0, "port"), port.textOrEmpty("protocol"));
                }
            }
            sheet.line(0, "");
        }
    }
}
