package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.reconcile.model.Json;
import dev.reconcile.persistence.TestDatabase;
import dev.reconcile.workshop.Answer;
import dev.reconcile.workshop.Client;
import dev.reconcile.workshop.Limits;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.Sessions;
import dev.reconcile.workshop.Traffic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client is told that wants too much, in Kubernetes' own words. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class LimitsHttpTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final long HOUR_MILLIS = 3_600_000;

    @Inject
    Sessions sessions;

    private Traffic traffic(Endpoint cluster) {
        return ((Answer.Good<Session>) sessions.open(cluster.session())).value().clients().traffic();
    }

    private static void isTooMany(ValidatableResponse answer) {
        answer.statusCode(429).header("Retry-After", equalTo("1")).contentType("application/json")
                .body("kind", equalTo("Status")).body("apiVersion", equalTo("v1")).body("status", equalTo("Failure")).body("code", equalTo(429))
                .body("reason", equalTo("TooManyRequests")).body("message", equalTo("Too many requests, please try again later."))
                .body("details.retryAfterSeconds", equalTo(1));
    }

    @Test
    void too_many_requests_are_told_when_to_come_again() {
        Endpoint cluster = Endpoint.fresh();
        // As if they all came at one instant, which lies ahead so that nothing is given back for the time in between.
        long instant = System.currentTimeMillis() + HOUR_MILLIS;
        Client other = new Client("other", "", "");
        for (int i = 0; i < Limits.REQUEST_BURST; i++) {
            assertThat(traffic(cluster).admits(other, instant)).isTrue();
        }
        assertThat(traffic(cluster).admits(other, instant)).isFalse();
        isTooMany(cluster.get("/version"));
        int tries = 0;
        ValidatableResponse answer = cluster.post(MAPS, Endpoint.configMap("again"));
        while (answer.extract().statusCode() == 429) {
            assertThat(++tries).as("nothing is given back").isLessThan(Limits.REQUEST_BURST);
            answer = cluster.post(MAPS, Endpoint.configMap("again"));
        }
        answer.statusCode(201);
    }

    @Test
    void another_session_is_not_held_up() {
        Endpoint busy = Endpoint.fresh();
        Endpoint calm = Endpoint.fresh();
        while (traffic(busy).admits(new Client("other", "", ""), System.currentTimeMillis() + HOUR_MILLIS)) {
            continue;
        }
        isTooMany(busy.get("/version"));
        calm.get("/version").statusCode(200);
    }

    @Test
    void a_watch_more_than_there_may_be_is_told_to_come_again() {
        Endpoint cluster = Endpoint.fresh();
        for (int i = 0; i < Limits.OPEN_CONNECTIONS; i++) {
            assertThat(traffic(cluster).open()).isTrue();
        }
        isTooMany(cluster.get(MAPS + "?watch=true&timeoutSeconds=1"));
        traffic(cluster).close();
        cluster.get(MAPS + "?watch=true&timeoutSeconds=1").statusCode(200);
    }

    @Test
    void a_body_above_three_mebibytes_is_too_large() {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, Endpoint.configMap("big", "k", "x".repeat(Limits.REQUEST_BYTES))).statusCode(413)
                .body("kind", equalTo("Status")).body("reason", equalTo("RequestEntityTooLarge")).body("code", equalTo(413))
                .body("message", equalTo("Request entity too large: limit is 3145728"));
        cluster.get(MAPS + "/big").statusCode(404);
    }

    @Test
    void what_a_quota_forbids_is_forbidden_in_its_words() {
        Endpoint cluster = Endpoint.fresh();
        cluster.post("/api/v1/namespaces/default/resourcequotas", Json.of("apiVersion", "v1", "kind", "ResourceQuota", "metadata", Json.of("name", "q"),
                "spec", Json.of("hard", Json.of("pods", "1")))).statusCode(201);
        cluster.jump("+10s");
        cluster.post("/api/v1/namespaces/default/pods", pod("a")).statusCode(201);
        cluster.post("/api/v1/namespaces/default/pods", pod("b")).statusCode(403).body("kind", equalTo("Status")).body("reason", equalTo("Forbidden"))
                .body("message", equalTo("pods \"b\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1"));
    }

    private static Json pod(String name) {
        return Json.of("apiVersion", "v1", "kind", "Pod", "metadata", Json.of("name", name), "spec", Json.of("containers",
                List.of(Json.of("name", "main", "image", "nginx:1.20"))));
    }
}
