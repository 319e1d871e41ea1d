package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.CommonColumns.AGE;
import static dev.reconcile.api.kinds.CommonColumns.NAME;
import static dev.reconcile.api.kinds.CommonColumns.NONE;
import static dev.reconcile.api.kinds.CommonColumns.labels;
import static dev.reconcile.api.kinds.CommonColumns.orNone;
import static dev.reconcile.api.kinds.CommonColumns.selected;
import static dev.reconcile.api.kinds.CommonColumns.text;
import static dev.reconcile.api.kinds.CommonColumns.wide;

import dev.reconcile.api.Column;
import dev.reconcile.api.Durations;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of Services and of what stands around them ({@code printService} and its like). */
final class NetworkColumns {
    /** A load balancer's addresses are cut to so many characters ({@code loadBalancerWidth}). */
    private static final int BALANCER_WIDTH = 16;

    /** So many addresses or ports are listed, then counted. */
    private static final int LISTED = 3;

    static final List<Column> SERVICE = List.of(
            NAME,
            text("Type", service -> service.spec().textOrEmpty("type")),
            text("Cluster-IP", service -> service.spec().texts("clusterIPs").stream().findFirst().orElse(NONE)),
            text("External-IP", NetworkColumns::externalAddress),
            text("Port(s)", service -> orNone(service.spec().objects("ports").stream().map(NetworkColumns::port).collect(Collectors.joining(",")))),
            AGE,
            wide("Selector", service -> labels(service, "spec", "selector")));

    static final List<Column> ENDPOINTS = List.of(NAME, text("Endpoints", NetworkColumns::endpoints), AGE);

    static final List<Column> ENDPOINT_SLICE = List.of(
            NAME,
            text("AddressType", slice -> slice.tree().textOrEmpty("addressType")),
            text("Ports", slice -> listed(slice.tree().objects("ports").stream().map(NetworkColumns::slicePort).toList())),
            text("Endpoints", slice -> listed(slice.tree().objects("endpoints").stream().flatMap(e -> e.texts("addresses").stream()).toList())),
            AGE);

    static final List<Column> INGRESS = List.of(
            NAME,
            text("Class", ingress -> orNone(ingress.spec().textOrEmpty("ingressClassName"))),
            text("Hosts", NetworkColumns::hosts),
            text("Address", NetworkColumns::balancer),
            text("Ports", ingress -> ingress.spec().list("tls").isEmpty() ? "80" : "80, 443"),
            AGE);

    static final List<Column> INGRESS_CLASS = List.of(
            NAME,
            text("Controller", ingressClass -> ingressClass.spec().textOrEmpty("controller")),
            text("Parameters", ingressClass -> NONE),
            AGE);

    static final List<Column> NETWORK_POLICY =
            List.of(NAME, text("Pod-Selector", policy -> selected(policy.spec().object("podSelector"))), AGE);

    private NetworkColumns() {}

    private static String port(Json port) {
        long node = port.number(0, "nodePort");
        return port.number(0, "port") + (node > 0 ? ":" + node : "") + "/" + port.textOrEmpty("protocol");
    }

    private static String externalAddress(KubeObject service) {
        List<String> external = service.spec().texts("externalIPs");
        return switch (service.spec().textOrEmpty("type")) {
            case "ClusterIP", "NodePort" -> orNone(String.join(",", external));
            case "LoadBalancer" -> {
                List<String> all = new ArrayList<>(external);
                String balancer = balancer(service);
                if (!balancer.isEmpty()) {
                    all.addFirst(balancer);
                }
                yield all.isEmpty() ? "<pending>" : String.join(",", all);
            }
            case "ExternalName" -> service.spec().textOrEmpty("externalName");
            default -> Durations.UNKNOWN;
        };
    }

    private static String balancer(KubeObject object) {
        String all = object.status().objects("loadBalancer", "ingress").stream()
                .map(point -> point.textOrEmpty("ip").isEmpty() ? point.textOrEmpty("hostname") : point.textOrEmpty("ip"))
                .filter(address -> !address.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
        return all.length() > BALANCER_WIDTH ? all.substring(0, BALANCER_WIDTH - 3) + "..." : all;
    }

    private static String endpoints(KubeObject endpoints) {
        List<Json> subsets = endpoints.tree().objects("subsets");
        List<String> all = subsets.stream().flatMap(NetworkColumns::subset).toList();
        return subsets.isEmpty() ? NONE : limited(all);
    }

    private static Stream<String> subset(Json subset) {
        List<String> addresses = subset.objects("addresses").stream().map(address -> address.textOrEmpty("ip")).toList();
        List<Json> ports = subset.objects("ports");
        return ports.isEmpty()
                ? addresses.stream()
                : ports.stream().flatMap(port -> addresses.stream().map(address -> address + ":" + port.number(0, "port")));
    }

    private static String slicePort(Json port) {
        return port.number("port").map(String::valueOf).orElse(port.textOrEmpty("name").isEmpty() ? "*" : port.textOrEmpty("name"));
    }

    private static String listed(List<String> all) {
        return all.isEmpty() ? CommonColumns.UNSET : limited(all);
    }

    private static String limited(List<String> all) {
        String first = String.join(",", all.subList(0, Math.min(LISTED, all.size())));
        return all.size() > LISTED ? first + " + " + (all.size() - LISTED) + " more..." : first;
    }

    private static String hosts(KubeObject ingress) {
        List<String> hosts = ingress.spec().objects("rules").stream().map(rule -> rule.textOrEmpty("host")).filter(host -> !host.isEmpty()).toList();
        return hosts.isEmpty() ? "*" : limited(hosts);
    }
}
