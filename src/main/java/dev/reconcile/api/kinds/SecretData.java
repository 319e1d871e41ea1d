package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The write-only convenience of secrets: {@code stringData} becomes base64 in {@code data} ({@code pkg/apis/core/v1/conversion.go}). */
final class SecretData {
    private SecretData() {}

    static Json encoded(Json secret) {
        if (!secret.has("stringData")) {
            return secret;
        }
        Json data = secret.object("data");
        for (var entry : secret.textMap("stringData").entrySet()) {
            data = data.with(entry.getKey(), Base64.getEncoder().encodeToString(entry.getValue().getBytes(StandardCharsets.UTF_8)));
        }
        return secret.without("stringData").with("data", data);
    }

    /** The bytes that a value stands for; 0 for text that is no base64, which the decoder refuses. */
    static int size(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** The text that a value stands for; empty for text that is no base64. */
    static String text(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException refusedByDecoder) {
            return "";
        }
    }
}
