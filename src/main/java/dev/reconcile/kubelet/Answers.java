package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import java.util.Optional;

/** How a pod answers the probes that go over its network; texts as {@code pkg/probe} and Go's network libraries give them. */
final class Answers {
    private Answers() {}

    /** Why the probe fails; empty if it passes. Commands are asked elsewhere. */
    static Optional<String> problem(Json spec, Json container, Site site) {
        if (spec.has("httpGet")) {
            return http(spec.object("httpGet"), container, site);
        }
        if (spec.has("grpc")) {
            int port = (int) spec.number(0, "grpc", "port");
            return site.sockets().at(port).isPresent() ? Optional.empty()
                    : Optional.of("timeout: failed to connect service \"%s:%d\" within %s".formatted(site.ip(), port, Spans.text(spec.number(1, "timeoutSeconds") * 1000)));
        }
        int port = port(spec.at("tcpSocket", "port"), container);
        return site.sockets().at(port).isPresent() ? Optional.empty() : Optional.of(refused(site.ip(), port));
    }

    private static Optional<String> http(Json get, Json container, Site site) {
        int port = port(get.get("port"), container);
        String written = get.textOrEmpty("path");
        String path = written.startsWith("/") ? written : "/" + written;
        String host = get.textOrEmpty("host").isEmpty() ? site.ip() : get.text("host");
        String scheme = "HTTPS".equals(get.text("scheme")) ? "https" : "http";
        String url = "%s://%s:%d%s".formatted(scheme, host, port, path);
        Optional<Server> server = site.server(port, site.ip());
        if (server.isEmpty()) {
            return Optional.of("Get \"%s\": %s".formatted(url, refused(host, port)));
        }
        HttpReply reply = server.get().probe(HttpRequest.get(path));
        if (!reply.isHttp()) {
            return Optional.of("Get \"%s\": %s".formatted(url, reply.body().isEmpty()
                    ? "EOF" : "net/http: HTTP/1.x transport connection broken: malformed HTTP response"));
        }
        return Server.passes(reply.code()) ? Optional.empty() : Optional.of("HTTP probe failed with statuscode: " + reply.code());
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
