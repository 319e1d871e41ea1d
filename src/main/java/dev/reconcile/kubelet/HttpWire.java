package dev.reconcile.kubelet;

import dev.reconcile.shell.HttpReply;
import dev.reconcile.shell.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** HTTP/1.1 as text on a connection. */
final class HttpWire {
    private HttpWire() {}

    /** @param text request line, headers, an empty line, and perhaps a body */
    static HttpRequest read(String text) {
        String[] halves = text.split("\r?\n\r?\n", 2);
        String[] lines = halves[0].split("\r?\n");
        String[] words = lines[0].split(" ");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            headers.put(header[0].strip(), header.length > 1 ? header[1].strip() : "");
        }
        return new HttpRequest(words[0], words.length > 1 ? words[1] : "/", headers, halves.length > 1 ? halves[1] : "");
    }

    /** @param headOnly for an answer to HEAD */
    static String written(HttpReply reply, boolean headOnly) {
        if (!reply.isHttp()) {
            return reply.body();
        }
        StringBuilder text = new StringBuilder(reply.statusLine()).append("\r\n");
        reply.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Connection")) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return text.append("Connection: close\r\n\r\n").append(headOnly ? "" : reply.body()).toString();
    }
}
