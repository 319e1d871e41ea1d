package dev.reconcile.kubelet;

import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import java.time.Instant;

/** The paths of {@code agnhost netexec} that ask who answers ({@code test/images/agnhost/netexec/netexec.go}). */
final class Netexec {
    private static final int EPHEMERAL_PORT = 42_110;

    private Netexec() {}

    static HttpReply answer(HttpRequest request, String hostname, String client, long now) {
        return switch (request.file()) {
            case "/hostname", "/hostName" -> HttpReply.text(hostname);
            case "/clientip" -> HttpReply.text(client + ":" + EPHEMERAL_PORT);
            case "/echo" -> HttpReply.text(parameter(request, "msg"));
            case "/header" -> HttpReply.text(request.header(parameter(request, "key")));
            case "/healthz" -> HttpReply.text("");
            case "/" -> HttpReply.text("NOW: " + Instant.ofEpochMilli(now) + " UTC");
            default -> HttpReply.of(404, "text/plain; charset=utf-8", "404 page not found\n");
        };
    }

    private static String parameter(HttpRequest request, String name) {
        String query = request.path().contains("?") ? request.path().substring(request.path().indexOf('?') + 1) : "";
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1).replace('+', ' ').replace("%20", " ");
            }
        }
        return "";
    }
}
