package dev.reconcile.web.kube;

import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.discovery.ResourcePath;
import dev.reconcile.model.Json;
import dev.reconcile.web.Gate;
import dev.reconcile.web.StreamGate;
import dev.reconcile.web.kube.remote.Upgrade;
import dev.reconcile.workshop.Answer;
import dev.reconcile.workshop.Client;
import dev.reconcile.workshop.Limits;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.Sessions;
import dev.reconcile.workshop.Token;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Kubernetes API of every session, below {@code /k8s/<session>}: reads a request whole, lets in whoever holds the session's token, and answers on a
 * virtual thread.
 */
@Singleton
public class KubernetesApi {
    private static final System.Logger LOG = System.getLogger(KubernetesApi.class.getName());

    private final Sessions sessions;
    private final Gate gate;
    private final Clock wall = Clock.systemUTC();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    public KubernetesApi(Sessions sessions, Gate gate) {
        this.sessions = sessions;
        this.gate = gate;
    }

    void serve(@Observes Router router) {
        router.route("/k8s/*").handler(this::receive);
    }

    private void receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (Upgrade.isWebSocket(request)) {
            request.pause();
            executor.execute(() -> answer(request, new byte[0]));
            return;
        }
        Buffer body = Buffer.buffer();
        boolean[] tooLarge = {false};
        request.handler(part -> {
            tooLarge[0] |= body.length() + part.length() > Limits.REQUEST_BYTES;
            if (!tooLarge[0]) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> executor.execute(() -> answer(request, tooLarge[0] ? null : body.getBytes())));
        request.resume();
    }

    private void answer(HttpServerRequest request, byte[] body) {
        Address address = Address.of(request.path());
        try {
            Optional<HttpCall> call = HttpCall.of(request.method().name(), address.path(), request.query(), name -> request.headers().getAll(name), body);
            if (call.isEmpty()) {
                send(request, HttpReply.text(400, "400 Bad Request\n"), wall.millis());
            } else {
                answer(request, address, call.get());
            }
        } catch (RuntimeException | Error e) {
            // Errors too: on a thread of its own nobody else would answer the client.
            LOG.log(System.Logger.Level.ERROR, "A request on a cluster failed", e);
            String status = new Status(500, "InternalError", "Internal error occurred: the lab made a mistake; it is written down in its log", Json.EMPTY)
                    .toJson().toString();
            send(request, new HttpReply(500, HttpReply.JSON, status.getBytes(StandardCharsets.UTF_8), List.of()), wall.millis());
        }
    }

    private void answer(HttpServerRequest request, Address address, HttpCall call) {
        Optional<Token> token = address.token().or(() -> token(request, address.session()));
        if (token.isEmpty() || !gate.admits(address.session(), token.get())) {
            send(request, HttpReply.status(new Status(401, "Unauthorized", "Unauthorized", Json.EMPTY), call), wall.millis());
            return;
        }
        if (!(sessions.open(address.session()) instanceof Answer.Good<Session>(Session session))) {
            Status elsewhere = new Status(503, "ServiceUnavailable", "the server is currently unable to handle the request", Json.of("retryAfterSeconds", 1));
            send(request, HttpReply.status(elsewhere, call), wall.millis());
            return;
        }
        Client client = new Client(call.header("User-Agent"), call.header("Kubectl-Command"), call.header("Kubectl-Session"));
        if (!session.clients().traffic().admits(client, wall.millis())) {
            send(request, HttpReply.status(tooMany(), call), wall.millis());
        } else if (call.body() == null) {
            send(request, HttpReply.status(Status.tooLarge("Request entity too large: limit is " + Limits.REQUEST_BYTES), call), wall.millis());
        } else {
            serve(request, session, client, call);
        }
    }

    private static Status tooMany() {
        return new Status(429, "TooManyRequests", "Too many requests, please try again later.", Json.of("retryAfterSeconds", 1));
    }

    private static Optional<Token> token(HttpServerRequest request, String id) {
        Cookie cookie = request.getCookie(Gate.cookieName(id));
        return Gate.token(request.getHeader("Authorization"), cookie == null ? null : cookie.getValue());
    }

    private void serve(HttpServerRequest request, Session session, Client client, HttpCall call) {
        Optional<Request> streaming = ResourcePath.of(call.segments()).flatMap(path -> Resources.streaming(path, call));
        if (Upgrade.isWanted(request) && streaming.isPresent()) {
            upgrade(request, session, call, new Upgrade(request, session, client, streaming.get(), executor));
            return;
        }
        switch (new Routes(session, client, request.authority() == null ? "" : request.authority().toString()).answer(call)) {
            case Routes.Outcome.Whole(HttpReply reply) -> {
                Optional<String> ahead = session.clients().traffic().clockWarning(client, session.clock().now(), wall.millis());
                send(request, reply.warning(ahead.stream().toList()), session.clock().now());
            }
            case Routes.Outcome.Stream(Routes.Streaming stream) -> {
                if (!held(session, () -> stream(request, stream))) {
                    send(request, HttpReply.status(tooMany(), call), wall.millis());
                }
            }
        }
    }

    /** Watches may go over a WebSocket too, which fabric8's client prefers. */
    private static void stream(HttpServerRequest request, Routes.Streaming stream) {
        if (Upgrade.isWebSocket(request) && stream instanceof WatchStream watch) {
            watch.run(request);
        } else {
            read(request);
            stream.run(request.response());
        }
    }

    /** Keeps a connection open, and with it the session's clock running. False if there are too many. */
    private static boolean held(Session session, Runnable connection) {
        if (!session.clients().traffic().open()) {
            return false;
        }
        Session.Listener looking = () -> { };
        session.listen(looking);
        try {
            connection.run();
        } finally {
            session.unlisten(looking);
            session.clients().traffic().close();
        }
        return true;
    }

    private void upgrade(HttpServerRequest request, Session session, HttpCall call, Upgrade upgrade) {
        if (!StreamGate.sameOrigin(request.getHeader("Origin"), request.authority() == null ? null : request.authority().toString())) {
            send(request, HttpReply.status(new Status(403, "Forbidden", "forbidden: the page comes from elsewhere", Json.EMPTY), call), wall.millis());
        } else if (!held(session, () -> upgrade.run().ifPresent(refused -> send(request, HttpReply.status(refused, call), wall.millis())))) {
            send(request, HttpReply.status(tooMany(), call), wall.millis());
        }
    }

    /** Reads on where a WebSocket was wanted that there will not be. */
    private static void read(HttpServerRequest request) {
        if (Upgrade.isWebSocket(request) && !request.isEnded()) {
            request.resume();
        }
    }

    /** @param now what the Date header says: the time of the cluster */
    private static void send(HttpServerRequest request, HttpReply reply, long now) {
        read(request);
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(reply.code())
                .putHeader("Content-Type", reply.contentType())
                .putHeader("Cache-Control", "no-cache, private")
                .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC)));
        reply.headers().forEach(header -> response.headers().add(header.name(), header.value()));
        if (request.method().name().equals("HEAD")) {
            response.end();
        } else {
            response.end(Buffer.buffer(reply.body()));
        }
    }
}
