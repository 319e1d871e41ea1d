package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.reconcile.model.Json;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
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

    private static Json mine(String name) {
        return Endpoint.configMap(name).withAt("x", "metadata", "labels", "of");
    }

    @Test
    void changes_come_as_they_happen() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a")).statusCode(201);
        String revision = cluster.get(MAPS).extract().path("metadata.resourceVersion");
        try (OpenWatch watch = OpenWatch.on(cluster, MAPS + "?watch=true&resourceVersion=" + revision + MINE, "application/json")) {
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
        try (OpenWatch watch = OpenWatch.on(cluster, MAPS + "?watch=1&timeoutSeconds=1" + MINE, "application/json")) {
            assertThat(watch.rest()).containsExactly("ADDED");
        }
    }

    @Test
    void a_streamed_list_tells_where_the_beginning_ends() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a")).statusCode(201);
        String options = "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (OpenWatch watch = OpenWatch.on(cluster, MAPS + options + MINE, "application/json")) {
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
        try (OpenWatch watch = OpenWatch.on(cluster, MAPS + "?watch=true" + MINE, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")) {
            Json first = watch.next();
            Json second = watch.next();
            assertThat(first.text("object", "kind")).isEqualTo("Table");
            assertThat(first.list("object", "columnDefinitions")).hasSize(3);
            assertThat(second.list("object", "columnDefinitions")).isEmpty();
            assertThat(second.objects("object", "rows").getFirst().list("cells").getFirst()).isEqualTo("b");
        }
    }

    @Test
    void a_watch_of_metadata_tells_no_more_than_that() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a"));
        String accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
        try (OpenWatch watch = OpenWatch.on(cluster, MAPS + "?watch=true" + MINE, accept)) {
            Json object = watch.next().object("object");
            assertThat(object.text("kind")).isEqualTo("PartialObjectMetadata");
            assertThat(object.names()).containsExactlyInAnyOrder("apiVersion", "kind", "metadata");
            assertThat(object.text("metadata", "labels", "of")).isEqualTo("x");
        }
    }

    @Test
    void a_streamed_list_has_to_be_asked_for_in_the_right_way() {
        Endpoint cluster = Endpoint.fresh();
        cluster.get(MAPS + "?watch=true&sendInitialEvents=true").statusCode(422).body("reason", equalTo("Invalid"))
                .body("message", equalTo("ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
                        + "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        cluster.get(MAPS + "?sendInitialEvents=true").statusCode(422)
                .body("message", equalTo("ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list"));
    }

    @Test
    void a_watch_goes_on_where_another_has_ended() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, mine("a"));
        cluster.post(MAPS, mine("b"));
        String seen = cluster.get(MAPS + "/a").extract().path("metadata.resourceVersion");
        try (OpenWatch watch = OpenWatch.on(cluster, MAPS + "?watch=true&resourceVersion=" + seen + MINE)) {
            assertThat(told(watch.next())).isEqualTo("ADDED b");
        }
    }

    @Test
    void time_goes_on_while_somebody_watches_unless_the_learner_has_stopped_it() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        cluster.post("/apis/apps/v1/namespaces/default/deployments", Endpoint.deployment("web", 1)).statusCode(201);
        try (OpenWatch watch = OpenWatch.on(cluster, "/apis/apps/v1/namespaces/default/deployments?watch=true")) {
            watch.until("MODIFIED", deployment -> deployment.number(0, "status", "readyReplicas") == 1);
        }
        cluster.paused();
        cluster.post("/apis/apps/v1/namespaces/default/deployments", Endpoint.deployment("later", 1)).statusCode(201);
        try (OpenWatch watch = OpenWatch.on(cluster, "/api/v1/namespaces/default/pods?watch=true&timeoutSeconds=2&labelSelector=app%3Dlater")) {
            assertThat(watch.rest()).isEmpty();
        }
    }
}
