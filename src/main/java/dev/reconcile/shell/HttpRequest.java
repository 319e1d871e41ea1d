package dev.reconcile.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request over HTTP.
 *
 * @param path with its query: {@code /index.html?a=b}
 * @param headers by name as it was written, in the order sent
 */
public record HttpRequest(String method, String path, Map<String, String> headers, String body) {
    /** A request as it comes over the wire; one that is no HTTP becomes one for nothing, which servers refuse. */
    public static HttpRequest parse(String text) {
        int end = text.indexOf("\r\n\r\n") >= 0 ? text.indexOf("\r\n\r\n") : text.indexOf("\n\n") >= 0 ? text.indexOf("\n\n") : text.length();
        List<String> lines = text.substring(0, end).lines().toList();
        String[] words = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ");
        Map<String, String> headers = new LinkedHashMap<>();
        lines.stream().skip(1).filter(line -> line.contains(":"))
                .forEach(line -> headers.put(line.substring(0, line.indexOf(':')).strip(), line.substring(line.indexOf(':') + 1).strip()));
        return new HttpRequest(words.length > 0 ? words[0] : "", words.length > 1 ? words[1] : "/", headers, text.substring(end).strip());
    }

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
