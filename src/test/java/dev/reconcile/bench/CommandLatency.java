package dev.reconcile.bench;

import dev.reconcile.app.RunningLab;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How long {@code kubectl get pods} takes on a server that is otherwise idle: through REST to its end, each answer durable before it comes (target: p99 of
 * 20 ms), and over a page's WebSocket to the first thing that it prints (target: p99 of 30 ms).
 *
 * <p>Arguments: how many commands to send, and the address of a server that runs already; without one it starts the packaged lab.
 */
public final class CommandLatency {
    private static final int WARM_UP = 1_000;
    private static final int PATIENCE = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String server;
    private String session;
    private String token;

    private CommandLatency(String server) {
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        int commands = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        if (args.length > 1) {
            new CommandLatency(args[1]).measure(commands);
            return;
        }
        // A new lab proves its exercises first, which is not what is measured.
        try (RunningLab lab = RunningLab.fresh(Map.of("RECONCILE_EXERCISES_PROVE", "false"))) {
            String address = lab.address().toString();
            new CommandLatency(address.substring(0, address.length() - 1)).measure(commands);
        }
    }

    private void measure(int commands) throws IOException, InterruptedException, JsonText.Malformed {
        Json made = post("/api/sessions", Json.of("name", "latency", "language", "en"));
        session = made.text("id");
        token = made.text("token");
        command("kubectl create deployment nginx --image=nginx:1.20 --replicas=3");
        command("kubectl rollout status deployment/nginx");
        for (int i = 0; i < WARM_UP; i++) {
            command("kubectl get pods");
        }
        long[] nanos = new long[commands];
        for (int i = 0; i < commands; i++) {
            long start = System.nanoTime();
            command("kubectl get pods");
            nanos[i] = System.nanoTime() - start;
        }
        print("kubectl get pods through REST", nanos);
        try (Page page = new Page(server.replaceFirst("^http", "ws") + "/api/sessions/" + session + "/stream")) {
            for (int i = 0; i < WARM_UP; i++) {
                page.firstOutput("kubectl get pods");
            }
            for (int i = 0; i < commands; i++) {
                nanos[i] = page.firstOutput("kubectl get pods");
            }
        }
        print("kubectl get pods over WebSocket, to its first byte", nanos);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf("%s, %d times: median %.1f ms, p99 %.1f ms, worst %.1f ms%n", what, nanos.length,
                nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6, nanos[nanos.length - 1] / 1e6);
    }

    /** The session's page, as far as it types and looks. */
    private final class Page implements WebSocket.Listener, AutoCloseable {
        private record Heard(long at, Json message) {}

        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;
        private int commands;

        Page(String address) throws InterruptedException {
            socket = client.newWebSocketBuilder().header("Cookie", "lab-" + session + "=" + token).buildAsync(URI.create(address), this).join();
            say(Json.of("type", "resume", "cursor", 0));
            await("clock");
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            long now = System.nanoTime();
            part.append(data);
            if (last) {
                heard.add(new Heard(now, JsonText.trusted(part.toString())));
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void say(Json message) {
            socket.sendText(message.toString(), true).join();
        }

        private Heard next() throws InterruptedException {
            Heard next = heard.poll(PATIENCE, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("the server says nothing more");
            }
            return next;
        }

        private void await(String type) throws InterruptedException {
            Heard next = next();
            while (!type.equals(next.message().text("type"))) {
                next = next();
            }
        }

        /** Types a line and waits for its end; gives the nanoseconds to the first thing that it printed. */
        long firstOutput(String line) throws InterruptedException {
            long start = System.nanoTime();
            say(Json.of("type", "command", "id", Integer.toString(++commands), "line", line));
            long first = 0;
            while (true) {
                Heard next = next();
                for (Json entry : next.message().objects("entries")) {
                    if ("output".equals(entry.text("type")) && first == 0) {
                        first = next.at() - start;
                    } else if ("exit".equals(entry.text("type"))) {
                        return first;
                    }
                }
            }
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    private void command(String line) throws IOException, InterruptedException, JsonText.Malformed {
        Json answer = post("/api/sessions/" + session + "/commands", Json.of("line", line));
        if (answer.number(-1, "exitCode") != 0) {
            throw new IllegalStateException(line + " answered " + answer);
        }
    }

    private Json post(String path, Json body) throws IOException, InterruptedException, JsonText.Malformed {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JsonText.object(response.body());
    }
}
