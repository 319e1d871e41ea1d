package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A watch that is open. */
record OpenWatch(BufferedReader lines) implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final int SECONDS = 60;

    static OpenWatch on(Endpoint cluster, String path) throws IOException, InterruptedException {
        return on(cluster, path, JSON);
    }

    static OpenWatch on(Endpoint cluster, String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.server() + path)).header("Accept", accept).timeout(Duration.ofSeconds(SECONDS)).build();
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new OpenWatch(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    Json next() throws IOException {
        return JsonText.trusted(lines.readLine());
    }

    /** Reads on to the first event of that type with such an object, and gives the object. */
    Json until(String type, Predicate<Json> object) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Json event = JsonText.trusted(line);
            if (event.textOrEmpty("type").equals(type) && object.test(event.object("object"))) {
                return event.object("object");
            }
            before.add(line);
        }
        throw new AssertionError("the watch has ended without " + type + ", after\n" + String.join("\n", before));
    }

    /** The types of what comes until the server ends the watch. */
    List<String> rest() throws IOException {
        List<String> types = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            types.add(JsonText.trusted(line).text("type"));
        }
        return types;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
