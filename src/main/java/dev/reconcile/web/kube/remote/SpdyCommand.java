package dev.reconcile.web.kube.remote;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.workshop.Dialogue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The remote command protocol over SPDY: a stream each for input, output, errors, the size of the window, and how it ended. */
final class SpdyCommand implements SpdyConnection.Listener, Conversing.Ear {
    private static final int SECONDS_TO_OPEN = 30;
    private static final int SECONDS_TO_LEAVE = 5;

    private final SpdyConnection connection;
    private final Dialogue dialogue;
    private final Peer peer;
    private final Map<String, Integer> streams = new ConcurrentHashMap<>();
    private final AtomicInteger missing;
    private final Utf8Reader input = new Utf8Reader();

    /** @param expected how many streams the client will open */
    SpdyCommand(SpdyConnection connection, Dialogue dialogue, Peer peer, int expected) {
        this.connection = connection;
        this.dialogue = dialogue;
        this.peer = peer;
        this.missing = new AtomicInteger(expected);
    }

    /** Returns when it is over. */
    void run() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_OPEN);
        while (missing.get() > 0 && peer.isThere() && peer.awaitNews(end - System.nanoTime())) {
            continue;
        }
        if (missing.get() > 0) {
            dialogue.close();
            return;
        }
        Conversing.run(dialogue, peer, this);
        // The client closes the connection when it has read everything.
        for (int i = 0; peer.isThere() && i < SECONDS_TO_LEAVE; i++) {
            peer.awaitNews(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Override
    public void opened(int stream, Map<String, String> headers) {
        if (streams.put(headers.getOrDefault("streamtype", ""), stream) == null) {
            missing.decrementAndGet();
            peer.changed();
        }
    }

    @Override
    public void data(int stream, byte[] bytes, boolean last) {
        if (is(stream, "stdin")) {
            if (bytes.length > 0) {
                dialogue.type(input.read(bytes));
            }
            if (last) {
                dialogue.endInput();
            }
        } else if (is(stream, "resize") && bytes.length > 0) {
            WebSocketChannels.resize(new String(bytes, StandardCharsets.UTF_8), dialogue);
        }
    }

    private boolean is(int stream, String type) {
        return Integer.valueOf(stream).equals(streams.get(type));
    }

    @Override
    public void gone() {
        peer.leave();
    }

    @Override
    public void out(byte[] bytes) {
        send("stdout", bytes);
    }

    @Override
    public void err(byte[] bytes) {
        send("stderr", bytes);
    }

    private void send(String type, byte[] bytes) {
        Integer stream = streams.get(type);
        if (stream != null) {
            connection.data(stream, bytes);
        }
    }

    @Override
    public void end(Dialogue.Turn last, Json status) {
        send("error", JsonText.compact(status).getBytes(StandardCharsets.UTF_8));
        for (String type : new String[] {"error", "stdout", "stderr"}) {
            Integer stream = streams.get(type);
            if (stream != null) {
                connection.finish(stream);
            }
        }
    }
}
