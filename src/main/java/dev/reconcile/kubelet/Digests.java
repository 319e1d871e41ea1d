package dev.reconcile.kubelet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifiers that look random and follow from a text: container ids, image digests, jitter. */
final class Digests {
    private Digests() {}

    /** 64 hexadecimal digits. */
    static String hex(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The value, up to {@code percent} more or less, always the same for the same text. */
    static long jitter(long value, int percent, String text) {
        long spread = value * percent / 100;
        return spread == 0 ? value : value - spread + Math.floorMod(text.hashCode() * 0x9e3779b97f4a7c15L >>> 17, 2 * spread + 1);
    }
}
