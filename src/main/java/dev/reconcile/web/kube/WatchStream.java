package dev.reconcile.web.kube;

import dev.reconcile.api.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.workshop.Limits;
import dev.reconcile.workshop.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends the events of a watch, one JSON document each, as long as both sides want. It holds no queue: what the client has not taken yet stays in
 * the log.
 */
final class WatchStream {
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

    /** Returns when the watch is over. */
    void run(HttpServerResponse response) {
        Wire wire = new Wire(response);
        long end = System.nanoTime() + seconds * SECOND_NANOS;
        session.listen(wire);
        try {
            response.putHeader("Content-Type", HttpReply.JSON).putHeader("Cache-Control", "no-cache, private").setChunked(true);
            wire.send(Buffer.buffer());
            while (wire.isOpen() && !session.isLost()) {
                for (Watch.Event event : session.clients().next(watch)) {
                    wire.send(Buffer.buffer(line(event)));
                }
                if (watch.ended() || !wire.awaitNews(end - System.nanoTime())) {
                    break;
                }
            }
        } finally {
            session.unlisten(wire);
            wire.end();
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
        return JsonText.compact(Discovery.fields("type", event.type().name(), "object", object)) + "\n";
    }
}
