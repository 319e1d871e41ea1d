package dev.reconcile.web.kube;

import static dev.reconcile.api.discovery.Discovery.fields;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.discovery.Subresources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All of discovery in two documents, as clients since 1.26 ask for it ({@code apidiscovery.k8s.io}). */
final class AggregatedDiscovery {
    private static final String GROUP = "apidiscovery.k8s.io";
    private static final String AS = "APIGroupDiscoveryList";
    private static final List<String> VERSIONS = List.of("v2", "v2beta1");

    private final Kinds kinds;

    AggregatedDiscovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The version that the client would rather have than the older documents. */
    static Optional<String> wanted(Accept accept) {
        for (Accept.Range range : accept.ranges()) {
            boolean aggregated = range.parameter("g").equals(GROUP) && range.parameter("as").equals(AS);
            if (aggregated && VERSIONS.contains(range.parameter("v"))) {
                return Optional.of(range.parameter("v"));
            }
            if (range.isReadable() && !aggregated) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    static String mediaType(String version) {
        return "application/json;g=" + GROUP + ";v=" + version + ";as=" + AS;
    }

    /** @param core whether for {@code /api}, or for {@code /apis} */
    Map<String, Object> document(String version, boolean core) {
        List<Object> items = new ArrayList<>();
        kinds.served().stream().map(Kind::group).distinct().filter(group -> group.isEmpty() == core).forEach(group -> items.add(group(group)));
        return fields("kind", AS, "apiVersion", GROUP + "/" + version, "metadata", Map.of(), "items", items);
    }

    private Map<String, Object> group(String group) {
        List<Object> versions = new ArrayList<>();
        kinds.served().stream().filter(kind -> kind.group().equals(group)).map(Kind::version).distinct().forEach(version -> versions.add(fields(
                "version", version,
                "resources", kinds.served().stream().filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                        .map(AggregatedDiscovery::resource).toList(),
                "freshness", "Current")));
        return fields("metadata", group.isEmpty() ? Map.of() : fields("name", group), "versions", versions);
    }

    private static Map<String, Object> resource(Kind kind) {
        Map<String, Object> resource = fields("resource", kind.plural(), "responseKind", responseKind(kind.group(), kind.version(), kind.kind()),
                "scope", kind.namespaced() ? "Namespaced" : "Cluster", "singularResource", kind.singular(), "verbs", kind.verbs());
        if (!kind.shortNames().isEmpty()) {
            resource.put("shortNames", kind.shortNames());
        }
        if (!kind.categories().isEmpty()) {
            resource.put("categories", kind.categories());
        }
        List<Subresources> parts = Subresources.of(kind);
        if (!parts.isEmpty()) {
            resource.put("subresources", parts.stream().map(part -> fields("subresource", part.name(),
                    "responseKind", responseKind(part.group(), part.version(), part.kind()), "verbs", part.verbs())).toList());
        }
        return resource;
    }

    private static Map<String, Object> responseKind(String group, String version, String kind) {
        return fields("group", group, "version", version, "kind", kind);
    }
}
