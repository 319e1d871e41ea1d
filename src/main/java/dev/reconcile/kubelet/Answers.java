package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Files;
import java.util.Optional;

/** How a pod answers the probes that go over its network; texts as {@code pkg/probe} and Go's network libraries give them. */
final class Answers {
    private Answers() {}

    /** Why the probe fails; empty if it passes. Commands are asked elsewhere. */
    static Optional<String> problem(Json spec, Json container, String podIp, Sockets sockets, Files files) {
        if (spec.has("httpGet")) {
            return http(spec.object("httpGet"), container, podIp, sockets, files);
        }
        if (spec.has("grpc")) {
            int port = (int) spec.number(0, "grpc", "port");
            return sockets.at(port).isPresent() ? Optional.empty()
                    : Optional.of("timeout: failed to connect service \"%s:%d\" within %s".formatted(podIp, port, Spans.text(spec.number(1, "timeoutSeconds") * 1000)));
        }
        int port = port(spec.at("tcpSocket", "port"), container);
        return sockets.at(port).isPresent() ? Optional.empty() : Optional.of(refused(podIp, port));
    }

    private static Optional<String> http(Json get, Json container, String podIp, Sockets sockets, Files files) {
        int port = port(get.get("port"), container);
        String path = get.textOrEmpty("path").isEmpty() ? "/" : get.text("path");
        String host = get.textOrEmpty("host").isEmpty() ? podIp : get.text("host");
        String scheme = "HTTPS".equals(get.text("scheme")) ? "https" : "http";
        Optional<Sockets.Listener> listener = sockets.at(port);
        if (listener.isEmpty()) {
            return Optional.of("Get \"%s://%s:%d%s\": %s".formatted(scheme, host, port, path.startsWith("/") ? path : "/" + path, refused(host, port)));
        }
        int code = code(listener.get(), path, files);
        return code >= 200 && code < 400 ? Optional.empty() : Optional.of("HTTP probe failed with statuscode: " + code);
    }

    /** The status code of a GET. */
    static int code(Sockets.Listener listener, String path, Files files) {
        if (listener.root().isEmpty()) {
            return 200;
        }
        String file = Files.normalise(listener.root(), "." + path.replaceFirst("\\?.*$", ""));
        if (files.isDirectory(file)) {
            return files.isFile(file + "/index.html") ? 200 : 403;
        }
        return files.isFile(file) ? 200 : 404;
    }

    private static String refused(String host, int port) {
        return "dial tcp %s:%d: connect: connection refused".formatted(host, port);
    }

    /** A number, or the name of one of the container's ports. */
    private static int port(Object port, Json container) {
        return switch (port) {
            case Long number -> number.intValue();
            case String name -> container.objects("ports").stream()
                    .filter(p -> name.equals(p.text("name")))
                    .findFirst()
                    .map(p -> (int) p.number(0, "containerPort"))
                    .orElse(0);
            case null, default -> 0;
        };
    }
}
