package dev.reconcile.web.kube;

import dev.reconcile.api.Status;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A response that is ready to be sent. */
record HttpReply(int code, String contentType, byte[] body, List<Header> headers) {
    record Header(String name, String value) {}

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";

    static HttpReply text(int code, String text) {
        return new HttpReply(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** What a path gets that nothing is behind ({@code http.NotFound} in Go). */
    static HttpReply noPage() {
        return text(404, "404 page not found\n");
    }

    static HttpReply status(Status status, HttpCall call) {
        HttpReply reply = json(status.code(), status.toJson(), call);
        long again = status.details().number(0, "retryAfterSeconds");
        return again > 0 ? reply.with("Retry-After", Long.toString(again)) : reply;
    }

    /** JSON, or YAML where the client prefers it. */
    static HttpReply json(int code, Object value, HttpCall call) {
        if (Accept.of(call).prefersYaml()) {
            return new HttpReply(code, YAML, Yaml.print(value).getBytes(StandardCharsets.UTF_8), List.of());
        }
        String text = call.pretty() ? JsonText.pretty(value) : JsonText.compact(value) + "\n";
        return new HttpReply(code, JSON, text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    HttpReply with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpReply(code, contentType, body, List.copyOf(more));
    }

    /** The texts as Warning headers ({@code apimachinery/pkg/util/net/http.go}, {@code NewWarningHeader}). */
    HttpReply warning(List<String> texts) {
        HttpReply reply = this;
        for (String text : texts) {
            String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
            reply = reply.with("Warning", "299 - \"" + quoted + "\"");
        }
        return reply;
    }
}
