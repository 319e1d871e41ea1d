package dev.reconcile.kubectl.command;

import dev.reconcile.api.Deleted;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Unrecognized;
import dev.reconcile.api.Verb;
import dev.reconcile.api.discovery.Discovery;
import dev.reconcile.api.discovery.ProxyPath;
import dev.reconcile.api.discovery.ResourcePath;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.openapi.OpenApi;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code --raw}: what the server answers to a path, as it comes: documents about the server, objects and lists. */
final class RawPaths {
    private static final List<String> STREAMS = List.of("attach", "exec", "portforward");
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    private RawPaths() {}

    /**
     * Prints the answer.
     *
     * @param verb {@link Verb#GET}, {@link Verb#CREATE}, {@link Verb#UPDATE} or {@link Verb#DELETE}
     * @param raw a path, and a query if there is one
     * @param body empty for none
     */
    static Step answer(Call call, Verb verb, String raw, String body) throws CommandFailure {
        String[] halves = raw.split("\\?", 2);
        List<String> segments = Arrays.stream(halves[0].split("/")).filter(segment -> !segment.isEmpty()).toList();
        Optional<String> page = verb == Verb.GET ? page(call, segments) : Optional.empty();
        call.out().write(page.isPresent() ? page.get() : resource(call, verb, halves[0], segments, halves.length > 1 ? halves[1] : "", body));
        return Step.OK;
    }

    /** Empty where the path is not about the server itself. */
    private static Optional<String> page(Call call, List<String> segments) {
        Discovery discovery = new Discovery(call.client().kinds());
        if (segments.isEmpty()) {
            return Optional.of(JsonText.pretty(Map.of("paths", discovery.paths())));
        }
        boolean core = segments.getFirst().equals("api");
        return switch (segments.getFirst()) {
            case "healthz", "livez", "readyz" -> segments.size() == 1 ? Optional.of("ok") : Optional.empty();
            case "openapi" -> openApi(call, String.join("/", segments.subList(1, segments.size())));
            case "version" -> segments.size() == 1 ? Optional.of(JsonText.pretty(Discovery.version())) : Optional.empty();
            case "api", "apis" -> (switch (segments.size()) {
                case 1 -> Optional.of(core ? Discovery.api(call.config().server().replaceFirst("^https?://", "").replaceFirst("/.*", "")) : discovery.apis());
                case 2 -> core ? discovery.resources("", segments.get(1)) : discovery.apis(segments.get(1));
                case 3 -> core ? Optional.<Map<String, Object>>empty() : discovery.resources(segments.get(1), segments.get(2));
                default -> Optional.<Map<String, Object>>empty();
            }).map(document -> JsonText.compact(document) + "\n");
            default -> Optional.empty();
        };
    }

    private static Optional<String> openApi(Call call, String path) {
        OpenApi documents = OpenApi.of(List.copyOf(call.client().kinds().served()));
        Optional<byte[]> found = switch (path) {
            case "v2" -> Optional.of(documents.second());
            case "v3" -> Optional.of((JsonText.compact(documents.index()) + "\n").getBytes(StandardCharsets.UTF_8));
            default -> path.startsWith("v3/") ? documents.third(path.substring("v3/".length())) : Optional.empty();
        };
        return found.map(document -> new String(document, StandardCharsets.UTF_8));
    }

    private static String resource(Call call, Verb verb, String whole, List<String> segments, String query, String body) throws CommandFailure {
        ResourcePath path = ResourcePath.of(segments).orElseThrow(() -> CommandFailure.server(Status.noResource()));
        Kinds kinds = call.client().kinds();
        Kind kind = kinds.resource(path.group(), path.version(), path.plural())
                .filter(found -> found.namespaced() ? !path.namespace().isEmpty() || path.name().isEmpty() : path.namespace().isEmpty())
                .orElseThrow(() -> CommandFailure.server(Status.noResource()));
        if (ProxyPath.isOne(path)) {
            return proxied(call, verb, kind, path, whole, query, body);
        }
        Verb meant = !path.name().isEmpty() ? verb : verb == Verb.GET ? Verb.LIST : verb == Verb.DELETE ? Verb.DELETE_COLLECTION : verb;
        boolean everywhere = kind.namespaced() && path.namespace().isEmpty();
        boolean fits = switch (verb) {
            case CREATE -> path.name().isEmpty() && !everywhere || !path.subresource().isEmpty();
            case UPDATE -> !path.name().isEmpty();
            case DELETE -> !everywhere;
            case GET, LIST, WATCH, PATCH, DELETE_COLLECTION -> true;
        };
        if (!fits || path.subresource().isEmpty() && !kind.verbs().contains(meant.text())) {
            throw CommandFailure.server(Status.methodNotAllowed());
        }
        if (STREAMS.contains(path.subresource())) {
            throw CommandFailure.server(Status.badRequest("Upgrade request required"));
        }
        Options options = options(query);
        Json object = null;
        if (verb == Verb.CREATE || verb == Verb.UPDATE) {
            object = object(kind.kind(), body);
        } else if (verb == Verb.DELETE && !body.isEmpty()) {
            options = Deleted.options(options, object("DeleteOptions", body));
        }
        return text(call, kind, new Request(call.caller(), meant, kind.resource(), path.namespace(), path.name(), path.subresource(), object, null, options));
    }

