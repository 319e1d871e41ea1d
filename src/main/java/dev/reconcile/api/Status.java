package dev.reconcile.api;

import dev.reconcile.model.Json;
import java.util.List;

/**
 * Kubernetes' {@code Status}: why a request was refused. Texts follow {@code apimachinery/pkg/api/errors/errors.go}.
 *
 * @param reason {@code NotFound}, {@code Conflict}, …
 * @param details {@code {name, group, kind, causes}}
 * @param continueToken with which an expired list can go on all the same; empty for none
 */
public record Status(int code, String reason, String message, Json details, String continueToken) {
    public Status(int code, String reason, String message, Json details) {
        this(code, reason, message, details, "");
    }

    public static Status notFound(String resource, String name) {
        return new Status(404, "NotFound", "%s \"%s\" not found".formatted(resource, name), details(resource, name));
    }

    public static Status alreadyExists(String resource, String name) {
        return new Status(409, "AlreadyExists", "%s \"%s\" already exists".formatted(resource, name), details(resource, name));
    }

    public static Status conflict(String resource, String name, String why) {
        return new Status(409, "Conflict", "Operation cannot be fulfilled on %s \"%s\": %s".formatted(resource, name, why), details(resource, name));
    }

    /** The message of a write that looked at an older version (apiserver {@code registry/generic/registry/store.go}). */
    public static Status stale(String resource, String name) {
        return conflict(resource, name, "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static Status badRequest(String message) {
        return new Status(400, "BadRequest", message, Json.EMPTY);
    }

    public static Status forbidden(String resource, String name, String why) {
        String which = name.isEmpty() ? resource : resource + " \"" + name + "\"";
        return new Status(403, "Forbidden", which + " is forbidden: " + why, details(resource, name.isEmpty() ? null : name));
    }

    public static Status methodNotAllowed() {
        return new Status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", Json.EMPTY);
    }

    /** No such path. */
    public static Status noResource() {
        return new Status(404, "NotFound", "the server could not find the requested resource", Json.EMPTY);
    }

    /** The namespace that something was to be created in is about to go: whoever creates in it need not complain. */
    public boolean isOfTerminatingNamespace() {
        return details.objects("causes").stream().anyMatch(cause -> "NamespaceTerminating".equals(cause.text("reason")));
    }

    /** The same with another message. */
    public Status saying(String other) {
        return new Status(code, reason, other, details, continueToken);
    }

    public static Status internal(String message) {
        return new Status(500, "InternalError", "Internal error occurred: " + message, Json.of("causes", List.of(Json.of("message", message))));
    }

    public static Status tooLarge(String message) {
        return new Status(413, "RequestEntityTooLarge", message, Json.EMPTY);
    }

    public static Status tooManyRequests(String message) {
        return new Status(429, "TooManyRequests", message, Json.EMPTY);
    }

    /** A revision of which nothing is known any more. */
    public static Status expired(String message) {
        return new Status(410, "Expired", message, Json.EMPTY);
    }

    Status continuing(String token) {
        return new Status(code, reason, message, details, token);
    }

    /** A read at a revision that has not come yet ({@code apiserver/pkg/storage/errors.go}). */
    static Status tooLargeRevision(long wanted, long current) {
        Json cause = Json.of("reason", "ResourceVersionTooLarge", "message", "Too large resource version");
        return new Status(504, "Timeout", "Timeout: Too large resource version: %d, current: %d".formatted(wanted, current),
                Json.of("causes", List.of(cause), "retryAfterSeconds", 1));
    }

    /** @param groupKind {@code Deployment.apps}, {@code Pod} */
    public static Status invalid(String groupKind, String name, List<Problems.Problem> problems) {
        List<String> texts = problems.stream().map(Problems.Problem::text).distinct().toList();
        String all = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
        List<Json> causes = problems.stream()
                .map(p -> Json.of("reason", p.type().reason(), "message", p.message(), "field", p.field()))
                .toList();
        Json details = Json.of("name", name, "group", group(groupKind), "kind", plain(groupKind), "causes", causes);
        return new Status(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(groupKind, name, all), details);
    }

    private static Json details(String resource, String name) {
        return Json.of("name", name, "group", group(resource), "kind", plain(resource));
    }

    private static String group(String qualified) {
        int dot = qualified.indexOf('.');
        return dot < 0 ? null : qualified.substring(dot + 1);
    }

    private static String plain(String qualified) {
        int dot = qualified.indexOf('.');
        return dot < 0 ? qualified : qualified.substring(0, dot);
    }

    /** The object as it goes over the wire. */
    public Json toJson() {
        Json metadata = continueToken.isEmpty() ? Json.EMPTY : Json.of("continue", continueToken);
        return Json.of(
                "kind", "Status", "apiVersion", "v1", "metadata", metadata, "status", "Failure",
                "message", message, "reason", reason.isEmpty() ? null : reason, "details", details.isEmpty() ? null : details, "code", code);
    }
}
