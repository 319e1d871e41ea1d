package dev.reconcile.shell;

import java.util.Map;

/**
 * A request over HTTP.
 *
 * @param path with its query: {@code /index.html?a=b}
 * @param headers by name as it was written, in the order sent
 */
public record HttpRequest(String method, String path, Map<String, String> headers, String body) {
    public static HttpRequest get(String path) {
        return new HttpRequest("GET", path, Map.of(), "");
    }

    /** The header's value, whatever the case of its name; empty without one. */
    public String header(String name) {
        return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).findFirst().orElse("");
    }

    /** The path without its query. */
    public String file() {
        return path.replaceFirst("[?#].*$", "");
    }
}
