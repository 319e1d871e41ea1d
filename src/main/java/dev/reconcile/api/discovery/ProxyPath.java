package dev.reconcile.api.discovery;

import dev.reconcile.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path on {@code pods/proxy} or {@code services/proxy} says of the server that it leads to ({@code apimachinery/pkg/util/net/port_split.go}).
 *
 * @param scheme http, https or empty
 * @param port a number, or the name of a Service's port; may be empty
 * @param path what that server is asked for, with its query
 */
public record ProxyPath(String scheme, String name, String port, String path) {
    private static final Pattern NAME = Pattern.compile("(?:(|https?):(?=[^:]*:))?([^:]+)(?::([^:]*))?");
    private static final Pattern REST = Pattern.compile("^.*?/(?:pods|services)/[^/]+/proxy(/.*)?$");

    public static boolean isOne(ResourcePath path) {
        return path.subresource().equals("proxy") && path.group().isEmpty() && List.of("pods", "services").contains(path.plural());
    }

    /**
     * Empty for a name that is not of the form {@code [scheme:]name[:port]}.
     *
     * @param whole the path as it was asked for, of which {@code path} was read
     * @param query what follows the question mark; null or empty for none
     */
    public static Optional<ProxyPath> of(ResourcePath path, String whole, String query) {
        Matcher parts = NAME.matcher(path.name());
        if (!parts.matches()) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(whole);
        String asked = rest.matches() && rest.group(1) != null ? rest.group(1) : "/";
        String with = query == null || query.isEmpty() ? "" : "?" + query;
        return Optional.of(new ProxyPath(text(parts.group(1)), parts.group(2), text(parts.group(3)), asked + with));
    }

    /** What the subresource is told. */
    public Json options(String body) {
        return Json.of("scheme", scheme, "port", port, "path", path, "body", body);
    }

    private static String text(String group) {
        return group == null ? "" : group;
    }
}
