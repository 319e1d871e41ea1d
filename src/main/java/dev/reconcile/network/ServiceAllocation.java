package dev.reconcile.network;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Problems;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives Services their cluster addresses and node ports, and refuses those that are taken or out of range
 * ({@code pkg/registry/core/service/storage/alloc.go}). Upstream draws at random; here the draw follows from the Service's uid, so that the
 * same past gives the same addresses.
 */
public final class ServiceAllocation implements Admission {
    /** kubeadm's default. */
    static final Ipv4Range ADDRESSES = Ipv4Range.of("10.96.0.0/12");

    static final int FIRST_NODE_PORT = 30_000;
    static final int LAST_NODE_PORT = 32_767;

    private static final String OUT_OF_RANGE =
            "provided port is not in the valid range. The range of valid ports is " + FIRST_NODE_PORT + "-" + LAST_NODE_PORT;
    private static final String TAKEN = "provided port is already allocated";

    private static final String NONE = "None";

    @Override
    public KubeObject mutate(Write write, View view) {
        KubeObject service = write.after();
        if (!write.kind().resource().equals("services")) {
            return service;
        }
        String type = service.spec().textOrEmpty("type");
        boolean given = !service.spec().textOrEmpty("clusterIP").isEmpty() || service.spec().texts("ipFamilies").contains("IPv6");
        KubeObject addressed = type.equals("ExternalName") || given ? service : addressed(service, view);
        boolean ports = type.equals("NodePort")
                || type.equals("LoadBalancer") && !Boolean.FALSE.equals(service.spec().get("allocateLoadBalancerNodePorts"));
        return withHealthCheck(ports ? withNodePorts(addressed, view, write.before() == null) : addressed, view);
    }

    /** A balancer that is to send traffic only to nodes with a pod asks each node at a port of its own. */
    private static KubeObject withHealthCheck(KubeObject service, View view) {
        if (!needsHealthCheck(service) || service.spec().number(0, "healthCheckNodePort") != 0) {
            return service;
        }
        Set<Long> taken = nodePorts(service, view);
        service.spec().objects("ports").forEach(port -> port.number("nodePort").ifPresent(taken::add));
        return service.with(free(31 * service.uid().hashCode(), taken), "spec", "healthCheckNodePort");
    }

    private static boolean needsHealthCheck(KubeObject service) {
        return service.spec().textOrEmpty("type").equals("LoadBalancer") && service.spec().textOrEmpty("externalTrafficPolicy").equals("Local");
    }

    private static KubeObject addressed(KubeObject service, View view) {
        Set<String> taken = addresses(service, view);
        long start = Math.floorMod(service.uid().hashCode() * 2_654_435_761L, ADDRESSES.size());
        for (long i = 0; i < ADDRESSES.size(); i++) {
            String address = ADDRESSES.at((start + i) % ADDRESSES.size());
            if (!taken.contains(address)) {
                Json spec = service.spec().with("clusterIP", address).with("clusterIPs", List.of(address))
                        .withDefault(List.of("IPv4"), "ipFamilies").withDefault("SingleStack", "ipFamilyPolicy");
                return service.with(spec, "spec");
            }
        }
        return service;
    }

    /** @param isNew then ports of one number and several protocols share a node port */
    private static KubeObject withNodePorts(KubeObject service, View view, boolean isNew) {
        Set<Long> taken = nodePorts(service, view);
        service.spec().objects("ports").forEach(port -> port.number("nodePort").ifPresent(taken::add));
        List<Json> ports = new ArrayList<>(service.spec().objects("ports"));
        for (int i = 0; i < ports.size(); i++) {
            Json port = ports.get(i);
            if (port.number(0, "nodePort") == 0) {
                Optional<Long> shared = isNew ? shared(port, ports) : Optional.empty();
                int seed = service.uid().hashCode() + 31 * i;
                ports.set(i, port.with("nodePort", shared.orElseGet(() -> free(seed, taken))));
            }
        }
        return ports.isEmpty() ? service : service.with(ports, "spec", "ports");
    }

