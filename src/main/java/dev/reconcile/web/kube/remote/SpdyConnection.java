package dev.reconcile.web.kube.remote;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyGoAwayFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The server's side of SPDY/3.1 as Kubernetes' clients use it: the client opens streams whose headers say what they are for, both sides send data, and
 * nobody controls the flow. Which bytes carry the frames is somebody else's business.
 */
final class SpdyConnection {
    private static final int LARGEST_FRAME = 16 * 1024;

    /** What comes from the client. */
    interface Listener {
        /** @param headers by lower-case name: {@code streamtype}, {@code port}, {@code requestid} */
        void opened(int stream, Map<String, String> headers);

        /** @param last nothing more will come on this stream */
        void data(int stream, byte[] bytes, boolean last);

        void gone();
    }

    private final EmbeddedChannel codec = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1), new ChannelInboundHandlerAdapter() {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            nonsense = true;
        }
    });
    private volatile Function<Buffer, Future<Void>> transport;
    private final Peer peer;
    private boolean nonsense;

    SpdyConnection(Peer peer) {
        this.peer = peer;
    }

    /** @param bytes sends to the client; needed before anything comes */
    void over(Function<Buffer, Future<Void>> bytes) {
        transport = bytes;
    }

    /** Takes bytes that came from the client. One that does not speak SPDY is as good as gone. */
    void receive(byte[] bytes, Listener listener) {
        List<Object> frames = new ArrayList<>();
        boolean broken;
        synchronized (codec) {
            codec.writeInbound(Unpooled.wrappedBuffer(bytes));
            for (Object frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
                frames.add(frame);
            }
            broken = nonsense;
        }
        for (Object frame : frames) {
            try {
                take(frame, listener);
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }
        if (broken) {
            listener.gone();
        }
    }

    private void take(Object frame, Listener listener) {
        switch (frame) {
            case SpdySynStreamFrame opening -> {
                Map<String, String> headers = new TreeMap<>();
                opening.headers().forEach(header -> headers.put(header.getKey().toString().toLowerCase(java.util.Locale.ROOT), header.getValue().toString()));
                SpdySynReplyFrame accepted = new DefaultSpdySynReplyFrame(opening.streamId());
                // Without any header there would be no header block, which Go's reader expects.
                accepted.headers().set("accepted", "true");
                send(accepted);
                listener.opened(opening.streamId(), headers);
                if (opening.isLast()) {
                    listener.data(opening.streamId(), new byte[0], true);
                }
            }
            case SpdyDataFrame data -> listener.data(data.streamId(), ByteBufUtil.getBytes(data.content()), data.isLast());
            case SpdyPingFrame ping -> send(new DefaultSpdyPingFrame(ping.id()));
            case SpdyRstStreamFrame reset -> listener.data(reset.streamId(), new byte[0], true);
            case SpdyGoAwayFrame away -> listener.gone();
            default -> { }
        }
    }

    void data(int stream, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += LARGEST_FRAME) {
            int length = Math.min(LARGEST_FRAME, bytes.length - at);
            send(new DefaultSpdyDataFrame(stream, Unpooled.copiedBuffer(bytes, at, length)));
        }
    }

    /** Nothing more will be sent on that stream. */
    void finish(int stream) {
        send(new DefaultSpdyDataFrame(stream).setLast(true));
    }

    private void send(Object frame) {
        Buffer bytes = Buffer.buffer();
        Future<Void> sent;
        synchronized (codec) {
            codec.writeOutbound(frame);
            for (ByteBuf part = codec.readOutbound(); part != null; part = codec.readOutbound()) {
                bytes.appendBytes(ByteBufUtil.getBytes(part));
                part.release();
            }
            // Within the lock, because the headers of frames are compressed one after another.
            sent = transport.apply(bytes);
        }
        if (peer.isThere()) {
            peer.await(sent);
        }
    }
}
