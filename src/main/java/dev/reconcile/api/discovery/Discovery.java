package dev.reconcile.api.discovery;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.model.KubeVersions;
import dev.reconcile.model.KubernetesVersion;
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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What there is, in the documents of before 1.26: {@code /api}, {@code /apis}, {@code /apis/<group>} and {@code /apis/<group>/<version>}. Fields come
 * in upstream's order.
 */
public final class Discovery {
    private final Kinds kinds;

    public Discovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Named groups in the registry's order. */
    private List<String> groups() {
        return kinds.served().stream().map(Kind::group).filter(group -> !group.isEmpty()).distinct().toList();
    }

    /** The order of the versions in definitions says nothing. */
    private List<String> versions(String group) {
        List<Kind> own = kinds.served().stream().filter(kind -> kind.group().equals(group)).toList();
        Stream<String> versions = own.stream().map(Kind::version).distinct();
        return own.stream().allMatch(Kind::isCustom) ? versions.sorted(KubeVersions.BEST_FIRST).toList() : versions.toList();
    }

    /** @param address host and port by which the client came */
    public static Map<String, Object> api(String address) {
        return fields("kind", "APIVersions", "versions", List.of("v1"),
                "serverAddressByClientCIDRs", List.of(fields("clientCIDR", "0.0.0.0/0", "serverAddress", address)));
    }

    public Map<String, Object> apis() {
        return fields("kind", "APIGroupList", "apiVersion", "v1", "groups", groups().stream().map(this::group).toList());
    }

    public Optional<Map<String, Object>> apis(String group) {
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

    public Optional<Map<String, Object>> resources(String group, String version) {
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

    /** {@code /version}. */
    public static Map<String, Object> version() {
        return fields(
                "major", KubernetesVersion.MAJOR,
                "minor", KubernetesVersion.MINOR,
                "emulationMajor", KubernetesVersion.MAJOR,
                "emulationMinor", KubernetesVersion.MINOR,
                "gitVersion", KubernetesVersion.GIT,
                "gitCommit", "",
                "gitTreeState", "clean",
                "buildDate", "1970-01-01T00:00:00Z",
                "goVersion", "",
                "compiler", "",
                "platform", "linux/amd64");
    }

    /** What {@code /} lists. */
    public List<String> paths() {
        SortedSet<String> paths = new TreeSet<>(List.of("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"));
        for (Kind kind : kinds.served()) {
            if (!kind.group().isEmpty()) {
                paths.add("/apis/" + kind.group());
                paths.add("/apis/" + kind.group() + "/" + kind.version());
            }
        }
        return List.copyOf(paths);
    }

    /** Name, value, name, value, … in that order. */
    public static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