    private static Json object(String kind, String body) throws CommandFailure {
        try {
            return JsonText.object(body);
        } catch (JsonText.Malformed e) {
            throw CommandFailure.server(Unrecognized.notJson(kind, e.getMessage(), body.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** What a server in a pod answers. */
    private static String proxied(Call call, Verb verb, Kind kind, ResourcePath path, String whole, String query, String body) throws CommandFailure {
        ProxyPath to = ProxyPath.of(path, whole, query).orElseThrow(() -> CommandFailure.server(
                Status.badRequest("invalid %s request \"%s\"".formatted(kind.singular(), path.name()))));
        Options options = new Options(to.options(body));
        return text(call, kind, new Request(call.caller(), verb, kind.resource(), path.namespace(), to.name(), "proxy", null, null, options));
    }

    private static String text(Call call, Kind kind, Request request) throws CommandFailure {
        return switch (call.send(request)) {
            case Reply.One one when request.verb() == Verb.DELETE && Deleted.isStatus(one.object()) -> JsonText.compact(Deleted.status(kind, one.object())) + "\n";
            case Reply.One one -> JsonText.compact(one.object().tree()) + "\n";
            case Reply.Many many -> JsonText.compact(list(kind, many)) + "\n";
            case Reply.Text text when text.code() >= FIRST_ERROR -> throw CommandFailure.server(refusal(text));
            case Reply.Text text -> text.text();
            case Reply.Watching watching -> throw new IllegalStateException("a watch where something was read");
            case Reply.Failed failed -> JsonText.compact(failed.status().toJson()) + "\n";
        };
    }

    /** What client-go makes of an answer that is no {@code Status} ({@code NewGenericServerResponse}). */
    private static Status refusal(Reply.Text answer) {
        return switch (answer.code()) {
            case 400 -> Status.badRequest("the server rejected our request for an unknown reason");
            case 403 -> new Status(403, "Forbidden", answer.text().strip(), Json.EMPTY);
            case 404 -> Status.noResource();
            case 405 -> Status.methodNotAllowed();
            case 503 -> new Status(503, "ServiceUnavailable", "the server is currently unable to handle the request", Json.EMPTY);
            default -> answer.code() < FIRST_SERVER_ERROR
                    ? new Status(answer.code(), "Unknown", "the server responded with the status code %d but did not return more information".formatted(answer.code()), Json.EMPTY)
                    : new Status(answer.code(), "InternalError", "an error on the server (\"%s\") has prevented the request from succeeding"
                            .formatted(answer.text().strip().replace("\n", "\\n").replace("\"", "\\\"")), Json.EMPTY);
        };
    }

    private static Json list(Kind kind, Reply.Many many) {
        Json metadata = Json.of("resourceVersion", Long.toString(many.revision()),
                "continue", many.continueToken().isEmpty() ? null : many.continueToken(),
                "remainingItemCount", many.remaining() > 0 ? many.remaining() : null);
        List<Json> items = many.items().stream().map(object -> object.tree().without("apiVersion").without("kind")).toList();
        return Json.of("apiVersion", kind.apiVersion(), "kind", kind.kind() + "List", "metadata", metadata, "items", items);
    }

    private static Options options(String query) {
        Options options = Options.NONE;
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                options = options.with(pair.substring(0, equals), value.matches("\\d{1,18}") ? (Object) Long.valueOf(value)
                        : value.matches("true|false") ? (Object) Boolean.valueOf(value) : value);
            }
        }
        return options;
    }
}
