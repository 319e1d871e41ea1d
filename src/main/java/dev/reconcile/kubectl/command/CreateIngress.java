package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code kubectl create ingress} ({@code kubectl/pkg/cmd/create/create_ingress.go}). */
final class CreateIngress extends CreateOne {
    /** {@code host/path=service:port[,tls[=secret]]}; the host may be empty. */
    private static final Pattern RULE = Pattern.compile(
            "(?<host>[\\w*.-]*)(?<path>/[^,=\\n]*)=(?<service>[\\w-]+:[\\w-]+)(?<tls>,tls=?(?<secret>[\\w-]+)?)?");

    @Override
    public Spec spec() {
        return spec("ingress", "NAME --rule=host/path=service:port[,tls[=secret]] ", "Create an ingress with the specified name",
                Flag.text("class", "", "", "Ingress Class to be used"),
                Flag.repeated("rule", "", "Rule in format host/path=service:port[,tls[=secret]]. A '*' at the end stands for all paths that begin so."),
                Flag.text("default-backend", "", "", "Default service for backend, in format of svcname:port"),
                Flag.repeated("annotation", "", "Annotation to insert in the ingress object, in the format annotation=value"))
                .examples("# Lead one path to a service", "kubectl create ingress web --rule=\"shop.example/cart=cart:8080\"",
                        "# Lead all paths of a host to a service, with TLS", "kubectl create ingress web --class=nginx --rule=\"shop.example/*=shop:http,tls=shop-cert\"");
    }

    @Override
    public List<String> aliases() {
        return List.of("ing");
    }

    @Override
    String resource() {
        return "ingresses.networking.k8s.io";
    }

    @Override
    String failed() {
        return "failed to create ingress: ";
    }

    @Override
    Json build(Call call, String name) throws CommandFailure {
        List<String> written = call.flags().list("rule");
        String otherwise = call.flags().text("default-backend");
        if (written.isEmpty() && otherwise.isEmpty()) {
            throw CommandFailure.error("not enough information provided: every ingress has to either specify a default-backend (which catches all traffic)"
                    + " or a list of rules (which catch specific paths)");
        }
        List<Matcher> rules = new ArrayList<>();
        for (String rule : written) {
            Matcher parts = RULE.matcher(rule);
            if (!parts.matches()) {
                throw CommandFailure.error("rule " + rule + " is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]");
            }
            rules.add(parts);
        }
        Json annotations = annotations(call.flags().list("annotation"));
        if (!otherwise.isEmpty() && otherwise.split(":", -1).length != 2) {
            throw CommandFailure.error("default-backend should be in format servicename:serviceport");
        }
        List<Json> tls = tls(rules);
        return KubeObject.of("networking.k8s.io/v1", "Ingress", "", name).tree()
                .withAt(annotations.isEmpty() ? null : annotations, "metadata", "annotations")
                .with("spec", Json.of(
                        "ingressClassName", call.flags().filled("class").orElse(null),
                        "defaultBackend", otherwise.isEmpty() ? null : backend(otherwise),
                        "tls", tls.isEmpty() ? null : tls,
                        "rules", rules.isEmpty() ? null : rules(rules)))
                .with("status", Json.of("loadBalancer", Json.EMPTY));
    }

    private static Json annotations(List<String> pairs) throws CommandFailure {
        Json annotations = Json.EMPTY;
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw CommandFailure.error("annotation " + pair + " is invalid and should be in format key=[value]");
            }
            annotations = annotations.with(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return annotations;
    }

    /** One rule for each host, with its paths. */
    private static List<Json> rules(List<Matcher> rules) {
        Map<String, List<Json>> paths = new LinkedHashMap<>();
        for (Matcher rule : rules) {
            String path = rule.group("path");
            boolean prefix = path.endsWith("*");
            paths.computeIfAbsent(rule.group("host"), host -> new ArrayList<>()).add(Json.of(
                    "path", prefix ? path.substring(0, path.length() - 1) : path,
                    "pathType", prefix ? "Prefix" : "Exact",
                    "backend", backend(rule.group("service"))));
        }
        List<Json> made = new ArrayList<>();
        paths.forEach((host, list) -> made.add(Json.of("host", host.isEmpty() ? null : host, "http", Json.of("paths", list))));
        return made;
    }

    /** One entry for each secret, with the hosts that use it; a host counts with its first secret. */
    private static List<Json> tls(List<Matcher> rules) {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        TreeSet<String> seen = new TreeSet<>();
        for (Matcher rule : rules) {
            String host = rule.group("host");
            String secret = rule.group("secret") == null ? "" : rule.group("secret");
            boolean counts = rule.group("tls") != null && seen.add(host) && (!host.isEmpty() || !secret.isEmpty());
            if (counts) {
                List<String> users = hosts.computeIfAbsent(secret, none -> new ArrayList<>());
                users.addAll(host.isEmpty() ? List.of() : List.of(host));
            }
        }
        List<Json> made = new ArrayList<>();
        hosts.forEach((secret, users) -> made.add(Json.of("hosts", users.isEmpty() ? null : users, "secretName", secret.isEmpty() ? null : secret)));
        return made;
    }

    private static Json backend(String service) {
        String[] halves = service.split(":", 2);
        Json port = halves[1].matches("\\d{1,9}") ? Json.of("number", Long.parseLong(halves[1])) : Json.of("name", halves[1]);
        return Json.of("service", Json.of("name", halves[0], "port", port));
    }
}
