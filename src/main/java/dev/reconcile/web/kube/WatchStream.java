package dev.reconcile.web.kube;

import dev.reconcile.api.Watch;
import dev.reconcile.api.discovery.Discovery;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.web.kube.remote.Peer;
import dev.reconcile.web.kube.remote.Upgrade;
import dev.reconcile.workshop.Limits;
import dev.reconcile.workshop.Session;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Function;

/**
 * Sends the events of a watch, one JSON document each, as long as both sides want. It holds no queue: what the client has not taken yet stays in
 * the log.
 */
final class WatchStream implements Routes.Streaming {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Session session;
    private final Watch watch;
    private final Representation shown;
    private final long seconds;
    private boolean first = true;

    WatchStream(Session session, Watch watch, Representation shown, HttpCall call) {
        this.session = session;
        this.watch = watch;
        this.shown = shown;
        String timeout = call.parameter("timeoutSeconds");
        this.seconds = timeout.matches("[1-9]\\d{0,8}") ? Long.parseLong(timeout) : Limits.WATCH_SECONDS;
    }

    @Override
    public void run(HttpServerResponse response) {
        Peer client = new Peer();
        response.closeHandler(nothing -> client.leave());
        response.exceptionHandler(failure -> client.leave());
        response.putHeader("Content-Type", HttpReply.JSON).putHeader("Cache-Control", "no-cache, private").setChunked(true);
        client.await(response.write(Buffer.buffer()));
        tell(client, line -> response.write(line + "\n"));
        if (client.isThere()) {
            response.end();
        }
    }

    /** The same over a WebSocket, with a message for each event. */
    void run(HttpServerRequest request) {
        Peer client = new Peer();
        Upgrade.webSocket(request, opened -> {
            opened.closeHandler(nothing -> client.leave());
            opened.exceptionHandler(failure -> client.leave());
        }).ifPresent(socket -> {
            tell(client, socket::writeTextMessage);
            if (client.isThere()) {
                socket.close();
            }
        });
    }

    /** Returns when the watch is over, or nobody listens any more. */
    private void tell(Peer client, Function<String, Future<Void>> transport) {
        long end = System.nanoTime() + seconds * SECOND_NANOS;
        session.listen(client);
        try {
            while (client.isThere() && !session.isLost()) {
                for (Watch.Event event : session.clients().next(watch)) {
                    if (client.isThere()) {
                        client.await(transport.apply(line(event)));
                    }
                }
                if (watch.ended() || !client.awaitNews(end - System.nanoTime())) {
                    break;
                }
            }
        } finally {
            session.unlisten(client);
        }
    }

    private String line(Watch.Event event) {
        Json object = switch (event.type()) {
            case ADDED, MODIFIED, DELETED -> shown.event(event.object(), session.clock().now(), first);
            case BOOKMARK -> shown.shape() == Accept.Shape.TABLE ? shown.bookmark(event.object()) : event.object().tree();
            case ERROR -> event.object().tree();
        };
        first = false;
        // Upstream's order: clients that read by eye see the type first.
        return JsonText.compact(Discovery.fields("type", event.type().name(), "object", object));
    }
}
