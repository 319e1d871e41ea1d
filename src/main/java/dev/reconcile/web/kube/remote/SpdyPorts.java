package dev.reconcile.web.kube.remote;

import dev.reconcile.model.Json;
import dev.reconcile.workshop.Clients;
import dev.reconcile.workshop.Dialogue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Forwarded ports over SPDY ({@code portforward.k8s.io}): for each connection that somebody makes to the client, the client opens a stream for its data and
 * one for what goes wrong.
 */
final class SpdyPorts implements SpdyConnection.Listener {
    /** A connection: its streams, of which one may be missing yet. */
    private static final class Pair {
        private final Utf8Reader input = new Utf8Reader();
        private int error;
        private int data;
        private Dialogue dialogue;
    }

    private final SpdyConnection connection;
    private final Peer peer;
    private final Function<String, Clients.Connected> connect;
    private final ExecutorService executor;
    private final Map<String, Pair> pairs = new ConcurrentHashMap<>();
    private final Map<Integer, Pair> byData = new ConcurrentHashMap<>();

    /** @param connect opens a connection to a port of the pod */
    SpdyPorts(SpdyConnection connection, Peer peer, Function<String, Clients.Connected> connect, ExecutorService executor) {
        this.connection = connection;
        this.peer = peer;
        this.connect = connect;
        this.executor = executor;
    }

    @Override
    public void opened(int stream, Map<String, String> headers) {
        Pair pair = pairs.computeIfAbsent(headers.getOrDefault("requestid", ""), id -> new Pair());
        boolean error = "error".equals(headers.get("streamtype"));
        if (error) {
            pair.error = stream;
        } else {
            pair.data = stream;
            byData.put(stream, pair);
        }
        if (pair.error != 0 && pair.data != 0) {
            pairs.remove(headers.getOrDefault("requestid", ""));
            begin(pair, headers.getOrDefault("port", ""));
        }
    }

    private void begin(Pair pair, String port) {
        switch (connect.apply(port)) {
            case Clients.Connected.Open open -> {
                pair.dialogue = open.dialogue();
                executor.execute(() -> Conversing.run(pair.dialogue, listeningPeer(), ear(pair)));
            }
            case Clients.Connected.Refused refused -> fail(pair, refused.status().message());
        }
    }

    /** One for each connection, that goes with the whole. */
    private Peer listeningPeer() {
        Peer own = new Peer();
        peer.follow(own);
        return own;
    }

    private Conversing.Ear ear(Pair pair) {
        return new Conversing.Ear() {
            @Override
            public void out(byte[] bytes) {
                connection.data(pair.data, bytes);
            }

            @Override
            public void err(byte[] bytes) {
                connection.data(pair.error, bytes);
            }

            @Override
            public void end(Dialogue.Turn last, Json status) {
                last.failure().ifPresent(failure -> connection.data(pair.error, failure.message().getBytes(StandardCharsets.UTF_8)));
                finish(pair);
            }
        };
    }

    private void fail(Pair pair, String why) {
        connection.data(pair.error, why.getBytes(StandardCharsets.UTF_8));
        finish(pair);
    }

    private void finish(Pair pair) {
        connection.finish(pair.error);
        connection.finish(pair.data);
        byData.remove(pair.data);
    }

    @Override
    public void data(int stream, byte[] bytes, boolean last) {
        Pair pair = byData.get(stream);
        if (pair == null || pair.dialogue == null) {
            return;
        }
        if (bytes.length > 0) {
            pair.dialogue.type(pair.input.read(bytes));
        }
        if (last) {
            pair.dialogue.endInput();
        }
    }

    @Override
    public void gone() {
        peer.leave();
    }
}
