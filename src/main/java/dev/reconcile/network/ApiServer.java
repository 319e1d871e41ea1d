package dev.reconcile.network;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The API server as a client without rights meets it over HTTPS: a few open paths, and a refusal for the rest
 * ({@code staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go}). What it serves to those with rights is served elsewhere.
 *
 * @param version the simulated Kubernetes' {@code v1.34.2}
 */
record ApiServer(String version) implements Connection.Peer {
    private static final List<String> OPEN = Arrays.asList("/healthz", "/livez", "/readyz");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String JSON = "application/json";

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        if (OPEN.contains(request.file())) {
            return HttpReply.text("ok");
        }
        if (request.file().equals("/version")) {
            String[] parts = version.substring(1).split("\\.");
            return HttpReply.of(200, JSON, JsonText.indented(Json.of("gitVersion", version, "major", parts[0], "minor", parts[1], "platform", "linux/amd64")));
        }
        if (!request.header("Authorization").isEmpty()) {
            return refused(UNAUTHORIZED, "Unauthorized", "Unauthorized", null);
        }
        return refused(FORBIDDEN, "Forbidden", "forbidden: User \"system:anonymous\" cannot get path \"%s\"".formatted(request.file()), Json.EMPTY);
    }

    private static HttpReply refused(int code, String reason, String message, Json details) {
        String text = """
                {
                  "kind": "Status",
                  "apiVersion": "v1",
                  "metadata": {},
                  "status": "Failure",
                  "message": %s,
                  "reason": "%s",
                %s  "code": %d
                }
                """.formatted(JsonText.compact(message), reason,
                details == null ? "" : "  \"details\": {},\n", code);
        return HttpReply.of(code, JSON, text.stripTrailing());
    }
}
