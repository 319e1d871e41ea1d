package dev.reconcile.model;

import java.nio.charset.StandardCharsets;

/**
 * The short name of a pod template: {@code pod-template-hash} and the suffix of ReplicaSet and ControllerRevision names.
 *
 * <p>Upstream hashes a dump of the Go struct (FNV-1a, 32 bit) and writes the number with an alphabet without vowels
 * ({@code controller_utils.go ComputeHash}, {@code rand.SafeEncodeString}). We hash our own text of the template, so the letters differ from
 * a real cluster's, their form does not.
 */
public final class TemplateHash {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private TemplateHash() {}

    /** @param collisions the collision count of the owner's status; changes the hash */
    public static String of(Json template, long collisions) {
        int hash = fnv(0x811c9dc5, template.toString());
        if (collisions > 0) {
            hash = fnv(hash, Long.toString(collisions));
        }
        return safe(Integer.toUnsignedString(hash));
    }

    private static int fnv(int hash, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        return hash;
    }

    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : text.toCharArray()) {
            safe.append(ALPHABET.charAt(c % ALPHABET.length()));
        }
        return safe.toString();
    }
}
