package dev.reconcile.api.discovery;

import java.util.List;
import java.util.Optional;

/**
 * A path on a resource, as upstream's {@code apiserver/pkg/endpoints/request/requestinfo.go} reads it.
 *
 * @param group empty for the core group
 * @param name empty for a collection
 * @param subresource empty, or {@code status}, {@code log}, …
 * @param rest what follows the subresource, as paths of {@code proxy} have it
 * @param watch the old form of a watch, with {@code /watch/} before the resource
 */
public record ResourcePath(String group, String version, String namespace, String plural, String name, String subresource, List<String> rest, boolean watch) {
    /** Paths below a namespace that belong to the namespace itself. */
    private static final List<String> OF_NAMESPACES = List.of("status", "finalize");

    public static Optional<ResourcePath> of(List<String> segments) {
        boolean core = segments.size() > 2 && segments.getFirst().equals("api");
        boolean grouped = segments.size() > 3 && segments.getFirst().equals("apis");
        if (!core && !grouped) {
            return Optional.empty();
        }
        String group = core ? "" : segments.get(1);
        String version = segments.get(core ? 1 : 2);
        List<String> parts = segments.subList(core ? 2 : 3, segments.size());
        boolean watch = parts.size() > 1 && parts.getFirst().equals("watch");
        if (watch) {
            parts = parts.subList(1, parts.size());
        }
        String namespace = "";
        if (parts.getFirst().equals("namespaces") && parts.size() > 2 && !OF_NAMESPACES.contains(parts.get(2))) {
            namespace = parts.get(1);
            parts = parts.subList(2, parts.size());
        }
        return Optional.of(new ResourcePath(group, version, namespace, part(parts, 0), part(parts, 1), part(parts, 2),
                parts.subList(Math.min(3, parts.size()), parts.size()), watch));
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

}
