package dev.reconcile.kubectl.kustomize;

import dev.reconcile.model.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The end of the name of a generated object. */
public final class ContentHash {
    private static final int LENGTH = 10;

    private ContentHash() {}

    /** {@code kustomize/api/hasher/hasher.go}, which looks for the name at a path where there is none. */
    static String ofGenerated(Json object) {
        return of(object, "", "");
    }

    /** {@code kubectl/pkg/util/hash/hash.go}. */
    public static String ofCreated(Json object) {
        return of(object, object.textOrEmpty("metadata", "name"), Json.EMPTY);
    }

    private static String of(Json object, String name, Object none) {
        Json hashed = Json.of("kind", object.get("kind"), "name", name, "data", object.has("data") ? object.get("data") : none,
                "type", object.textOrEmpty("kind").equals("Secret") ? object.textOrEmpty("type") : null);
        String text = hashed.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            // Letters and digits that could form words are replaced.
            return HexFormat.of().formatHex(digest).substring(0, LENGTH)
                    .replace('0', 'g').replace('1', 'h').replace('3', 'k').replace('a', 'm').replace('e', 't');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
