package dev.reconcile.web.kube.remote;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.workshop.Dialogue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * The remote command protocol over a WebSocket, {@code v4.channel.k8s.io} and {@code v5.channel.k8s.io}: the first byte of each message names the channel
 * ({@code apimachinery/pkg/util/remotecommand/constants.go}).
 */
public final class WebSocketChannels implements Conversing.Ear {
    public static final String V4 = "v4.channel.k8s.io";
    public static final String V5 = "v5.channel.k8s.io";

    private static final byte STDIN = 0;
    private static final byte STDOUT = 1;
    private static final byte STDERR = 2;
    private static final byte ERROR = 3;
    private static final byte RESIZE = 4;
    private static final int CLOSE = 255;

    private final Dialogue dialogue;
    private final Executor inbox;
    private final Peer peer = new Peer();
    private final Utf8Reader input = new Utf8Reader();
    private volatile ServerWebSocket socket;

    /** @param inbox is handed what comes in, and must do one thing after another */
    WebSocketChannels(Dialogue dialogue, Executor inbox) {
        this.dialogue = dialogue;
        this.inbox = inbox;
    }

    /** Hears what happens on a WebSocket from the beginning. */
    void listen(ServerWebSocket opened) {
        socket = opened;
        opened.closeHandler(nothing -> peer.leave());
        opened.exceptionHandler(failure -> peer.leave());
        opened.binaryMessageHandler(message -> inbox.execute(() -> receive(message.getBytes())));
    }

    /** Carries the dialogue over that WebSocket. Returns when it is over. */
    void run() {
        Conversing.run(dialogue, peer, this);
    }

    private void receive(byte[] message) {
        if (message.length == 0) {
            return;
        }
        byte[] content = java.util.Arrays.copyOfRange(message, 1, message.length);
        if (message[0] == STDIN) {
            dialogue.type(input.read(content));
        } else if (message[0] == RESIZE) {
            resize(new String(content, StandardCharsets.UTF_8), dialogue);
        } else if ((message[0] & 0xff) == CLOSE && content.length > 0 && content[0] == STDIN) {
            dialogue.endInput();
        }
    }

    static void resize(String text, Dialogue dialogue) {
        try {
            Json size = JsonText.object(text);
            dialogue.resize((int) size.number(80, "Width"), (int) size.number(24, "Height"));
        } catch (JsonText.Malformed e) {
            // A size that cannot be read changes nothing.
            return;
        }
    }

    private void send(byte channel, byte[] content) {
        if (peer.isThere()) {
            peer.await(socket.writeBinaryMessage(Buffer.buffer(content.length + 1).appendByte(channel).appendBytes(content)));
        }
    }

    @Override
    public void out(byte[] bytes) {
        send(STDOUT, bytes);
    }

    @Override
    public void err(byte[] bytes) {
        send(STDERR, bytes);
    }

    @Override
    public void end(Dialogue.Turn last, Json status) {
        send(ERROR, JsonText.compact(status).getBytes(StandardCharsets.UTF_8));
        if (peer.isThere()) {
            socket.close();
        }
    }
}
