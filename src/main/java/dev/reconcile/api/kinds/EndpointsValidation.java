package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Endpoints and their slices ({@code validateEndpointSubsets}, {@code pkg/apis/discovery/validation/validation.go}). */
final class EndpointsValidation {
    private static final List<String> ADDRESS_TYPES = List.of("FQDN", "IPv4", "IPv6");
    private static final int MOST_ENDPOINTS = 1000;
    private static final int MOST_ADDRESSES = 100;
    private static final int MOST_PORTS = 20_000;
    private static final int MOST_HINTS = 8;

    private EndpointsValidation() {}

    static void endpoints(KubeObject endpoints, Problems problems) {
        List<Json> subsets = endpoints.tree().objects("subsets");
        for (int i = 0; i < subsets.size(); i++) {
            Json subset = subsets.get(i);
            String path = "subsets[" + i + "]";
            List<String> lists = List.of("addresses", "notReadyAddresses");
            if (lists.stream().allMatch(list -> subset.list(list).isEmpty())) {
                problems.required(path, "must specify `addresses` or `notReadyAddresses`");
            }
            for (String list : lists) {
                List<Json> addresses = subset.objects(list);
                for (int a = 0; a < addresses.size(); a++) {
                    address(addresses.get(a), path + "." + list + "[" + a + "]", problems);
                }
            }
            List<Json> ports = subset.objects("ports");
            for (int p = 0; p < ports.size(); p++) {
                port(ports.get(p), ports.size() > 1, path + ".ports[" + p + "]", problems);
            }
        }
    }

    private static void address(Json address, String path, Problems problems) {
        String ip = address.textOrEmpty("ip");
        Checks.wrong(Formats.address(ip), path + ".ip", ip, problems);
        names(address, path, problems);
        special(ip, path + ".ip", problems);
    }

    private static void names(Json endpoint, String path, Problems problems) {
        String host = endpoint.textOrEmpty("hostname");
        if (!host.isEmpty()) {
            Checks.wrong(Names.label(host), path + ".hostname", host, problems);
        }
        if (endpoint.has("nodeName")) {
            Checks.wrong(Names.subdomain(endpoint.textOrEmpty("nodeName")), path + ".nodeName", endpoint.textOrEmpty("nodeName"), problems);
        }
    }

    private static void special(String address, String path, Problems problems) {
        if (Formats.address(address).isEmpty()) {
            Checks.wrong(Formats.specialAddress(address), path, address, problems);
        } else {
            problems.invalid(path, address, "must be a valid IP address");
        }
    }

    private static void port(Json port, boolean nameRequired, String path, Problems problems) {
        String name = port.textOrEmpty("name");
        if (nameRequired && name.isEmpty()) {
            problems.required(path + ".name", "");
        } else if (!name.isEmpty()) {
            Checks.wrong(Names.label(name), path + ".name", name, problems);
        }
        Checks.wrong(Formats.port(port.number(0, "port")), path + ".port", port.number(0, "port"), problems);
        protocol(port, path, problems);
    }

    private static void protocol(Json port, String path, Problems problems) {
        Checks.oneOf(port.textOrEmpty("protocol"), ContainerValidation.PROTOCOLS, path + ".protocol", problems);
        if (port.has("appProtocol")) {
            Checks.wrong(Names.qualified(port.textOrEmpty("appProtocol")), path + ".appProtocol", port.textOrEmpty("appProtocol"), problems);
        }
    }

    static void slice(KubeObject slice, Problems problems) {
        String type = slice.tree().textOrEmpty("addressType");
        Checks.oneOf(type, ADDRESS_TYPES, "addressType", problems);
        List<Json> endpoints = slice.tree().objects("endpoints");
        if (endpoints.size() > MOST_ENDPOINTS) {
            problems.tooMany("endpoints", endpoints.size(), MOST_ENDPOINTS);
        } else {
            for (int i = 0; i < endpoints.size(); i++) {
                endpoint(endpoints.get(i), type, "endpoints[" + i + "]", problems);
            }
        }
        ports(slice.tree().objects("ports"), problems);
    }

    private static void endpoint(Json endpoint, String type, String path, Problems problems) {
        List<String> addresses = endpoint.texts("addresses");
        if (addresses.isEmpty()) {
            problems.required(path + ".addresses", "must contain at least 1 address");
        } else if (addresses.size() > MOST_ADDRESSES) {
            problems.tooMany(path + ".addresses", addresses.size(), MOST_ADDRESSES);
        }
        for (int i = 0; i < addresses.size(); i++) {
            address(addresses.get(i), type, path + ".addresses[" + i + "]", problems);
        }
        if (endpoint.has("nodeName")) {
            Checks.wrong(Names.subdomain(endpoint.textOrEmpty("nodeName")), path + ".nodeName", endpoint.textOrEmpty("nodeName"), problems);
        }
        if (endpoint.has("hostname")) {
            Checks.wrong(Names.label(endpoint.textOrEmpty("hostname")), path + ".hostname", endpoint.textOrEmpty("hostname"), problems);
        }
        hints(endpoint.objects("hints", "forZones"), path + ".hints.forZones", problems);
    }

    private static void address(String address, String type, String path, Problems problems) {
        switch (type) {
            case "IPv4", "IPv6" -> {
                boolean six = type.equals("IPv6");
                if (!Formats.address(address).isEmpty() || six != address.contains(":")) {
                    problems.invalid(path, address, "must be a valid " + type + " address");
                }
                special(address, path, problems);
            }
            case "FQDN" -> domain(address, path, problems);
            default -> {}
        }
    }

    /** {@code IsFullyQualifiedDomainName}. */
    private static void domain(String name, String path, Problems problems) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (name.isEmpty()) {
            problems.required(path, "");
            return;
        }
        Checks.wrong(Names.subdomain(bare), path, bare, problems);
        if (Names.subdomain(bare).isEmpty() && !bare.contains(".")) {
            problems.invalid(path, bare, "should be a domain with at least two segments separated by dots");
        }
    }

    private static void hints(List<Json> zones, String path, Problems problems) {
        if (zones.size() > MOST_HINTS) {
            problems.tooMany(path, zones.size(), MOST_HINTS);
            return;
        }
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < zones.size(); i++) {
            String name = zones.get(i).textOrEmpty("name");
            if (!names.add(name)) {
                problems.duplicate(path + "[" + i + "].name", name);
            }
            Checks.wrong(Names.labelValue(name), path + "[" + i + "].name", name, problems);
        }
    }

    private static void ports(List<Json> ports, Problems problems) {
        if (ports.size() > MOST_PORTS) {
            problems.tooMany("ports", ports.size(), MOST_PORTS);
            return;
        }
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < ports.size(); i++) {
            String path = "ports[" + i + "]";
            String name = ports.get(i).textOrEmpty("name");
            if (!name.isEmpty()) {
                Checks.wrong(Names.label(name), path + ".name", name, problems);
            }
            if (!names.add(name)) {
                problems.duplicate(path + ".name", name);
            }
            protocol(ports.get(i), path, problems);
        }
    }

    static void sliceChange(KubeObject before, KubeObject after, Problems problems) {
        Checks.immutable(before.tree().get("addressType"), after.tree().get("addressType"), "addressType", problems);
    }
}
