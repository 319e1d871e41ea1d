package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Services ({@code ValidateService}, {@code ValidateServiceUpdate}). */
final class ServiceValidation {
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final List<String> AFFINITIES = List.of("ClientIP", "None");
    private static final List<String> POLICIES = List.of("Cluster", "Local");
    private static final long LONGEST_AFFINITY = 86_400;

    private ServiceValidation() {}

    static void check(KubeObject service, Problems problems) {
        Json spec = service.spec();
        String type = spec.textOrEmpty("type");
        boolean headless = spec.texts("clusterIPs").contains(ServiceAddresses.NONE);
        List<Json> ports = spec.objects("ports");
        if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
            problems.required("spec.ports", "");
        }
        if (headless && List.of("LoadBalancer", "NodePort").contains(type)) {
            problems.invalid("spec.clusterIPs[0]", ServiceAddresses.NONE, "may not be set to 'None' for " + type + " services");
        }
        if (type.equals("ExternalName")) {
            externalName(spec, problems);
        }
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < ports.size(); i++) {
            port(ports.get(i), ports.size() > 1, names, "spec.ports[" + i + "]", problems);
        }
        Checks.labels(spec.textMap("selector"), "spec.selector", problems);
        affinity(spec, problems);
        addresses(spec, problems);
        Checks.oneOf(type, TYPES, "spec.type", problems);
        uniquePorts(type, ports, problems);
        traffic(spec, type, problems);
    }

    private static void externalName(Json spec, Problems problems) {
        for (String field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            if (spec.has(field)) {
                problems.forbidden("spec." + field, "may not be set for ExternalName services");
            }
        }
        String name = spec.textOrEmpty("externalName");
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.isEmpty()) {
            problems.required("spec.externalName", "");
        } else {
            Checks.wrong(Names.subdomain(bare), "spec.externalName", bare, problems);
        }
    }

    private static void port(Json port, boolean nameRequired, Set<String> names, String path, Problems problems) {
        String name = port.textOrEmpty("name");
        if (nameRequired && name.isEmpty()) {
            problems.required(path + ".name", "");
        } else if (!name.isEmpty()) {
            Checks.wrong(Names.label(name), path + ".name", name, problems);
            if (!names.add(name)) {
                problems.duplicate(path + ".name", name);
            }
        }
        long number = port.number(0, "port");
        Checks.wrong(Formats.port(number), path + ".port", number, problems);
        Checks.oneOf(port.textOrEmpty("protocol"), ContainerValidation.PROTOCOLS, path + ".protocol", problems);
        ProbeValidation.port(port.get("targetPort"), path + ".targetPort", problems);
        String application = port.text("appProtocol");
        if (application != null) {
            Checks.wrong(Names.qualified(application), path + ".appProtocol", application, problems);
        }
    }

    private static void affinity(Json spec, Problems problems) {
        String affinity = spec.textOrEmpty("sessionAffinity");
        Checks.oneOf(affinity, AFFINITIES, "spec.sessionAffinity", problems);
        long timeout = spec.number(1, "sessionAffinityConfig", "clientIP", "timeoutSeconds");
        if (affinity.equals("ClientIP") && (timeout <= 0 || timeout > LONGEST_AFFINITY)) {
            problems.invalid("spec.sessionAffinityConfig.clientIP.timeoutSeconds", timeout,
                    "must be greater than 0 and less than " + LONGEST_AFFINITY);
        }
    }

    private static void addresses(Json spec, Problems problems) {
        List<String> cluster = spec.texts("clusterIPs");
        for (int i = 0; i < cluster.size(); i++) {
            if (!cluster.get(i).equals(ServiceAddresses.NONE)) {
                Checks.wrong(Formats.address(cluster.get(i)), "spec.clusterIPs[" + i + "]", cluster.get(i), problems);
            }
        }
        List<String> external = spec.texts("externalIPs");
        for (int i = 0; i < external.size(); i++) {
            Checks.wrong(Formats.address(external.get(i)), "spec.externalIPs[" + i + "]", external.get(i), problems);
        }
    }

    private static void uniquePorts(String type, List<Json> ports, Problems problems) {
        if (type.equals("ClusterIP")) {
            for (int i = 0; i < ports.size(); i++) {
                if (ports.get(i).number(0, "nodePort") != 0) {
                    problems.forbidden("spec.ports[" + i + "].nodePort", "may not be used when `type` is 'ClusterIP'");
                }
            }
        }
        Set<String> nodePorts = new TreeSet<>();
        for (int i = 0; i < ports.size(); i++) {
            long node = ports.get(i).number(0, "nodePort");
            if (node != 0 && !nodePorts.add(ports.get(i).textOrEmpty("protocol") + node)) {
                problems.duplicate("spec.ports[" + i + "].nodePort", node);
            }
        }
        Set<String> numbers = new TreeSet<>();
        for (int i = 0; i < ports.size(); i++) {
            String protocol = ports.get(i).textOrEmpty("protocol");
            long number = ports.get(i).number(0, "port");
            if (!numbers.add(protocol + number)) {
                problems.duplicate("spec.ports[" + i + "]", shown(protocol, number));
            }
        }
    }

    /** A port as upstream's internal type shows itself. */
    private static Problems.Shown shown(String protocol, long number) {
        return new Problems.Shown("{\"Name\":\"\",\"Protocol\":" + JsonText.compact(protocol) + ",\"AppProtocol\":null,\"Port\":" + number
                + ",\"TargetPort\":0,\"NodePort\":0}");
    }

    private static void traffic(Json spec, String type, Problems problems) {
        if (spec.has("allocateLoadBalancerNodePorts") && !type.equals("LoadBalancer")) {
            problems.forbidden("spec.allocateLoadBalancerNodePorts", "may only be used when `type` is 'LoadBalancer'");
        }
        String external = spec.textOrEmpty("externalTrafficPolicy");
        if (!ServiceDefaults.isExternal(spec)) {
            if (!external.isEmpty()) {
                problems.invalid("spec.externalTrafficPolicy", external, "may only be set for externally-accessible services");
            }
        } else {
            Checks.oneOf(external, POLICIES, "spec.externalTrafficPolicy", problems);
        }
        String internal = spec.textOrEmpty("internalTrafficPolicy");
        if (!internal.isEmpty() && !POLICIES.contains(internal)) {
            problems.notSupported("spec.internalTrafficPolicy", internal, POLICIES);
        }
        String distribution = spec.text("trafficDistribution");
        if (distribution != null && !distribution.equals("PreferClose")) {
            problems.notSupported("spec.trafficDistribution", distribution, List.of("PreferClose"));
        }
    }

    /** The first address is for good, unless the Service was or becomes a mere name. */
    static void change(KubeObject before, KubeObject after, Problems problems) {
        List<Object> old = before.spec().list("clusterIPs");
        List<Object> now = after.spec().list("clusterIPs");
        boolean named = List.of(before, after).stream().anyMatch(service -> service.spec().textOrEmpty("type").equals("ExternalName"));
        if (named || old.isEmpty()) {
            return;
        }
        if (now.isEmpty()) {
            problems.invalid("spec.clusterIPs[0]", after.spec().has("clusterIPs") ? now : Checks.NULL, "primary clusterIP can not be unset");
        } else if (!now.getFirst().equals(old.getFirst())) {
            problems.invalid("spec.clusterIPs[0]", now, "may not change once set");
        }
    }
}
