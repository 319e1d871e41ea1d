package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;

/** Ingresses ({@code validateIngress} of {@code pkg/apis/networking/validation/validation.go}). */
final class IngressValidation {
    private static final String CLASS = "kubernetes.io/ingress.class";
    private static final List<String> PATH_TYPES = List.of("Exact", "ImplementationSpecific", "Prefix");
    private static final List<String> NOT_IN_PATHS = List.of("//", "/./", "/../", "%2f", "%2F");
    private static final List<String> NOT_AT_ENDS = List.of("/..", "/.");

    private IngressValidation() {}

    static void check(KubeObject ingress, Problems problems) {
        Json spec = ingress.spec();
        List<Json> rules = spec.objects("rules");
        if (rules.isEmpty() && !spec.has("defaultBackend")) {
            problems.invalid("spec", spec.has("rules") ? rules : Checks.NULL, "either `defaultBackend` or `rules` must be specified");
        }
        if (spec.has("defaultBackend")) {
            backend(spec.object("defaultBackend"), "spec.defaultBackend", problems);
        }
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), "spec.rules[" + i + "]", problems);
        }
        tls(spec.objects("tls"), problems);
        String name = spec.text("ingressClassName");
        if (name != null) {
            Checks.wrong(Names.subdomain(name), "spec.ingressClassName", name, problems);
            if (ingress.revision() == 0 && ingress.annotation(CLASS).isPresent()) {
                problems.invalid("annotations." + CLASS, ingress.annotation(CLASS).get(), "can not be set when the class field is also set");
            }
        }
    }

    private static void rule(Json rule, String path, Problems problems) {
        String host = rule.textOrEmpty("host");
        if (!host.isEmpty()) {
            if (Formats.address(host).isEmpty()) {
                problems.invalid(path + ".host", host, "must be a DNS name, not an IP address");
            }
            host(host, path + ".host", problems);
        }
        if (!rule.has("http")) {
            return;
        }
        List<Json> paths = rule.objects("http", "paths");
        if (paths.isEmpty()) {
            problems.required(path + ".http.paths", "");
        }
        for (int i = 0; i < paths.size(); i++) {
            path(paths.get(i), path + ".http.paths[" + i + "]", problems);
        }
    }

    private static void host(String host, String path, Problems problems) {
        Checks.wrong(host.contains("*") ? Formats.wildcard(host) : Names.subdomain(host), path, host, problems);
    }

    private static void path(Json rule, String path, Problems problems) {
        String type = rule.text("pathType");
        String value = rule.textOrEmpty("path");
        if (type == null) {
            problems.required(path + ".pathType", "pathType must be specified");
            return;
        }
        switch (type) {
            case "Exact", "Prefix" -> {
                absolute(value, path, problems);
                NOT_IN_PATHS.stream().filter(value::contains)
                        .forEach(part -> problems.invalid(path + ".path", value, "must not contain '" + part + "'"));
                NOT_AT_ENDS.stream().filter(value::endsWith)
                        .forEach(part -> problems.invalid(path + ".path", value, "cannot end with '" + part + "'"));
            }
            case "ImplementationSpecific" -> {
                if (!value.isEmpty()) {
                    absolute(value, path, problems);
                }
            }
            default -> problems.notSupported(path + ".pathType", type, PATH_TYPES);
        }
        backend(rule.object("backend"), path + ".backend", problems);
    }

    private static void absolute(String value, String path, Problems problems) {
        if (!value.startsWith("/")) {
            problems.invalid(path + ".path", value, "must be an absolute path");
        }
    }

    private static void backend(Json backend, String path, Problems problems) {
        if (backend.has("resource") && backend.has("service")) {
            problems.invalid(path, "", "cannot set both resource and service backends");
        } else if (backend.has("service")) {
            service(backend.object("service"), path, problems);
        } else if (backend.has("resource")) {
            IngressClassValidation.reference(backend.object("resource"), path + ".resource", problems);
        } else {
            problems.invalid(path, "", "resource or service backend is required");
        }
    }

    private static void service(Json service, String path, Problems problems) {
        String name = service.textOrEmpty("name");
        if (name.isEmpty()) {
            problems.required(path + ".service.name", "");
        } else {
            Checks.wrong(Names.label1035(name), path + ".service.name", name, problems);
        }
        String port = service.textOrEmpty("port", "name");
        long number = service.number(0, "port", "number");
        if (!port.isEmpty() && number != 0) {
            problems.invalid(path, "", "cannot set both port name & port number");
        } else if (!port.isEmpty()) {
            Checks.wrong(Formats.portName(port), path + ".service.port.name", port, problems);
        } else if (number != 0) {
            Checks.wrong(Formats.port(number), path + ".service.port.number", number, problems);
        } else {
            problems.required(path, "port name or number is required");
        }
    }

    private static void tls(List<Json> all, Problems problems) {
        for (int i = 0; i < all.size(); i++) {
            String path = "spec.tls[" + i + "]";
            List<String> hosts = all.get(i).texts("hosts");
            for (int h = 0; h < hosts.size(); h++) {
                host(hosts.get(h), path + ".hosts[" + h + "]", problems);
            }
            String secret = all.get(i).textOrEmpty("secretName");
            if (!secret.isEmpty()) {
                Checks.wrong(Names.subdomain(secret), path + ".secretName", secret, problems);
            }
        }
    }
}
