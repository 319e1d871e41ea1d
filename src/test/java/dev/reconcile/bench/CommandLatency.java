package dev.reconcile.bench;

import dev.reconcile.app.RunningLab;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * How long {@code kubectl get pods} takes through REST on a server that is otherwise idle, each answer durable before it comes. Target: p99 of 20 ms.
 *
 * <p>Arguments: how many commands to send, and the address of a server that runs already; without one it starts the packaged lab.
 */
public final class CommandLatency {
    private static final int WARM_UP = 1_000;

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
        try (RunningLab lab = RunningLab.fresh()) {
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
        long[] micros = new long[commands];
        for (int i = 0; i < commands; i++) {
            long start = System.nanoTime();
            command("kubectl get pods");
            micros[i] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf("kubectl get pods through REST, %d times: median %.1f ms, p99 %.1f ms, worst %.1f ms%n", commands,
                micros[commands / 2] / 1000.0, micros[commands * 99 / 100] / 1000.0, micros[commands - 1] / 1000.0);
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
