package dev.reconcile.web.kube;

import dev.reconcile.api.discovery.ResourcePath;
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
record ProxyPath(String scheme, String name, String port, String path) {
    private static final Pattern NAME = Pattern.compile("(?:(|https?):(?=[^:]*:))?([^:]+)(?::([^:]*))?");
    private static final Pattern REST = Pattern.compile("^.*?/(?:pods|services)/[^/]+/proxy(/.*)?$");

    static boolean isOne(ResourcePath path) {
        return path.subresource().equals("proxy") && path.group().isEmpty() && List.of("pods", "services").contains(path.plural());
    }

    /** Empty for a name that is not of the form {@code [scheme:]name[:port]}. */
    static Optional<ProxyPath> of(ResourcePath path, HttpCall call) {
        Matcher parts = NAME.matcher(path.name());
        if (!parts.matches()) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(call.path());
        String asked = rest.matches() && rest.group(1) != null ? rest.group(1) : "/";
        String query = call.rawQuery() == null || call.rawQuery().isEmpty() ? "" : "?" + call.rawQuery();
        return Optional.of(new ProxyPath(text(parts.group(1)), parts.group(2), text(parts.group(3)), asked + query));
    }

    private static String text(String group) {
        return group == null ? "" : group;
    }
}
