package dev.reconcile.network;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.DnsAnswer;
import dev.reconcile.shell.DnsAnswer.Code;
import dev.reconcile.shell.DnsAnswer.Entry;
import dev.reconcile.shell.DnsAnswer.Type;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What CoreDNS answers with its plugin {@code kubernetes} for the zone {@code cluster.local} (the specification is
 * {@code kubernetes/dns/docs/specification.md}). The lab is connected to no other network: names outside of the cluster do not exist.
 */
final class ClusterDns {
    private static final String ZONE = "cluster.local";
    private static final String REVERSE = ".in-addr.arpa";
    private static final DnsAnswer ABSENT = new DnsAnswer(Code.NXDOMAIN, true, List.of());
    private static final DnsAnswer EMPTY = new DnsAnswer(Code.NOERROR, true, List.of());

    private final View view;

    ClusterDns(View view) {
        this.view = view;
    }

    DnsAnswer answer(String name, Type type) {
        if (name.endsWith(REVERSE)) {
            return reverse(name, type);
        }
        if (name.equals(ZONE)) {
            return EMPTY;
        }
        if (!name.endsWith("." + ZONE)) {
            return DnsAnswer.failed(Code.NXDOMAIN);
        }
        List<String> labels = new ArrayList<>(Arrays.asList(name.substring(0, name.length() - ZONE.length() - 1).split("\\.")));
        String kind = labels.removeLast();
        if (!kind.equals("svc") && !kind.equals("pod")) {
            return ABSENT;
        }
        if (labels.isEmpty()) {
            return EMPTY;
        }
        String namespace = labels.removeLast();
        if (view.get("namespaces", "", namespace).isEmpty()) {
            return ABSENT;
        }
        if (labels.isEmpty()) {
            return EMPTY;
        }
        return kind.equals("pod") ? pod(name, labels, type) : service(name, namespace, labels, type);
    }

    /** {@code 10-244-1-3.default.pod.cluster.local}: kubeadm's CoreDNS does not check that there is such a pod. */
    private static DnsAnswer pod(String name, List<String> labels, Type type) {
        String address = labels.getFirst().replace('-', '.');
        boolean fits = labels.size() == 1 && Ipv4Range.number(address).isPresent();
        return fits ? found(name, type, Type.A, List.of(address)) : ABSENT;
    }

    private DnsAnswer service(String name, String namespace, List<String> labels, Type type) {
        Optional<KubeObject> service = view.get("services", namespace, labels.removeLast());
        if (service.isEmpty()) {
            return ABSENT;
        }
        KubeObject found = service.get();
        if ("ExternalName".equals(found.spec().text("type"))) {
            return labels.isEmpty() ? external(name, found.spec().textOrEmpty("externalName"), type) : ABSENT;
        }
        boolean port = labels.size() == 2 && labels.getFirst().startsWith("_") && labels.get(1).startsWith("_");
        if (port || type == Type.SRV && labels.isEmpty()) {
            return ports(name, found, port ? labels.getFirst().substring(1) : "", port ? labels.get(1).substring(1) : "", type);
        }
        return labels.size() > 1 ? ABSENT : addresses(name, found, labels.isEmpty() ? "" : labels.getFirst(), type);
    }

    private DnsAnswer addresses(String name, KubeObject service, String label, Type type) {
        String clusterIp = service.spec().textOrEmpty("clusterIP");
        if (label.isEmpty() && !clusterIp.equals("None")) {
            return found(name, type, Type.A, List.of(clusterIp));
        }
        List<String> addresses = Backends.ready(service, view).stream()
                .filter(endpoint -> label.isEmpty() || label.equals(endpoint.label()))
                .map(Backends.Endpoint::address)
                .distinct()
                .toList();
        return addresses.isEmpty() ? ABSENT : found(name, type, Type.A, Draw.turned(addresses, name, view.now()));
    }

    private DnsAnswer external(String name, String target, Type type) {
        List<Entry> entries = new ArrayList<>(List.of(new Entry(name, Type.CNAME, target)));
        if (type != Type.CNAME) {
            entries.addAll(answer(target, type).entries());
        }
        return new DnsAnswer(Code.NOERROR, true, entries);
    }

    private DnsAnswer ports(String name, KubeObject service, String portName, String protocol, Type type) {
        boolean headless = service.spec().textOrEmpty("clusterIP").equals("None");
        String whole = service.name() + "." + service.namespace() + ".svc." + ZONE;
        List<String> values = new ArrayList<>();
        if (!headless) {
            for (Json port : service.spec().objects("ports")) {
                if (fits(port, portName, protocol)) {
                    values.add(port.number(0, "port") + " " + whole);
                }
            }
        } else {
            for (Backends.Endpoint endpoint : Backends.ready(service, view)) {
                endpoint.ports().stream().filter(port -> fits(port, portName, protocol))
                        .forEach(port -> values.add(port.number(0, "port") + " " + endpoint.label() + "." + whole));
            }
        }
        if (values.isEmpty()) {
            return ABSENT;
        }
        int weight = 100 / values.size();
        return found(name, type, Type.SRV, values.stream().map(value -> "0 " + weight + " " + value).toList());
    }

    private static boolean fits(Json port, String name, String protocol) {
        return (name.isEmpty() || name.equals(port.textOrEmpty("name")))
                && (protocol.isEmpty() || protocol.equalsIgnoreCase(port.textOrEmpty("protocol")));
    }

    private DnsAnswer reverse(String name, Type type) {
        List<String> parts = Arrays.asList(name.substring(0, name.length() - REVERSE.length()).split("\\."));
        String address = String.join(".", parts.reversed());
        for (KubeObject service : view.list("services", "")) {
            String whole = service.name() + "." + service.namespace() + ".svc." + ZONE;
            if (address.equals(service.spec().text("clusterIP"))) {
                return found(name, type, Type.PTR, List.of(whole));
            }
            Optional<Backends.Endpoint> endpoint = Backends.ready(service, view).stream().filter(each -> each.address().equals(address)).findFirst();
            if (endpoint.isPresent()) {
                return found(name, type, Type.PTR, List.of(endpoint.get().label() + "." + whole));
            }
        }
        return DnsAnswer.failed(Code.NXDOMAIN);
    }

    /** Entries of one type, if it is the one that was asked for. */
    private static DnsAnswer found(String name, Type asked, Type type, List<String> values) {
        boolean wanted = asked == type || asked == Type.ANY;
        return wanted ? new DnsAnswer(Code.NOERROR, true, values.stream().map(value -> new Entry(name, type, value)).toList()) : EMPTY;
    }
}
