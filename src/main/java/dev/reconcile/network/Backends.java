package dev.reconcile.network;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The endpoints of Services, as kube-proxy and the cluster's DNS read them from EndpointSlices. */
final class Backends {
    private static final String SLICES = "endpointslices.discovery.k8s.io";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    /**
     * One address behind a Service.
     *
     * @param hostname empty where the pod has no name of its own in DNS
     * @param ports the slice's ports
     */
    record Endpoint(String address, String hostname, String node, boolean ready, boolean lastResort, List<Json> ports) {
        Optional<Integer> port(String name) {
            return ports.stream().filter(port -> name.equals(port.textOrEmpty("name"))).map(port -> (int) port.number(0, "port")).findFirst();
        }

        /** What names it in DNS: its hostname, or its address with dashes. */
        String label() {
            return hostname.isEmpty() ? address.replace('.', '-') : hostname;
        }
    }

    private Backends() {}

    static List<Endpoint> of(KubeObject service, View view) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (KubeObject slice : view.list(SLICES, service.namespace())) {
            if (service.name().equals(slice.labels().get(SERVICE_NAME))) {
                slice.tree().objects("endpoints").forEach(endpoint -> endpoints.addAll(of(endpoint, slice.tree().objects("ports"))));
            }
        }
        return endpoints;
    }

    private static List<Endpoint> of(Json endpoint, List<Json> ports) {
        boolean ready = !Boolean.FALSE.equals(endpoint.at("conditions", "ready"));
        boolean lastResort = endpoint.isTrue("conditions", "serving") && endpoint.isTrue("conditions", "terminating");
        return endpoint.texts("addresses").stream()
                .map(address -> new Endpoint(address, endpoint.textOrEmpty("hostname"), endpoint.textOrEmpty("nodeName"), ready, lastResort, ports))
                .toList();
    }

    static List<Endpoint> ready(KubeObject service, View view) {
        return of(service, view).stream().filter(Endpoint::ready).toList();
    }

    /** Those that get traffic: the ready ones; without any, those that still serve while they end ({@code pkg/proxy/topology.go}). */
    static List<Endpoint> serving(KubeObject service, View view) {
        List<Endpoint> all = of(service, view);
        List<Endpoint> ready = all.stream().filter(Endpoint::ready).toList();
        return ready.isEmpty() ? all.stream().filter(Endpoint::lastResort).toList() : ready;
    }
}
