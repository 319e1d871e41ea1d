package dev.reconcile.web.kube;

import dev.reconcile.api.Kind;
import dev.reconcile.api.discovery.Discovery;
import dev.reconcile.api.discovery.ResourcePath;
import dev.reconcile.model.JsonText;
import dev.reconcile.kubectl.openapi.OpenApi;
import dev.reconcile.workshop.Client;
import dev.reconcile.workshop.Session;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a path means: a document about the server, or a verb on a resource. */
final class Routes {
    /** What a request leads to. */
    sealed interface Outcome {
        record Whole(HttpReply reply) implements Outcome {}

        record Stream(Streaming stream) implements Outcome {}
    }

    /** A response that is written bit by bit. */
    interface Streaming {
        /** Returns when it is over. */
        void run(HttpServerResponse response);
    }

    private final Session session;
    private final Client client;
    private final String address;

    /** @param address host and port by which the client came */
    Routes(Session session, Client client, String address) {
        this.session = session;
        this.client = client;
        this.address = address;
    }

    Outcome answer(HttpCall call) {
        Optional<HttpReply> document = document(call);
        if (document.isPresent()) {
            return new Outcome.Whole(document.get());
        }
        Optional<ResourcePath> path = ResourcePath.of(call.segments());
        Optional<Kind> kind = path.flatMap(found -> Resources.kind(session, found));
        return kind.isPresent()
                ? new Resources(session, client, call).answer(path.get(), kind.get())
                : new Outcome.Whole(HttpReply.noPage());
    }

    private Optional<HttpReply> document(HttpCall call) {
        List<String> segments = call.segments();
        if (segments.isEmpty()) {
            return Optional.of(pretty(Map.of("paths", new Discovery(session.clients().kinds()).paths())));
        }
        String first = segments.getFirst();
        return switch (first) {
            case "healthz", "livez", "readyz" -> Optional.of(ServerPages.health(first, segments.subList(1, segments.size()), call));
            case "version" -> segments.size() == 1 ? Optional.of(pretty(Discovery.version())) : Optional.empty();
            case "openapi" -> openApi(call, segments);
            case "api", "apis" -> discovery(call, segments, first.equals("api"));
            default -> Optional.empty();
        };
    }

    private Optional<HttpReply> openApi(HttpCall call, List<String> segments) {
        OpenApi documents = OpenApi.of(List.copyOf(session.clients().kinds().served()));
        if (segments.equals(List.of("openapi", "v2"))) {
            String wanted = Accept.of(call).ranges().getFirst().type();
            boolean protobuf = wanted.equals(OpenApi.PROTOBUF_WANTED) || wanted.equals(OpenApi.PROTOBUF);
            return Optional.of(protobuf
                    ? new HttpReply(200, OpenApi.PROTOBUF, documents.secondAsProtobuf(), List.of())
                    : new HttpReply(200, HttpReply.JSON, documents.second(), List.of()));
        }
        if (segments.size() < 2 || !segments.get(1).equals("v3")) {
            return Optional.empty();
        }
        return segments.size() == 2
                ? Optional.of(HttpReply.json(200, documents.index(), call))
                : documents.third(String.join("/", segments.subList(2, segments.size())))
                        .map(document -> new HttpReply(200, HttpReply.JSON, document, List.of()));
    }

    private Optional<HttpReply> discovery(HttpCall call, List<String> segments, boolean core) {
        Discovery discovery = new Discovery(session.clients().kinds());
        Optional<String> aggregated = AggregatedDiscovery.wanted(Accept.of(call));
        if (segments.size() == 1 && aggregated.isPresent()) {
            Map<String, Object> all = new AggregatedDiscovery(session.clients().kinds()).document(aggregated.get(), core);
            return Optional.of(new HttpReply(200, AggregatedDiscovery.mediaType(aggregated.get()),
                    JsonText.compact(all).getBytes(StandardCharsets.UTF_8), List.of()).with("Vary", "Accept"));
        }
        Optional<Map<String, Object>> document = switch (segments.size()) {
            case 1 -> Optional.of(core ? Discovery.api(address) : discovery.apis());
            case 2 -> core ? discovery.resources("", segments.get(1)) : discovery.apis(segments.get(1));
            case 3 -> core ? Optional.empty() : discovery.resources(segments.get(1), segments.get(2));
            default -> Optional.empty();
        };
        return document.map(found -> HttpReply.json(200, found, call));
    }

    /** Documents that upstream always prints for people. */
    private static HttpReply pretty(Object value) {
        return new HttpReply(200, HttpReply.JSON, JsonText.pretty(value).getBytes(StandardCharsets.UTF_8), List.of());
    }
}
