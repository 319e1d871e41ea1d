package dev.reconcile.web.kube;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request on a cluster, read whole.
 *
 * @param path below the session's, as it was written
 * @param segments the same, decoded: {@code [api, v1, pods]}
 * @param rawQuery as it was written, or null
 * @param query names and values in the order of the query string
 * @param headers gives a header's values, one for each time that it was sent
 */
record HttpCall(
        String method,
        String path,
        List<String> segments,
        String rawQuery,
        Map<String, List<String>> query,
        Function<String, List<String>> headers,
        byte[] body) {

    /** Empty for a path or query that is not well-formed. */
    static Optional<HttpCall> of(String method, String path, String query, Function<String, List<String>> headers, byte[] body) {
        try {
            return Optional.of(new HttpCall(method, path, segments(path), query, pairs(query), headers, body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return List.copyOf(segments);
    }

    private static Map<String, List<String>> pairs(String query) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String pair : (query == null ? "" : query).split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), n -> new ArrayList<>())
                    .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return pairs;
    }

    /** The first value of a query parameter, or the empty text. */
    String parameter(String name) {
        return query.getOrDefault(name, List.of("")).getFirst();
    }

    List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** A query parameter as Go's {@code ParseBool} reads it; {@code ?watch} alone is true. */
    boolean flag(String name) {
        return query.containsKey(name) && List.of("", "1", "t", "T", "true", "TRUE", "True").contains(parameter(name));
    }

    /** The first value of a header, or the empty text. */
    String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    List<String> headers(String name) {
        return headers.apply(name);
    }

    /** The body's media type without parameters, in lower case. */
    String contentType() {
        String type = header("Content-Type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A person looks at it in a browser or with curl: upstream prints for the eye then. */
    boolean pretty() {
        String agent = header("User-Agent");
        return flag("pretty") || !query.containsKey("pretty")
                && (agent.startsWith("curl") || agent.startsWith("Wget") || agent.startsWith("Mozilla/5.0"));
    }
}
