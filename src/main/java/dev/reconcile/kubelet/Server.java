package dev.reconcile.kubelet;

import dev.reconcile.shell.Connection;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A program in a container, as somebody sees it who is connected to one of its ports.
 *
 * @param client the address that it is asked from
 */
record Server(Sockets.Listener listener, Container container, String client) implements Connection.Peer {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOG_DATE = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int FIRST_ERROR = 400;
    private static final int OK = 200;

    @Override
    public HttpReply answer(HttpRequest request) {
        HttpReply reply = probe(request);
        container.effort().add(container.origin(), now());
        if (listener.manner() == Sockets.Manner.FILES && reply.isHttp()) {
            log(request, reply);
        }
        return reply;
    }

    @Override
    public long backlogMillis() {
        return container.effort().backlogMillis(now());
    }

    /** The same, without a trace: the kubelet asks healthy pods less often than a real one, so its questions do not stand in the log and cost nothing. */
    HttpReply probe(HttpRequest request) {
        return switch (listener.manner()) {
            case FILES -> file(request);
            case TEXT -> dated(HttpReply.text(listener.detail()));
            case FOREIGN -> HttpReply.foreign(listener.detail());
            case FAILING -> dated(now() <= Long.parseLong(listener.detail()) ? HttpReply.text("ok") : HttpReply.of(500, "text/plain; charset=utf-8", "error\n"));
            case NETEXEC -> dated(Netexec.answer(request, container.hostname(), client, now()));
        };
    }

    private long now() {
        return container.now();
    }

    private HttpReply dated(HttpReply reply) {
        HttpReply dated = reply.withFirst("Date", HTTP_DATE.format(Instant.ofEpochMilli(now())));
        return listener.server().isEmpty() ? dated : dated.withFirst("Server", listener.server());
    }

    private HttpReply file(HttpRequest request) {
        Files files = container.files();
        String path = Files.normalise(listener.detail(), "." + request.file());
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return error(405);
        }
        if (files.isDirectory(path)) {
            if (!request.file().endsWith("/")) {
                return error(301);
            }
            return files.isFile(path + "/index.html") ? found(path + "/index.html", files) : error(403);
        }
        return files.isFile(path) ? found(path, files) : error(404);
    }

    private HttpReply found(String path, Files files) {
        long modified = files.at(path).orElseThrow().modifiedMillis();
        HttpReply reply = HttpReply.of(OK, type(path), files.content(path).orElseThrow());
        Map<String, String> headers = new LinkedHashMap<>(dated(reply).headers());
        headers.put("Last-Modified", HTTP_DATE.format(Instant.ofEpochMilli(modified)));
        headers.put("Connection", "keep-alive");
        headers.put("ETag", "\"%x-%x\"".formatted(modified / 1000, files.at(path).orElseThrow().bytes()));
        headers.put("Accept-Ranges", "bytes");
        return new HttpReply(OK, headers, reply.body());
    }

    private static String type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html", "htm" -> "text/html";
            case "css" -> "text/css";
            case "js" -> "application/javascript";
            case "json" -> "application/json";
            case "xml" -> "text/xml";
            case "txt" -> "text/plain";
            default -> "application/octet-stream";
        };
    }

    private HttpReply error(int code) {
        String words = HttpReply.of(code, "", "").statusLine().substring("HTTP/1.1 ".length());
        String page = """
                <html>
                <head><title>%s</title></head>
                <body>
                <center><h1>%s</h1></center>
                <hr><center>%s</center>
                </body>
                </html>
                """.formatted(words, words, listener.server()).replace("\n", "\r\n");
        return dated(HttpReply.of(code, "text/html", page));
    }

    /** The combined form in which nginx logs by default, and its complaint about a file that is not there. */
    private void log(HttpRequest request, HttpReply reply) {
        if (reply.code() == 404) {
            container.log().line("%s [error] 29#29: *1 open() \"%s\" failed (2: No such file or directory), client: %s, server: localhost, request: \"%s %s HTTP/1.1\", host: \"%s\""
                    .formatted(Stamps.fill("{now:nginx}", now()), Files.normalise(listener.detail(), "." + request.file()), client, request.method(),
                            request.path(), request.header("Host")));
        }
        boolean bodiless = request.method().equals("HEAD");
        container.log().line("%s - - [%s] \"%s %s HTTP/1.1\" %d %s \"-\" \"%s\" \"-\"".formatted(client, LOG_DATE.format(Instant.ofEpochMilli(now())),
                request.method(), request.path(), reply.code(), bodiless ? "0" : reply.headers().get("Content-Length"),
                request.header("User-Agent").isEmpty() ? "-" : request.header("User-Agent")));
    }

    /** Whether a probe that gets this answer passes. */
    static boolean passes(int code) {
        return code >= OK && code < FIRST_ERROR;
    }
}
