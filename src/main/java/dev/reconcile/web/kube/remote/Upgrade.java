package dev.reconcile.web.kube.remote;

import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.workshop.Client;
import dev.reconcile.workshop.Clients;
import dev.reconcile.workshop.Dialogue;
import dev.reconcile.workshop.Session;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A request that wants to leave HTTP behind: exec, attach or port-forward. kubectl up to 1.30 upgrades to SPDY, later ones to a WebSocket, and for ports to
 * SPDY inside a WebSocket.
 */
public final class Upgrade {
    /** SPDY frames as messages of a WebSocket, for forwarded ports. */
    public static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";

    private static final String PORTS = "portforward.k8s.io";
    private static final String SPDY = "SPDY/3.1";

    private final HttpServerRequest http;
    private final Session session;
    private final Client client;
    private final Request request;
    private final ExecutorService executor;

    /** @param request on the subresource, with the options of the query */
    public Upgrade(HttpServerRequest http, Session session, Client client, Request request, ExecutorService executor) {
        this.http = http;
        this.session = session;
        this.client = client;
        this.request = request;
        this.executor = executor;
    }

    public static boolean isWanted(HttpServerRequest request) {
        return request.getHeader("Upgrade") != null;
    }

    public static boolean isWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    /** Carries it to its end, or says why not. */
    public Optional<Status> run() {
        boolean ports = request.subresource().equals("portforward");
        if (!isWebSocket(http) && !SPDY.equalsIgnoreCase(http.getHeader("Upgrade"))) {
            return Optional.of(Status.badRequest("unable to upgrade: missing upgrade headers in request"));
        }
        if (ports) {
            return isWebSocket(http) ? tunnel() : spdyPorts();
        }
        return switch (session.clients().connect(client, request, new Dialogue.Window(flag("tty")))) {
            case Clients.Connected.Refused refused -> Optional.of(refused.status());
            case Clients.Connected.Open open -> {
                if (isWebSocket(http)) {
                    WebSocketChannels channels = new WebSocketChannels(open.dialogue(), oneByOne());
                    webSocket(http, channels::listen).ifPresentOrElse(socket -> channels.run(), () -> open.dialogue().close());
                } else {
                    spdyCommand(open.dialogue());
                }
                yield Optional.empty();
            }
        };
    }

    private boolean flag(String name) {
        return List.of("true", "1").contains(request.options().values().textOrEmpty(name));
    }

    /** One task after another, each on a thread that may wait. */
    private Executor oneByOne() {
        ReentrantLock turn = new ReentrantLock(true);
        java.util.ArrayDeque<Runnable> waiting = new java.util.ArrayDeque<>();
        return task -> {
            synchronized (waiting) {
                waiting.add(task);
            }
            executor.execute(() -> {
                turn.lock();
                try {
                    Runnable next;
                    synchronized (waiting) {
                        next = waiting.poll();
                    }
                    next.run();
                } finally {
                    turn.unlock();
                }
            });
        };
    }

    /**
     * Makes it a WebSocket; empty if the client has gone.
     *
     * @param handlers puts handlers on it before anything can come
     */
    public static Optional<ServerWebSocket> webSocket(HttpServerRequest request, Consumer<ServerWebSocket> handlers) {
        return request.connection() instanceof Http1xServerConnection connection
                ? onItsThread(connection, () -> request.toWebSocket().onSuccess(handlers::accept))
                : Optional.empty();
    }

    /** Changes a connection where its bytes are read: from another thread, what comes at once would meet no handler, or wait in a queue that is not made for two. */
    private static <T> Optional<T> onItsThread(Http1xServerConnection connection, Supplier<Future<T>> change) {
        Promise<T> changed = Promise.promise();
        connection.getContext().execute(() -> change.get().onComplete(changed));
        return awaited(changed.future());
    }

    private static <T> Optional<T> awaited(Future<T> future) {
        try {
            CompletableFuture<T> result = future.toCompletionStage().toCompletableFuture();
            return Optional.of(result.get());
        } catch (ExecutionException e) {
            // The client has gone while its connection was being changed.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Answers the upgrade by hand: Vert.x gives the bare connection only after a GET, and older clients send POST. Empty if the client has gone.
     *
     * @param handlers puts handlers on it before anything can come
     */
    private Optional<NetSocket> bare(String protocol, Consumer<NetSocket> handlers) {
        return http.connection() instanceof Http1xServerConnection connection
                ? onItsThread(connection, () -> connection.netSocket().onSuccess(socket -> {
                    handlers.accept(socket);
                    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: " + SPDY + "\r\nX-Stream-Protocol-Version: " + protocol
                            + "\r\n\r\n");
                }))
                : Optional.empty();
    }

    private void spdyCommand(Dialogue dialogue) {
        Peer peer = new Peer();
        int expected = 1 + (flag("stdin") ? 1 : 0) + (flag("stdout") ? 1 : 0) + (flag("tty") ? 1 : flag("stderr") ? 1 : 0);
        SpdyConnection connection = new SpdyConnection(peer);
        SpdyCommand command = new SpdyCommand(connection, dialogue, peer, expected);
        bare(WebSocketChannels.V4, socket -> receive(socket, peer, connection, command)).ifPresentOrElse(socket -> {
            command.run();
            socket.close();
        }, dialogue::close);
    }

    private void receive(NetSocket socket, Peer peer, SpdyConnection connection, SpdyConnection.Listener listener) {
        Executor inbox = oneByOne();
        connection.over(socket::write);
        socket.closeHandler(nothing -> peer.leave());
        socket.exceptionHandler(failure -> peer.leave());
        socket.handler(bytes -> inbox.execute(() -> connection.receive(bytes.getBytes(), listener)));
    }

    private Optional<Status> spdyPorts() {
        Peer peer = new Peer();
        SpdyConnection connection = new SpdyConnection(peer);
        bare(PORTS, socket -> receive(socket, peer, connection, ports(connection, peer))).ifPresent(socket -> {
            stay(peer);
            socket.close();
        });
        return Optional.empty();
    }

    private Optional<Status> tunnel() {
        Peer peer = new Peer();
        Executor inbox = oneByOne();
        SpdyConnection connection = new SpdyConnection(peer);
        SpdyPorts ports = ports(connection, peer);
        webSocket(http, socket -> {
            connection.over(socket::writeBinaryMessage);
            socket.closeHandler(nothing -> peer.leave());
            socket.exceptionHandler(failure -> peer.leave());
            socket.binaryMessageHandler(bytes -> inbox.execute(() -> connection.receive(bytes.getBytes(), ports)));
        }).ifPresent(socket -> {
            stay(peer);
            socket.close();
        });
        return Optional.empty();
    }

    private SpdyPorts ports(SpdyConnection connection, Peer peer) {
        return new SpdyPorts(connection, peer, port -> session.clients().connect(client, withPort(port), new Dialogue.Window(false)), executor);
    }

    private Request withPort(String port) {
        return new Request(request.caller(), request.verb(), request.resource(), request.namespace(), request.name(), request.subresource(), null, null,
                request.options().with("ports", port));
    }

    private static void stay(Peer peer) {
        while (peer.isThere()) {
            peer.awaitNews(Long.MAX_VALUE);
        }
    }
}