    private static Optional<Long> shared(Json port, List<Json> ports) {
        return ports.stream().filter(other -> other.number(0, "port") == port.number(0, "port"))
                .map(other -> other.number(0, "nodePort")).filter(number -> number != 0).findFirst();
    }

    /** The first free one from where the seed points; null if none is. */
    private static Long free(int seed, Set<Long> taken) {
        int count = LAST_NODE_PORT - FIRST_NODE_PORT + 1;
        for (int i = 0; i < count; i++) {
            long port = FIRST_NODE_PORT + Math.floorMod(seed + (long) i, count);
            if (taken.add(port)) {
                return port;
            }
        }
        return null;
    }

    @Override
    public Optional<Status> refuse(Write write, View view) {
        if (!write.kind().resource().equals("services") || write.after() == null) {
            return Optional.empty();
        }
        KubeObject service = write.after();
        Problems problems = new Problems();
        address(service, view, problems);
        ports(service, view, problems);
        boolean balanced = write.before() != null && needsHealthCheck(write.before());
        if (problems.isEmpty() && needsHealthCheck(service) && !balanced) {
            return healthCheck(service, view);
        }
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Status.invalid(write.kind().groupKind(), service.name(), problems.found()));
    }

    private static void address(KubeObject service, View view, Problems problems) {
        String address = service.spec().textOrEmpty("clusterIP");
        if (address.isEmpty() || address.equals(NONE)) {
            return;
        }
        String failed = "failed to allocate IP " + address + ": ";
        List<Object> shown = service.spec().list("clusterIPs");
        if (!ADDRESSES.contains(address)) {
            problems.invalid("spec.clusterIPs", shown, failed + "the provided IP (" + address
                    + ") is not in the valid range. The range of valid IPs is " + ADDRESSES);
        } else if (addresses(service, view).contains(address)) {
            problems.invalid("spec.clusterIPs", shown, failed + "provided IP is already allocated");
        }
    }

    private static void ports(KubeObject service, View view, Problems problems) {
        List<Json> ports = service.spec().objects("ports");
        Set<Long> taken = nodePorts(service, view);
        for (int i = 0; i < ports.size(); i++) {
            long port = ports.get(i).number(0, "nodePort");
            String path = "spec.ports[" + i + "].nodePort";
            if (port == 0) {
                continue;
            }
            if (port < FIRST_NODE_PORT || port > LAST_NODE_PORT) {
                problems.invalid(path, port, OUT_OF_RANGE);
            } else if (taken.contains(port)) {
                problems.invalid(path, port, TAKEN);
            }
        }
    }

    private static Optional<Status> healthCheck(KubeObject service, View view) {
        long port = service.spec().number(0, "healthCheckNodePort");
        Set<Long> taken = nodePorts(service, view);
        service.spec().objects("ports").forEach(own -> own.number("nodePort").ifPresent(taken::add));
        String why = port < FIRST_NODE_PORT || port > LAST_NODE_PORT ? OUT_OF_RANGE : taken.contains(port) ? TAKEN : "";
        return why.isEmpty() ? Optional.empty() : Optional.of(new Status(500, "InternalError",
                "Internal error occurred: failed to allocate requested HealthCheck NodePort " + port + ": " + why, Json.EMPTY));
    }

    private static List<KubeObject> others(KubeObject service, View view) {
        return view.list("services", "").stream()
                .filter(other -> !other.name().equals(service.name()) || !other.namespace().equals(service.namespace()))
                .toList();
    }

    private static Set<String> addresses(KubeObject service, View view) {
        Set<String> taken = new TreeSet<>();
        others(service, view).forEach(other -> taken.addAll(other.spec().texts("clusterIPs")));
        return taken;
    }

    private static Set<Long> nodePorts(KubeObject service, View view) {
        Set<Long> taken = new TreeSet<>();
        others(service, view).forEach(other -> {
            other.spec().objects("ports").forEach(port -> port.number("nodePort").ifPresent(taken::add));
            other.spec().number("healthCheckNodePort").ifPresent(taken::add);
        });
        return taken;
    }
}
