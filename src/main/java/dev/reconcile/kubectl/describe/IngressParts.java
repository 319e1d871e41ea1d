package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Optional;

/** The description of an ingress. */
final class IngressParts {
    private IngressParts() {}

    static void ingressClass(Sheet sheet, KubeObject object) {
        sheet.line(0, "Name:\t%s", object.name());
        Describers.labels(sheet, object);
        sheet.line(0, "Controller:\t%s", object.spec().textOrEmpty("controller"));
        Json parameters = object.spec().object("parameters");
        if (!parameters.isEmpty()) {
            sheet.line(0, "Parameters:");
            if (parameters.has("apiGroup")) {
                sheet.line(1, "APIGroup:\t%s", parameters.text("apiGroup"));
            }
            sheet.line(1, "Kind:\t%s", parameters.textOrEmpty("kind")).line(1, "Name:\t%s", parameters.textOrEmpty("name"));
        }
    }

    static void ingress(Sheet sheet, KubeObject object, Surroundings around) {
        Json spec = object.spec();
        sheet.line(0, "Name:\t%s", object.name());
        sheet.labels("", "Labels", object.labels());
        sheet.line(0, "Namespace:\t%s", object.namespace());
        List<String> addresses = object.status().objects("loadBalancer", "ingress").stream()
                .map(address -> address.textOrEmpty("ip").isEmpty() ? address.textOrEmpty("hostname") : address.text("ip")).sorted().distinct().toList();
        sheet.line(0, "Address:\t%s", String.join(",", addresses));
        sheet.line(0, "Ingress Class:\t%s", spec.has("ingressClassName") ? spec.text("ingressClassName") : "<none>");
        String otherwise = spec.has("defaultBackend") ? backend(object, spec.object("defaultBackend"), around) : "<default>";
        sheet.line(0, "Default backend:\t%s", otherwise);
        if (!spec.objects("tls").isEmpty()) {
            sheet.line(0, "TLS:");
            spec.objects("tls").forEach(tls -> sheet.line(1, "%s %s",
                    tls.textOrEmpty("secretName").isEmpty() ? "SNI routes" : tls.text("secretName") + " terminates", String.join(",", tls.texts("hosts"))));
        }
        rules(sheet, object, otherwise, around);
        sheet.annotations("", "Annotations", object.annotations(), Describers.SKIPPED_ANNOTATIONS);
    }

    private static void rules(Sheet sheet, KubeObject object, String otherwise, Surroundings around) {
        sheet.line(0, "Rules:").line(1, "Host\tPath\tBackends").line(1, "----\t----\t--------");
        List<Json> rules = object.spec().objects("rules").stream().filter(rule -> rule.has("http")).toList();
        for (Json rule : rules) {
            sheet.line(1, "%s\t", rule.textOrEmpty("host").isEmpty() ? "*" : rule.text("host"));
            rule.objects("http", "paths").forEach(path ->
                    sheet.line(2, "\t%s \t%s", path.textOrEmpty("path"), backend(object, path.object("backend"), around)));
        }
        if (rules.isEmpty()) {
            sheet.line(1, "*\t*\t%s", otherwise);
        }
    }

    /** {@code web:80 (10.244.1.2:8080)}, or why the service has no addresses. */
    private static String backend(KubeObject ingress, Json backend, Surroundings around) {
        if (backend.has("resource")) {
            Json other = backend.object("resource");
            return "APIGroup: %s, Kind: %s, Name: %s".formatted(other.has("apiGroup") ? other.text("apiGroup") : "<none>",
                    other.textOrEmpty("kind"), other.textOrEmpty("name"));
        }
        String name = backend.textOrEmpty("service", "name");
        Json wanted = backend.object("service", "port");
        String shown = name + ":" + (wanted.number(0, "number") == 0 ? wanted.textOrEmpty("name") : wanted.get("number"));
        Optional<KubeObject> service = around.list("services", ingress.namespace()).stream().filter(each -> each.name().equals(name)).findFirst();
        if (service.isEmpty()) {
            return shown + " (<error: services \"" + name + "\" not found>)";
        }
        String port = "";
        for (Json each : service.get().spec().objects("ports")) {
            boolean numbered = wanted.number(0, "number") != 0 && wanted.number(0, "number") == each.number(0, "port");
            boolean named = !wanted.textOrEmpty("name").isEmpty() && wanted.text("name").equals(each.textOrEmpty("name"));
            port = numbered || named ? each.textOrEmpty("name") : port;
        }
        return shown + " (" + NetworkParts.addresses(service.get(), port, around) + ")";
    }
}
