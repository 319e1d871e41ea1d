package dev.reconcile.web.kube.remote;

import dev.reconcile.model.Json;
import dev.reconcile.workshop.Dialogue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** A followed log as the body of a response. */
public final class TextStream implements Conversing.Ear {
    private final HttpServerResponse response;
    private final Peer peer = new Peer();

    private TextStream(HttpServerResponse response) {
        this.response = response;
    }

    /** Returns when the log has ended or the client has gone. */
    public static void run(HttpServerResponse response, Dialogue dialogue) {
        TextStream stream = new TextStream(response);
        response.closeHandler(nothing -> stream.peer.leave());
        response.exceptionHandler(failure -> stream.peer.leave());
        response.putHeader("Content-Type", "text/plain").putHeader("Cache-Control", "no-cache, private").setChunked(true);
        stream.out(new byte[0]);
        Conversing.run(dialogue, stream.peer, stream);
    }

    @Override
    public void out(byte[] bytes) {
        if (peer.isThere()) {
            peer.await(response.write(Buffer.buffer(bytes)));
        }
    }

    @Override
    public void err(byte[] bytes) {
        out(bytes);
    }

    @Override
    public void end(Dialogue.Turn last, Json status) {
        if (peer.isThere()) {
            response.end();
        }
    }
}
