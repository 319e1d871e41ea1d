package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a server answers over HTTP.
 *
 * @param code 0 for a server that does not speak HTTP: the body is what it says, if anything
 * @param headers in the order sent
 */
public record HttpReply(int code, Map<String, String> headers, String body) {
    public static HttpReply of(int code, String type, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        return new HttpReply(code, headers, body);
    }

    public static HttpReply text(String body) {
        return of(200, "text/plain; charset=utf-8", body);
    }

    /** A server of another protocol, which ends the connection. */
    public static HttpReply foreign(String words) {
        return new HttpReply(0, new LinkedHashMap<>(), words);
    }

    /** With this header before the others. */
    public HttpReply withFirst(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put(name, value);
        more.putAll(headers);
        return new HttpReply(code, more, body);
    }

    public HttpReply withBody(String other) {
        return new HttpReply(code, headers, other);
    }

    public boolean isHttp() {
        return code > 0;
    }

    /** {@code HTTP/1.1 404 Not Found}. */
    public String statusLine() {
        return "HTTP/1.1 " + code + " " + reason();
    }

    /** Status line and headers as they go over the wire, with the empty line that ends them. */
    public String head() {
        StringBuilder head = new StringBuilder(statusLine()).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    /** All of it as it goes over the wire. */
    public String wire() {
        return isHttp() ? head() + body : body;
    }

    private String reason() {
        return switch (code) {
            case 200 -> "OK";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Not Allowed";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }

    public Json save() {
        Json fields = Json.EMPTY;
        for (var header : headers.entrySet()) {
            fields = fields.with(header.getKey(), header.getValue());
        }
        return Json.of("code", code, "names", headers.keySet().stream().toList(), "headers", fields, "body", body);
    }

    public static HttpReply restore(Json saved) {
        Map<String, String> headers = new LinkedHashMap<>();
        saved.texts("names").forEach(name -> headers.put(name, saved.text("headers", name)));
        return new HttpReply((int) saved.number(0, "code"), headers, saved.textOrEmpty("body"));
    }
}
