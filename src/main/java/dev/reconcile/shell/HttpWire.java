package dev.reconcile.shell;

import java.util.LinkedHashMap;
import java.util.Map;

/** HTTP/1.1 as text on a connection that is closed after one answer. */
public final class HttpWire {
    private static final String END_OF_LINE = "\r\n";

    private HttpWire() {}

    /** Headers by name, and what follows them. */
    private record Message(String first, Map<String, String> headers, String body) {}

    private static Message message(String text) {
        String[] halves = text.split("\r?\n\r?\n", 2);
        String[] lines = halves[0].split("\r?\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            headers.put(header[0].strip(), header.length > 1 ? header[1].strip() : "");
        }
        return new Message(lines[0], headers, halves.length > 1 ? halves[1] : "");
    }

    /** @param text request line, headers, an empty line, and perhaps a body */
    public static HttpRequest request(String text) {
        Message message = message(text);
        String[] words = message.first().split(" ");
        return new HttpRequest(words[0], words.length > 1 ? words[1] : "/", message.headers(), message.body());
    }

    public static String text(HttpRequest request) {
        StringBuilder text = new StringBuilder(request.method()).append(' ').append(request.path()).append(" HTTP/1.1").append(END_OF_LINE);
        request.headers().forEach((name, value) -> text.append(name).append(": ").append(value).append(END_OF_LINE));
        return text.append(END_OF_LINE).append(request.body()).toString();
    }

    /** What came back; text without a status line is of a server that speaks something else. */
    public static HttpReply reply(String text) {
        if (!text.startsWith("HTTP/1.1 ")) {
            return HttpReply.foreign(text);
        }
        Message message = message(text);
        String code = message.first().split(" ")[1];
        return new HttpReply(Integer.parseInt(code), message.headers(), message.body());
    }

    /** @param headOnly for an answer to HEAD */
    public static String text(HttpReply reply, boolean headOnly) {
        if (!reply.isHttp()) {
            return reply.body();
        }
        StringBuilder text = new StringBuilder(reply.statusLine()).append(END_OF_LINE);
        reply.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Connection")) {
                text.append(name).append(": ").append(value).append(END_OF_LINE);
            }
        });
        return text.append("Connection: close").append(END_OF_LINE).append(END_OF_LINE).append(headOnly ? "" : reply.body()).toString();
    }
}
