package dev.reconcile.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What the API says to a body that is no object ({@code apiserver/pkg/endpoints/handlers/create.go}). */
public final class Unrecognized {
    private static final int SUMMARY = 30;

    private Unrecognized() {}

    /**
     * A body that is no JSON.
     *
     * @param kind the kind that was expected
     * @param problem what the reader of JSON says
     */
    public static Status notJson(String kind, String problem, byte[] body) {
        return Status.badRequest("the object provided is unrecognized (must be of type " + kind + "): couldn't get version/kind; json parse error: "
                + problem + " (" + summary(body) + ")");
    }

    /** What the client may recognize its body by ({@code apiserver/pkg/endpoints/handlers/rest.go}, {@code summarizeData}). */
    private static String summary(byte[] body) {
        if (body.length == 0) {
            return "<empty>";
        }
        byte[] start = Arrays.copyOf(body, Math.min(SUMMARY, body.length));
        return (body[0] == '{' ? new String(start, StandardCharsets.UTF_8) : HexFormat.of().formatHex(start)) + (body.length > SUMMARY ? " ..." : "");
    }
}
