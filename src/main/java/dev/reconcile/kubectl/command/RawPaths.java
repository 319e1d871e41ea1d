package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
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

/** {@code kubectl get --raw}: what the server answers to a path, as it comes: documents about the server, objects and lists. */
final class RawPaths {
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    private RawPaths() {}

    static Step print(Call call, String raw) throws CommandFailure {
        String[] halves = raw.split("\\?", 2);
        List<String> segments = Arrays.stream(halves[0].split("/")).filter(segment -> !segment.isEmpty()).toList();
        Optional<String> page = page(call, segments);
        call.out().write(page.isPresent() ? page.get() : resource(call, halves[0], segments, halves.length > 1 ? halves[1] : ""));
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

    private static String resource(Call call, String whole, List<String> segments, String query) throws CommandFailure {
        ResourcePath path = ResourcePath.of(segments).orElseThrow(() -> CommandFailure.server(Status.noResource()));
        Kinds kinds = call.client().kinds();
        Kind kind = kinds.resource(path.group(), path.version(), path.plural())
                .filter(found -> found.namespaced() ? !path.namespace().isEmpty() || path.name().isEmpty() : path.namespace().isEmpty())
                .orElseThrow(() -> CommandFailure.server(Status.noResource()));
        if (ProxyPath.isOne(path)) {
            return proxied(call, kind, path, whole, query);
        }
        Verb verb = path.name().isEmpty() ? Verb.LIST : Verb.GET;
        Request request = new Request(call.caller(), verb, kind.resource(), path.namespace(), path.name(), path.subresource(), null, null, options(query));
        return text(call, kind, request);
    }

    /** What a server in a pod answers. */
    private static String proxied(Call call, Kind kind, ResourcePath path, String whole, String query) throws CommandFailure {
        ProxyPath to = ProxyPath.of(path, whole, query).orElseThrow(() -> CommandFailure.server(
                Status.badRequest("invalid %s request \"%s\"".formatted(kind.singular(), path.name()))));
        Options options = new Options(to.options(""));
        return text(call, kind, new Request(call.caller(), Verb.GET, kind.resource(), path.namespace(), to.name(), "proxy", null, null, options));
    }

    private static String text(Call call, Kind kind, Request request) throws CommandFailure {
        return switch (call.send(request)) {
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
