package dev.reconcile.network;

import dev.reconcile.kubelet.Nodes;
import dev.reconcile.kubelet.Runtime;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.Connection.Closed;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a connection ends up: at a pod, at a node, through a Service, or nowhere ({@code pkg/proxy/iptables}). */
final class Destinations {
    private static final int API_PORT = 6443;
    private static final int DNS_PORT = 53;
    /** Where kubelets send pods with their questions. */
    private static final String DNS_ADDRESS = "10.96.0.10";
    private static final Connection.Peer API_SERVER = new ApiServer(Nodes.VERSION);

    private final View view;
    private final Map<String, Runtime> runtimes;

    Destinations(View view, Map<String, Runtime> runtimes) {
        this.view = view;
        this.runtimes = runtimes;
    }

    Connection connect(Origin from, String address, int port) {
        if (address.startsWith("127.") || address.equals(from.address())) {
            return itself(from, port);
        }
        if (isCutOff(from.node())) {
            return onNode(from.node(), from, address, port).orElse(Closed.SILENT);
        }
        Optional<KubeObject> service = serviceAt(address);
        if (service.isPresent()) {
            return from.isOutside() ? Closed.SILENT : through(service.get(), from, port);
        }
        Optional<String> node = nodeAt(address);
        if (node.isPresent()) {
            return toNode(node.get(), address, from, port);
        }
        return from.isOutside() ? Closed.SILENT : toPod(from, address, port);
    }

    private Connection itself(Origin from, int port) {
        return Optional.ofNullable(runtimes.get(from.node()))
                .flatMap(runtime -> from.pod().isEmpty() ? runtime.listener(from.address(), port, "127.0.0.1")
                        : runtime.listenerOf(from.pod(), port, "127.0.0.1"))
                .<Connection>map(Connection.Open::new)
                .orElse(Closed.REFUSED);
    }

    /** What can be reached without leaving the node: its pods. */
    private Optional<Connection> onNode(String node, Origin from, String address, int port) {
        return Optional.ofNullable(runtimes.get(node)).filter(runtime -> runtime.hasPod(address)).map(runtime -> at(runtime, from, address, port));
    }

    private static Connection at(Runtime runtime, Origin from, String address, int port) {
        return runtime.listener(address, port, from.address()).<Connection>map(Connection.Open::new).orElse(Closed.REFUSED);
    }

    // Services

    private Optional<KubeObject> serviceAt(String address) {
        return view.list("services", "").stream().filter(service -> addresses(service).anyMatch(address::equals)).findFirst();
    }

    private static Stream<String> addresses(KubeObject service) {
        Stream<String> balancers = service.status().objects("loadBalancer", "ingress").stream().map(ingress -> ingress.text("ip"));
        return Stream.of(Stream.of(service.spec().textOrEmpty("clusterIP")), service.spec().texts("externalIPs").stream(), balancers)
                .flatMap(each -> each).filter(Objects::nonNull);
    }

    /** A port that the Service does not have is nobody's: the packet gets lost. One without endpoints is refused. */
    private Connection through(KubeObject service, Origin from, int port) {
        return service.spec().objects("ports").stream()
                .filter(each -> each.number(0, "port") == port)
                .findFirst()
                .map(each -> behind(service, each, from, Backends.serving(service, view)))
                .orElse(Closed.SILENT);
    }

    private Connection behind(KubeObject service, Json port, Origin from, List<Backends.Endpoint> endpoints) {
        String name = port.textOrEmpty("name");
        List<Backends.Endpoint> fitting = endpoints.stream().filter(endpoint -> endpoint.port(name).isPresent()).toList();
        if (fitting.isEmpty()) {
            return isApiServer(service) ? new Connection.Open(API_SERVER) : Closed.REFUSED;
        }
        Backends.Endpoint chosen = Draw.of(service, fitting, from.address(), view.now());
        int target = chosen.port(name).orElseThrow();
        Optional<String> node = nodeAt(chosen.address());
        return node.isPresent() ? directly(node.get(), chosen.address(), from, target) : toPod(from, chosen.address(), target);
    }

    private static boolean isApiServer(KubeObject service) {
        return service.name().equals("kubernetes") && service.namespace().equals("default");
    }

    // pods

