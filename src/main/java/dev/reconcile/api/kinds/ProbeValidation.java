package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.List;
import java.util.Optional;

/** Probes and lifecycle hooks: exactly one handler, and numbers that make sense ({@code validateProbe}, {@code validateHandler}). */
final class ProbeValidation {
    private static final List<String> PROBE_HANDLERS = List.of("exec", "httpGet", "tcpSocket", "grpc");
    private static final List<String> HOOK_HANDLERS = List.of("exec", "httpGet", "tcpSocket", "sleep");
    private static final List<String> NUMBERS =
            List.of("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold");

    private ProbeValidation() {}

    /** @param grace the pod's termination grace period in seconds; empty if it has none */
    static void all(Json container, Optional<Long> grace, String path, Problems problems) {
        Json lifecycle = container.object("lifecycle");
        for (String hook : List.of("postStart", "preStop")) {
            if (lifecycle.has(hook)) {
                handler(lifecycle.object(hook), HOOK_HANDLERS, grace, path + ".lifecycle." + hook, problems);
            }
        }
        for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.has(name)) {
                probe(container.object(name), name, path + "." + name, problems);
            }
        }
    }

    private static void probe(Json probe, String name, String path, Problems problems) {
        handler(probe, PROBE_HANDLERS, Optional.empty(), path, problems);
        for (String number : NUMBERS) {
            Checks.notNegative(probe, number, path, problems);
        }
        Optional<Long> grace = probe.number("terminationGracePeriodSeconds");
        if (grace.isPresent() && grace.get() <= 0) {
            problems.invalid(path + ".terminationGracePeriodSeconds", grace.get(), "must be greater than 0");
        }
        if (name.equals("readinessProbe")) {
            grace.ifPresent(seconds ->
                    problems.invalid(path + ".terminationGracePeriodSeconds", seconds, "must not be set for readinessProbes"));
        } else if (probe.number(0, "successThreshold") != 1) {
            problems.invalid(path + ".successThreshold", probe.number(0, "successThreshold"), "must be 1");
        }
    }

    private static void handler(Json handler, List<String> kinds, Optional<Long> grace, String path, Problems problems) {
        boolean found = false;
        for (String kind : kinds) {
            if (!handler.has(kind)) {
                continue;
            }
            if (found) {
                problems.forbidden(path + "." + kind, "may not specify more than 1 handler type");
            } else {
                found = true;
                action(kind, handler.object(kind), grace, path + "." + kind, problems);
            }
        }
        if (!found) {
            problems.required(path, "must specify a handler type");
        }
    }

    private static void action(String kind, Json action, Optional<Long> grace, String path, Problems problems) {
        switch (kind) {
            case "exec" -> {
                if (action.list("command").isEmpty()) {
                    problems.required(path + ".command", "");
                }
            }
            case "httpGet" -> http(action, path, problems);
            case "sleep" -> {
                long seconds = action.number(0, "seconds");
                if (grace.isPresent() && (seconds < 0 || seconds > grace.get())) {
                    problems.invalid(path, seconds, "must be non-negative and less than terminationGracePeriodSeconds (" + grace.get() + ")");
                }
            }
            default -> port(action.get("port"), path + ".port", problems);
        }
    }

    private static void http(Json action, String path, Problems problems) {
        port(action.get("port"), path + ".port", problems);
        String scheme = action.textOrEmpty("scheme");
        if (!List.of("HTTP", "HTTPS").contains(scheme)) {
            problems.notSupported(path + ".scheme", scheme, List.of("HTTP", "HTTPS"));
        }
        for (Json header : action.objects("httpHeaders")) {
            Checks.wrong(Formats.header(header.textOrEmpty("name")), path + ".httpHeaders", header.textOrEmpty("name"), problems);
        }
    }

    /** A number of a port or its name ({@code ValidatePortNumOrName}). */
    static void port(Object port, String path, Problems problems) {
        if (port instanceof String name) {
            Checks.wrong(Formats.portName(name), path, name, problems);
        } else {
            long number = port instanceof Long given ? given : 0;
            Checks.wrong(Formats.port(number), path, number, problems);
        }
    }
}
