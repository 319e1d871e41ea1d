package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Services ({@code ValidateService}): names, ports and who may be asked. */
final class ServiceValidation {
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final List<String> AFFINITIES = List.of("ClientIP", "None");
    private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
    private static final String TOPOLOGY_MODE = "service.kubernetes.io/topology-mode";
    private static final long LONGEST_AFFINITY = 86_400;

    private ServiceValidation() {}

    static void check(KubeObject service, Problems problems) {
        int found = problems.size();
        ServiceFamilies.check(null, service, problems);
        if (problems.size() == found) {
            checkRest(service, problems);
        }
    }

    /** All but what {@link ServiceFamilies} has found nothing wrong with. */
    static void checkRest(KubeObject service, Problems problems) {
        topology(service, problems);
        Json spec = service.spec();
        String type = spec.textOrEmpty("type");
        boolean headless = spec.texts("clusterIPs").equals(List.of(ServiceAddresses.NONE));
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
        externalAddresses(spec.texts("externalIPs"), problems);
        Checks.oneOf(type, TYPES, "spec.type", problems);
        uniquePorts(type, ports, problems);
        ServiceTraffic.check(service, problems);
    }

    private static void topology(KubeObject service, Problems problems) {
        String hints = service.annotations().get(HINTS);
        String mode = service.annotations().get(TOPOLOGY_MODE);
        if (hints != null && mode != null && !hints.equals(mode)) {
            problems.invalid("metadata.annotations[" + TOPOLOGY_MODE + "]", mode, "must match annotations[" + HINTS + "] when both are specified");
        }
    }

    private static void externalName(Json spec, Problems problems) {
        for (String field : List.of("clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            if (spec.has(field) && !spec.get(field).equals(List.of())) {
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

    private static void externalAddresses(List<String> external, Problems problems) {
        for (int i = 0; i < external.size(); i++) {
            String path = "spec.externalIPs[" + i + "]";
            List<String> wrong = Formats.address(external.get(i));
            Checks.wrong(wrong.isEmpty() ? Formats.specialAddress(external.get(i)) : wrong, path, external.get(i), problems);
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
                problems.duplicate("spec.ports[" + i + "]", InternalTypes.shown("ServicePort", Json.of("protocol", protocol, "port", number)));
            }
        }
    }
}