    private Connection toPod(Origin from, String address, int port) {
        for (Runtime runtime : runtimes.values()) {
            if (runtime.hasPod(address)) {
                boolean reachable = runtime.node().equals(from.node()) || runtime.isConnected();
                return reachable ? at(runtime, from, address, port) : Closed.SILENT;
            }
        }
        return nodeFor(address).map(node -> isCutOff(node) ? Closed.SILENT : Closed.NO_ROUTE).orElse(Closed.SILENT);
    }

    /** The node from whose block of addresses this one is. */
    private Optional<String> nodeFor(String address) {
        return view.list("nodes", "").stream()
                .filter(node -> !node.spec().textOrEmpty("podCIDR").isEmpty() && Ipv4Range.of(node.spec().text("podCIDR")).contains(address))
                .map(KubeObject::name)
                .findFirst();
    }

    // nodes

    String addressOf(String node) {
        return view.get("nodes", "", node).stream().flatMap(Destinations::nodeAddresses).findFirst().orElse("");
    }

    private static Stream<String> nodeAddresses(KubeObject node) {
        return node.status().objects("addresses").stream()
                .filter(address -> "InternalIP".equals(address.text("type"))).map(address -> address.textOrEmpty("address"));
    }

    private Optional<String> nodeAt(String address) {
        return view.list("nodes", "").stream().filter(node -> nodeAddresses(node).anyMatch(address::equals)).map(KubeObject::name).findFirst();
    }

    private boolean isCutOff(String node) {
        return Optional.ofNullable(runtimes.get(node)).map(runtime -> !runtime.isConnected()).orElse(false);
    }

    private Connection toNode(String node, String address, Origin from, int port) {
        if (isCutOff(node)) {
            return Closed.SILENT;
        }
        for (KubeObject service : view.list("services", "")) {
            for (Json each : service.spec().objects("ports")) {
                if (each.number(0, "nodePort") == port) {
                    return throughNode(service, each, node, from);
                }
            }
        }
        return hostPort(node, port).map(pod -> toPod(from, pod.address(), pod.port())).orElseGet(() -> directly(node, address, from, port));
    }

    private Connection throughNode(KubeObject service, Json port, String node, Origin from) {
        List<Backends.Endpoint> endpoints = Backends.serving(service, view);
        if ("Local".equals(service.spec().text("externalTrafficPolicy"))) {
            List<Backends.Endpoint> local = endpoints.stream().filter(endpoint -> endpoint.node().equals(node)).toList();
            return local.isEmpty() && !endpoints.isEmpty() ? Closed.SILENT : behind(service, port, from, local);
        }
        return behind(service, port, from, endpoints);
    }

    private record PodPort(String address, int port) {}

    private Optional<PodPort> hostPort(String node, int port) {
        for (KubeObject pod : view.podsOn(node)) {
            for (Json container : pod.spec().objects("containers")) {
                for (Json each : container.objects("ports")) {
                    if (each.number(0, "hostPort") == port && !pod.spec().isTrue("hostNetwork") && pod.status().has("podIP")) {
                        return Optional.of(new PodPort(pod.status().text("podIP"), (int) each.number(0, "containerPort")));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Connection directly(String node, String address, Origin from, int port) {
        if (isCutOff(node)) {
            return Closed.SILENT;
        }
        if (port == API_PORT && node.equals(Nodes.CONTROL_PLANE)) {
            return new Connection.Open(API_SERVER);
        }
        return Optional.ofNullable(runtimes.get(node)).map(runtime -> at(runtime, from, address, port)).orElse(Closed.REFUSED);
    }

    // other packets

    boolean echoes(Origin from, String address) {
        if (address.startsWith("127.") || address.equals(from.address())) {
            return true;
        }
        if (isCutOff(from.node())) {
            return onNode(from.node(), from, address, 0).isPresent();
        }
        Optional<String> node = nodeAt(address);
        return node.isPresent() ? !isCutOff(node.get()) : !from.isOutside() && runtimes.values().stream()
                .anyMatch(runtime -> runtime.hasPod(address) && (runtime.isConnected() || runtime.node().equals(from.node())));
    }

    /** Whether the cluster's name server answers at that address: it is a Service like any other, with endpoints or without. */
    boolean answersDns(Origin from, String server) {
        if (from.isOutside() || isCutOff(from.node())) {
            return false;
        }
        return serviceAt(server).map(service -> service.spec().objects("ports").stream().anyMatch(port -> port.number(0, "port") == DNS_PORT)
                && !Backends.serving(service, view).isEmpty()).orElse(server.equals(DNS_ADDRESS));
    }
}
