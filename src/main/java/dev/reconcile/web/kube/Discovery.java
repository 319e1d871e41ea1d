package dev.reconcile.web.kube;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is, in the documents of before 1.26: {@code /api}, {@code /apis}, {@code /apis/<group>} and {@code /apis/<group>/<version>}. Fields come
 * in upstream's order.
 */
final class Discovery {
    private final Kinds kinds;

    Discovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Named groups in the registry's order. */
    private List<String> groups() {
        return kinds.served().stream().map(Kind::group).filter(group -> !group.isEmpty()).distinct().toList();
    }

    private List<String> versions(String group) {
        return kinds.served().stream().filter(kind -> kind.group().equals(group)).map(Kind::version).distinct().toList();
    }

    /** @param address host and port by which the client came */
    static Map<String, Object> api(String address) {
        return fields("kind", "APIVersions", "versions", List.of("v1"),
                "serverAddressByClientCIDRs", List.of(fields("clientCIDR", "0.0.0.0/0", "serverAddress", address)));
    }

    Map<String, Object> apis() {
        return fields("kind", "APIGroupList", "apiVersion", "v1", "groups", groups().stream().map(this::group).toList());
    }

    Optional<Map<String, Object>> apis(String group) {
        if (!groups().contains(group)) {
            return Optional.empty();
        }
        Map<String, Object> document = fields("kind", "APIGroup", "apiVersion", "v1");
        document.putAll(group(group));
        return Optional.of(document);
    }

    private Map<String, Object> group(String group) {
        List<Map<String, Object>> versions = versions(group).stream()
                .map(version -> fields("groupVersion", group + "/" + version, "version", version))
                .toList();
        return fields("name", group, "versions", versions, "preferredVersion", versions.getFirst());
    }

    Optional<Map<String, Object>> resources(String group, String version) {
        List<Map<String, Object>> resources = new ArrayList<>();
        for (Kind kind : kinds.served()) {
            if (kind.group().equals(group) && kind.version().equals(version)) {
                resources.add(resource(kind));
                Subresources.of(kind).forEach(part -> resources.add(subresource(kind, part)));
            }
        }
        if (resources.isEmpty()) {
            return Optional.empty();
        }
        String groupVersion = group.isEmpty() ? version : group + "/" + version;
        Map<String, Object> document = fields("kind", "APIResourceList");
        if (!group.isEmpty()) {
            document.put("apiVersion", "v1");
        }
        document.putAll(fields("groupVersion", groupVersion, "resources", resources));
        return Optional.of(document);
    }

    private Kind kept(Kind kind) {
        return kind.stored() == null ? kind : kinds.resource(kind.stored().resource()).orElseThrow();
    }

    private Map<String, Object> resource(Kind kind) {
        Map<String, Object> resource = fields("name", kind.plural(), "singularName", kind.singular(), "namespaced", kind.namespaced(),
                "kind", kind.kind(), "verbs", kind.verbs());
        if (!kind.shortNames().isEmpty()) {
            resource.put("shortNames", kind.shortNames());
        }
        if (!kind.categories().isEmpty()) {
            resource.put("categories", kind.categories());
        }
        if (kind.isKept()) {
            resource.put("storageVersionHash", hash(kept(kind)));
        }
        return resource;
    }

    private static Map<String, Object> subresource(Kind kind, Subresources part) {
        Map<String, Object> resource = fields("name", kind.plural() + "/" + part.name(), "singularName", "", "namespaced", kind.namespaced());
        if (!part.group().equals(kind.group()) || !part.version().equals(kind.version())) {
            resource.put("group", part.group());
            resource.put("version", part.version());
        }
        resource.putAll(fields("kind", part.kind(), "verbs", part.verbs()));
        return resource;
    }

    /** {@code StorageVersionHash} of {@code apiserver/pkg/endpoints/discovery/storageversionhash.go}. */
    private static String hash(Kind kind) {
        try {
            byte[] name = (kind.group() + "/" + kind.version() + "/" + kind.kind()).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name);
            return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Name, value, name, value, … in that order. */
    static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
