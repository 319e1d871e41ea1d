package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** NetworkPolicies ({@code ValidateNetworkPolicySpec}). */
final class NetworkPolicyValidation {
    private static final List<String> TYPES = List.of("Ingress", "Egress");
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

    private NetworkPolicyValidation() {}

    static void check(KubeObject policy, Problems problems) {
        Json spec = policy.spec();
        Checks.selector(spec.object("podSelector"), "spec.podSelector", problems);
        rules(spec.objects("ingress"), "from", "spec.ingress", problems);
        rules(spec.objects("egress"), "to", "spec.egress", problems);
        List<String> types = spec.texts("policyTypes");
        if (types.size() > TYPES.size()) {
            problems.invalid("spec.policyTypes", types, "may not specify more than two policyTypes");
            return;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!TYPES.contains(types.get(i))) {
                problems.notSupported("spec.policyTypes[" + i + "]", types.get(i), TYPES);
            }
        }
    }

    private static void rules(List<Json> rules, String side, String path, Problems problems) {
        for (int r = 0; r < rules.size(); r++) {
            String here = path + "[" + r + "]";
            List<Json> ports = rules.get(r).objects("ports");
            for (int i = 0; i < ports.size(); i++) {
                port(ports.get(i), here + ".ports[" + i + "]", problems);
            }
            List<Json> peers = rules.get(r).objects(side);
            for (int i = 0; i < peers.size(); i++) {
                peer(peers.get(i), here + "." + side + "[" + i + "]", problems);
            }
        }
    }

    private static void port(Json port, String path, Problems problems) {
        String protocol = port.textOrEmpty("protocol");
        if (!protocol.isEmpty() && !PROTOCOLS.contains(protocol)) {
            problems.notSupported(path + ".protocol", protocol, PROTOCOLS);
        }
        if (!port.has("port")) {
            if (port.has("endPort")) {
                problems.required(path + ".port", "must be specified when `endPort` is set");
            }
            return;
        }
        ProbeValidation.port(port.get("port"), path + ".port", problems);
        if (port.has("endPort")) {
            long last = port.number(0, "endPort");
            if (!(port.get("port") instanceof Long first)) {
                problems.required(path + ".endPort", "may not be specified when `port` is non-numeric");
            } else if (last < first) {
                problems.invalid(path + ".endPort", last, "must be greater than or equal to `port`");
            }
            Checks.wrong(Formats.port(last), path + ".endPort", last, problems);
        }
    }

    private static void peer(Json peer, String path, Problems problems) {
        for (String selector : List.of("podSelector", "namespaceSelector")) {
            Checks.selector(peer.object(selector), path + "." + selector, problems);
        }
        if (peer.has("ipBlock")) {
            block(peer.object("ipBlock"), path + ".ipBlock", problems);
        }
        if (peer.isEmpty()) {
            problems.required(path, "must specify a peer");
        } else if (peer.has("ipBlock") && peer.size() > 1) {
            problems.forbidden(path, "may not specify both ipBlock and another peer");
        }
    }

    private static void block(Json block, String path, Problems problems) {
        String range = block.textOrEmpty("cidr");
        if (range.isEmpty()) {
            problems.required(path + ".cidr", "");
            return;
        }
        Checks.wrong(Formats.addressRange(range), path + ".cidr", range, problems);
        List<String> except = block.texts("except");
        boolean readable = Formats.addressRange(range).isEmpty();
        for (int i = 0; i < except.size(); i++) {
            List<String> wrong = Formats.addressRange(except.get(i));
            Checks.wrong(wrong, path + ".except[" + i + "]", except.get(i), problems);
            if (readable && wrong.isEmpty() && !AddressRange.of(range).strictlyContains(AddressRange.of(except.get(i)))) {
                problems.invalid(path + ".except[" + i + "]", except.get(i), "must be a strict subset of `cidr`");
            }
        }
    }
}
