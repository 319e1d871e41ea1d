package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a list in pages goes on ({@code apiserver/pkg/storage/continue.go}).
 *
 * @param revision at which the first page was read; {@link #LATEST} for whatever there is now
 * @param after path of the last object of the page before
 */
record ContinueToken(long revision, String after) {
    /** The revision of a token that gives up consistency. */
    static final long LATEST = -1;

    private static final String VERSION = "meta.k8s.io/v1";
    private static final String AFTER = "\u0000";

    /** A text that is no token; the message is upstream's. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    String text() {
        String json = Json.of("v", VERSION, "rv", revision, "start", after + AFTER).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static ContinueToken parse(String text) throws Malformed {
        Json token;
        try {
            token = JsonText.object(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Malformed("continue key is not valid: illegal base64 data at input byte " + firstBad(text));
        } catch (JsonText.Malformed e) {
            throw new Malformed("continue key is not valid: " + e.getMessage());
        }
        if (!VERSION.equals(token.text("v"))) {
            throw new Malformed("continue key is not valid: server does not recognize this encoded version \"" + token.textOrEmpty("v") + "\"");
        }
        if (token.number(0, "rv") == 0) {
            throw new Malformed("continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }
        String start = token.textOrEmpty("start");
        if (start.isEmpty()) {
            throw new Malformed("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)");
        }
        return new ContinueToken(token.number(0, "rv"), start.endsWith(AFTER) ? start.substring(0, start.length() - 1) : start);
    }

    private static int firstBad(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 127 || !Character.isLetterOrDigit(c) && c != '-' && c != '_') {
                return i;
            }
        }
        return text.length() / 4 * 4;
    }
}
