package dev.reconcile.network;

import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Subresource;
import dev.reconcile.api.Verb;
import dev.reconcile.kubelet.Nodes;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Connection;
import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code pods/proxy} and {@code services/proxy}: the API server asks a pod over HTTP and hands on what it says ({@code ResourceLocation} in
 * {@code pkg/registry/core/pod/strategy.go} and {@code pkg/registry/core/service/storage/storage.go}). Options: {@code scheme}, {@code port}, {@code path}
 * with its query, {@code body}. Of headers only the type of the content comes back, and links in pages stay as they are.
 */
public final class ApiProxy implements Subresource {
    private static final int UNAVAILABLE = 503;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Where a request is to go. */
    private sealed interface Place {
        record At(String address, int port) implements Place {}

        record Nowhere(Status status) implements Place {}
    }

    private final View view;
    private final ClusterNetwork network;

    public ApiProxy(View view, ClusterNetwork network) {
        this.view = view;
        this.network = network;
    }

    @Override
    public Reply handle(Request request, KubeObject target) {
        Json options = request.options().values();
        boolean secure = options.textOrEmpty("scheme").equals("https");
        Place place = target.kind().equals("Service") ? behind(target, options.textOrEmpty("port")) : in(target, options.textOrEmpty("port"), secure);
        return switch (place) {
            case Place.Nowhere nowhere -> new Reply.Failed(nowhere.status());
            case Place.At at when secure -> unreachable("http: server gave HTTP response to HTTPS client");
            case Place.At at -> ask(at, new HttpRequest(method(request.verb()), options.textOrEmpty("path"), Map.of("Host", at.address() + ":" + at.port()),
                    options.textOrEmpty("body")));
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

    /** Without a port it is the first that a container names. */
    private static Place in(KubeObject pod, String port, boolean secure) {
        String address = pod.status().textOrEmpty("podIP");
        if (address.isEmpty()) {
            return new Place.Nowhere(Status.badRequest("address not allowed"));
        }
        int usual = secure ? HTTPS_PORT : HTTP_PORT;
        if (port.isEmpty()) {
            return new Place.At(address, pod.spec().objects("containers").stream().flatMap(container -> container.objects("ports").stream())
                    .findFirst().map(first -> (int) first.number(usual, "containerPort")).orElse(usual));
        }
        return number(port).<Place>map(number -> new Place.At(address, number))
                .orElseGet(() -> new Place.Nowhere(unavailable("error trying to reach service: dial tcp: lookup tcp/" + port + ": unknown port")));
    }

    private Place behind(KubeObject service, String port) {
        String name = port;
        Optional<Integer> number = number(port);
        if (number.isPresent()) {
            Optional<Json> found = service.spec().objects("ports").stream().filter(each -> each.number(0, "port") == number.get()).findFirst();
            if (found.isEmpty()) {
                return new Place.Nowhere(unavailable("no service port %d found for service \"%s\"".formatted(number.get(), service.name())));
            }
            name = found.get().textOrEmpty("name");
        }
        String wanted = name;
        List<Backends.Endpoint> fitting = Backends.ready(service, view).stream().filter(endpoint -> endpoint.port(wanted).isPresent()).toList();
        if (fitting.isEmpty()) {
            return new Place.Nowhere(unavailable("no endpoints available for service \"%s\"".formatted(service.name())));
        }
        Backends.Endpoint chosen = Draw.of(service, fitting, "", view.now());
        return new Place.At(chosen.address(), chosen.port(wanted).orElseThrow());
    }

    private static Optional<Integer> number(String port) {
        return port.matches("\\d{1,5}") ? Optional.of(Integer.valueOf(port)) : Optional.empty();
    }

    private Reply ask(Place.At at, HttpRequest request) {
        String dial = "dial tcp " + at.address() + ":" + at.port() + ": ";
        return switch (network.fromNode(Nodes.CONTROL_PLANE).connect(at.address(), at.port())) {
            case Connection.Open open -> passedOn(open.peer().answer(request));
            case Connection.Closed.REFUSED -> unreachable(dial + "connect: connection refused");
            case Connection.Closed.NO_ROUTE -> unreachable(dial + "connect: no route to host");
            case Connection.Closed.SILENT -> unreachable(dial + "i/o timeout");
        };
    }

    private static Reply passedOn(HttpReply reply) {
        return reply.isHttp()
                ? new Reply.Text(reply.code(), reply.headers().getOrDefault("Content-Type", ""), reply.body())
                : unreachable("net/http: HTTP/1.x transport connection broken: malformed HTTP response \"%s\""
                        .formatted(reply.body().lines().findFirst().orElse("")));
    }

    private static Reply unreachable(String why) {
        return new Reply.Failed(unavailable("error trying to reach service: " + why));
    }

    private static Status unavailable(String message) {
        return new Status(UNAVAILABLE, "ServiceUnavailable", message, Json.EMPTY);
    }
}
