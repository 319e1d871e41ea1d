package dev.reconcile.web.kube.remote;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns bytes that come in pieces into text; a character may be cut between two pieces. */
final class Utf8Reader {
    private static final int LONGEST = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] left = new byte[0];

    String read(byte[] piece) {
        ByteBuffer bytes = ByteBuffer.allocate(left.length + piece.length + LONGEST).put(left).put(piece).flip();
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        decoder.decode(bytes, text, false);
        left = new byte[bytes.remaining()];
        bytes.get(left);
        return text.flip().toString();
    }
}
