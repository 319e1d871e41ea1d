package dev.reconcile.kubectl;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.ApiClient;
import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubernetesVersion;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Writes each request to the error stream, as kubectl does with {@code -v=6} and above ({@code client-go/transport/round_trippers.go}). */
final class RequestLog implements ApiClient {
    /** From this level of {@code -v} on. */
    static final int LEAST = 6;
    /** From here on requests are shown with their headers, and from the next level on with what they carry. */
    private static final int HEADERS = 7;
    private static final int BODIES = 8;
    /** Of a body at level 8. */
    private static final int SHOWN_CHARACTERS = 1024;
    private static final int PROCESS = 2314;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MMdd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final List<String> IN_BODY = List.of("propagationPolicy", "gracePeriodSeconds", "preconditions", "orphanDependents", "force");

    private final ApiClient client;
    private final Output err;
    private final String server;
    private final int level;
    private final LongSupplier now;

    RequestLog(ApiClient client, Output err, String server, int level, LongSupplier now) {
        this.client = client;
        this.err = err;
        this.server = server;
        this.level = level;
        this.now = now;
    }

    @Override
    public Caller caller() {
        return client.caller();
    }

    @Override
    public Kinds kinds() {
        return client.kinds();
    }

    @Override
    public StreamReply connect(Request request, Stdio io, World world) {
        line("round_trippers.go:632", "\"Response\" verb=\"POST\" url=\"" + url(request) + "\" status=\"101 Switching Protocols\" milliseconds=1");
        return client.connect(request, io, world);
    }

    @Override
    public Forwards forwards() {
        return client.forwards();
    }

    @Override
    public long position() {
        return client.position();
    }

    @Override
    public Reply send(Request request) {
        if (!request.caller().person()) {
            return client.send(request);
        }
        before(request);
        Reply reply = client.send(request);
        after(request, reply);
        return reply;
    }

    private void before(Request request) {
        if (level >= BODIES) {
            Object body = request.patch() != null ? request.patch().document() : request.body();
            body("Request Body", body == null ? "" : JsonText.compact(body));
        }
        if (level >= HEADERS) {
            String type = request.patch() != null ? "\tContent-Type: " + request.patch().type().mediaType() + "\n"
                    : request.body() != null ? "\tContent-Type: application/json\n" : "";
            line("round_trippers.go:527", "\"Request\" verb=\"" + method(request.verb()) + "\" url=\"" + url(request) + "\" headers=<\n\tAccept: application/json\n"
                    + type + "\tUser-Agent: kubectl/" + KubernetesVersion.GIT + " (linux/amd64)\n >");
        }
    }

    private void after(Request request, Reply reply) {
        String asked = level >= HEADERS ? "" : " verb=\"" + method(request.verb()) + "\" url=\"" + url(request) + "\"";
        line("round_trippers.go:632", "\"Response\"" + asked + " status=\"" + status(reply) + "\" milliseconds=1");
        if (level >= BODIES) {
            body("Response Body", text(reply));
        }
    }

    private void body(String what, String text) {
        boolean cut = level == BODIES && text.length() > SHOWN_CHARACTERS;
        String shown = cut ? text.substring(0, SHOWN_CHARACTERS) : text;
        line("helper.go:105", "\"" + what + "\" body=\"" + shown.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + (cut ? " [truncated " + (text.length() - SHOWN_CHARACTERS) + " chars]" : "") + "\"");
    }

    private void line(String where, String text) {
        err.line("I" + STAMP.format(Instant.ofEpochMilli(now.getAsLong()).atOffset(ZoneOffset.UTC)) + "%8d ".formatted(PROCESS) + where + "] " + text);
    }

    private static String text(Reply reply) {
        return switch (reply) {
            case Reply.One one -> one.object().tree().toString();
            case Reply.Many many -> Json.of("kind", many.kind().kind() + "List", "apiVersion", many.kind().apiVersion(),
                    "metadata", Json.of("resourceVersion", Long.toString(many.revision())), "items", many.items().stream().map(item -> item.tree()).toList()).toString();
            case Reply.Text plain -> plain.text();
            case Reply.Failed failed -> failed.status().toJson().toString();
            case Reply.Watching watching -> "";
        };
    }

    private static String status(Reply reply) {
        int code = switch (reply) {
            case Reply.One one -> one.code();
            case Reply.Failed failed -> failed.status().code();
            case Reply.Many many -> 200;
            case Reply.Text text -> text.code();
            case Reply.Watching watching -> 200;
        };
        return code + switch (code) {
            case 200 -> " OK";
            case 201 -> " Created";
            case 400 -> " Bad Request";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 405 -> " Method Not Allowed";
            case 409 -> " Conflict";
            case 410 -> " Gone";
            case 415 -> " Unsupported Media Type";
            case 422 -> " Unprocessable Entity";
            case 429 -> " Too Many Requests";
            default -> " Internal Server Error";
        };
    }

    private static String method(Verb verb) {
        return switch (verb) {
            case GET, LIST, WATCH -> "GET";
            case CREATE -> "POST";
            case UPDATE -> "PUT";
            case PATCH -> "PATCH";
            case DELETE, DELETE_COLLECTION -> "DELETE";
        };
    }

    private String url(Request request) {
        StringBuilder url = new StringBuilder(server);
        Kind kind = kinds().resource(request.resource()).orElse(null);
        String version = kind == null ? "v1" : kind.apiVersion();
        url.append(version.contains("/") ? "/apis/" : "/api/").append(version);
        if (!request.namespace().isEmpty()) {
            url.append("/namespaces/").append(request.namespace());
        }
        url.append('/').append(kind == null ? request.resource() : kind.plural());
        for (String part : List.of(request.name(), request.subresource())) {
            url.append(part.isEmpty() ? "" : "/" + part);
        }
        List<String> query = query(request);
        return url.append(query.isEmpty() ? "" : "?" + String.join("&", query)).toString();
    }

    private static List<String> query(Request request) {
        List<String> query = new ArrayList<>();
        request.options().values().forEach((name, value) -> {
            boolean inBody = request.verb() == Verb.DELETE && IN_BODY.contains(name);
            for (Object each : inBody ? List.of() : value instanceof List<?> list ? list : List.of(value)) {
                query.add(name + "=" + URLEncoder.encode(each.toString(), StandardCharsets.UTF_8));
            }
        });
        if (request.verb() == Verb.LIST) {
            query.add("limit=500");
        }
        if (request.verb() == Verb.WATCH) {
            query.add("watch=true");
        }
        return query.stream().sorted().toList();
    }
}
