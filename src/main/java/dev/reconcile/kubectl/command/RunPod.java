package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;

/** The objects that {@code kubectl run} makes from its flags. */
final class RunPod {
    private RunPod() {}

    static Json pod(Call call, String name) throws CommandFailure {
        Values flags = call.flags();
        Json labels = labels(call);
        Json annotations = annotations(call);
        String restart = flags.text("restart").isEmpty() ? flags.is("stdin") ? "OnFailure" : "Always" : flags.text("restart");
        Json container = container(call, name);
        return Json.of(
                "apiVersion", "v1", "kind", "Pod",
                "metadata", Json.of("annotations", annotations.isEmpty() ? null : annotations,
                        "labels", labels.isEmpty() ? Json.of("run", name) : labels, "name", name),
                "spec", Json.of("containers", List.of(container), "dnsPolicy", "ClusterFirst", "restartPolicy", restart),
                "status", Json.EMPTY);
    }

    private static Json container(Call call, String name) throws CommandFailure {
        Values flags = call.flags();
        List<String> words = call.arguments().subList(1, call.arguments().size());
        List<Json> environment = environment(call);
        boolean stdin = flags.is("stdin");
        return Json.of(
                (words.isEmpty() ? "args" : flags.is("command") ? "command" : "args"), words.isEmpty() ? null : words,
                "env", environment.isEmpty() ? null : environment,
                "image", flags.text("image"),
                "imagePullPolicy", flags.filled("image-pull-policy").orElse(null),
                "name", name,
                "ports", flags.text("port").isEmpty() ? null : List.of(Json.of("containerPort", flags.number("port"))),
                "resources", Json.EMPTY,
                "securityContext", flags.is("privileged") ? Json.of("privileged", true) : null,
                "stdin", stdin ? true : null,
                "stdinOnce", stdin && !flags.is("leave-stdin-open") ? true : null,
                "tty", flags.is("tty") ? true : null);
    }

    static Json service(Call call, String name) throws CommandFailure {
        Json labels = labels(call);
        long port = call.flags().number("port");
        return Json.of(
                "apiVersion", "v1", "kind", "Service",
                "metadata", Json.of("labels", labels.isEmpty() ? null : labels, "name", name),
                "spec", Json.of("ports", List.of(Json.of("port", port, "protocol", "TCP", "targetPort", port)),
                        "selector", labels.isEmpty() ? Json.of("run", name) : labels),
                "status", Json.of("loadBalancer", Json.EMPTY));
    }

    static Json labels(Call call) throws CommandFailure {
        Json labels = Json.EMPTY;
        String written = call.flags().text("labels");
        for (String spec : written.isEmpty() ? new String[0] : written.split(",", -1)) {
            String[] pair = spec.split("=", -1);
            if (pair.length != 2) {
                throw CommandFailure.error("unexpected label spec: " + spec);
            }
            if (pair[0].isEmpty()) {
                throw CommandFailure.error("unexpected empty label key");
            }
            labels = labels.with(pair[0], pair[1]);
        }
        return labels;
    }

    static Json annotations(Call call) throws CommandFailure {
        Json annotations = Json.EMPTY;
        for (String spec : call.flags().list("annotations")) {
            int equals = spec.indexOf('=');
            if (equals <= 0) {
                throw CommandFailure.error("invalid annotations format: " + spec);
            }
            annotations = annotations.with(spec.substring(0, equals), spec.substring(equals + 1));
        }
        return annotations;
    }

    static List<Json> environment(Call call) throws CommandFailure {
        List<Json> variables = new ArrayList<>();
        for (String spec : call.flags().list("env")) {
            int equals = spec.indexOf('=');
            if (equals <= 0 || !spec.substring(0, equals).matches("[-._a-zA-Z][-._a-zA-Z0-9]*")) {
                throw CommandFailure.error("invalid env: " + spec);
            }
            variables.add(Json.of("name", spec.substring(0, equals), "value", spec.substring(equals + 1)));
        }
        return variables;
    }
}
