package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches as streams. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
@Timeout(60)
class WatchHttpTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String MINE = "&labelSelector=of%3Dx";

    /** A watch that is open. */
    private record Open(BufferedReader lines) implements AutoCloseable {
        static Open on(Endpoint cluster, String path, String accept) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.server() + path)).header("Accept", accept).timeout(Duration.ofSeconds(30)).build();
            HttpResponse<java.io.InputStream> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new Open(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
        }

        Json next() throws IOException {
            return JsonText.trusted(lines.readLine());
        }

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

    private static Json mine(String name) {
        return Endpoint.configMap(name).withAt("x", "metadata", "labels", "of");
    }

    @Test
    void changes_come_as_they_happen() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a")).statusCode(201);
        String revision = cluster.get(MAPS).extract().path("metadata.resourceVersion");
        try (Open watch = Open.on(cluster, MAPS + "?watch=true&resourceVersion=" + revision + MINE, "application/json")) {
            cluster.post(MAPS, mine("b"));
            cluster.post(MAPS, Endpoint.configMap("other"));
            cluster.as().contentType("application/merge-patch+json").body("{\"data\":{\"k\":\"v\"}}").patch(cluster.path(MAPS + "/b"));
            cluster.as().delete(cluster.path(MAPS + "/a"));
            assertThat(List.of(told(watch.next()), told(watch.next()), told(watch.next()))).containsExactly("ADDED b", "MODIFIED b", "DELETED a");
        }
    }

    private static String told(Json event) {
        return event.text("type") + " " + event.text("object", "metadata", "name");
    }

    @Test
    void a_watch_without_a_revision_begins_with_what_there_is_and_ends_in_time() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a")).statusCode(201);
        try (Open watch = Open.on(cluster, MAPS + "?watch=1&timeoutSeconds=1" + MINE, "application/json")) {
            assertThat(watch.rest()).containsExactly("ADDED");
        }
    }

    @Test
    void a_streamed_list_tells_where_the_beginning_ends() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a")).statusCode(201);
        String options = "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (Open watch = Open.on(cluster, MAPS + options + MINE, "application/json")) {
            assertThat(told(watch.next())).isEqualTo("ADDED a");
            Json bookmark = watch.next();
            assertThat(bookmark.text("type")).isEqualTo("BOOKMARK");
            assertThat(bookmark.text("object", "metadata", "annotations", "k8s.io/initial-events-end")).isEqualTo("true");
        }
    }

    @Test
    void a_table_watch_names_its_columns_once() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a"));
        cluster.post(MAPS, mine("b"));
        try (Open watch = Open.on(cluster, MAPS + "?watch=true" + MINE, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")) {
            Json first = watch.next();
            Json second = watch.next();
            assertThat(first.text("object", "kind")).isEqualTo("Table");
            assertThat(first.list("object", "columnDefinitions")).hasSize(3);
            assertThat(second.list("object", "columnDefinitions")).isEmpty();
            assertThat(second.objects("object", "rows").getFirst().list("cells").getFirst()).isEqualTo("b");
        }
    }
}
