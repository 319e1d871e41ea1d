package dev.reconcile.kubectl.openapi;

import static dev.reconcile.kubectl.openapi.Definitions.fields;

import dev.reconcile.api.Kind;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubernetesVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The documents of one registry of kinds. They are made once, when somebody first asks. */
public final class OpenApi {
    /** The media type of {@link #secondAsProtobuf} as clients ask for it; it is no proper one. */
    public static final String PROTOBUF_WANTED = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    /** The same as it is answered, so that Go's parser can read it. */
    public static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /** Registries that are remembered: clusters with custom kinds have one each. */
    private static final int REMEMBERED = 50;

    private static final Map<List<Kind>, OpenApi> KNOWN = Collections.synchronizedMap(new LinkedHashMap<>());

    private final List<Kind> kinds;
    private final Map<String, byte[]> made = Collections.synchronizedMap(new TreeMap<>());

    private OpenApi(List<Kind> kinds) {
        this.kinds = kinds;
    }

    public static OpenApi of(List<Kind> kinds) {
        if (KNOWN.size() > REMEMBERED) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(kinds, OpenApi::new);
    }

    /** The whole in OpenAPI 2, as JSON. */
    public byte[] second() {
        return made.computeIfAbsent("v2", name -> JsonText.compact(secondTree()).getBytes(StandardCharsets.UTF_8));
    }

    /** The whole in OpenAPI 2, as the protobuf message that older clients ask for. */
    public byte[] secondAsProtobuf() {
        return made.computeIfAbsent("v2 protobuf", name -> SwaggerMessage.of(secondTree()));
    }

    private Map<String, Object> secondTree() {
        return fields("swagger", "2.0", "info", info(), "paths", Paths.of(kinds, false), "definitions", new Definitions(false).of(kinds));
    }

    private static Map<String, Object> info() {
        return fields("title", "Kubernetes", "version", KubernetesVersion.GIT);
    }

    /** Where the documents of OpenAPI 3 are: one for each group and version, with a hash by which clients keep them. */
    public Map<String, Object> index() {
        Map<String, Object> paths = new TreeMap<>();
        for (Kind kind : kinds) {
            String path = path(kind);
            paths.computeIfAbsent(path, p -> fields("serverRelativeURL", "/openapi/v3/" + p + "?hash=" + hash(third(p).orElseThrow())));
        }
        return fields("paths", paths);
    }

    private static String path(Kind kind) {
        return kind.group().isEmpty() ? "api/" + kind.version() : "apis/" + kind.group() + "/" + kind.version();
    }

    /** @param path {@code api/v1}, {@code apis/apps/v1} */
    public Optional<byte[]> third(String path) {
        List<Kind> here = kinds.stream().filter(kind -> path(kind).equals(path)).toList();
        return here.isEmpty() ? Optional.empty() : Optional.of(made.computeIfAbsent(path, p -> {
            Map<String, Object> components = new LinkedHashMap<>();
            components.put("schemas", new Definitions(true).of(here));
            return JsonText.compact(fields("openapi", "3.0.0", "info", info(), "paths", Paths.of(here, true), "components", components))
                    .getBytes(StandardCharsets.UTF_8);
        }));
    }

    private static String hash(byte[] document) {
        try {
            return HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
