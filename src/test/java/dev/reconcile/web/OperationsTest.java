package dev.reconcile.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lab tells those who run it. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class OperationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/ready", "/q/health/live", "/q/health/started"})
    void a_healthy_lab_says_that_it_is_up(String path) {
        given().get(path).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void readiness_includes_the_database() {
        given().get("/q/health/ready").then().body("checks.name", org.hamcrest.Matchers.hasItem("Database connections health check"));
    }

    @Test
    void prometheus_finds_the_sessions_and_how_long_it_takes_to_keep_a_command() {
        String token = given().contentType(ContentType.JSON).body("{\"name\":\"Ada\"}").post("/api/sessions").then().extract().path("token");
        String id = given().contentType(ContentType.JSON).body("{\"name\":\"Ada\"}").post("/api/sessions").then().extract().path("id");
        given().get("/q/metrics").then().statusCode(200)
                .body(containsString("reconcile_sessions "))
                .body(containsString("reconcile_journal_append_seconds_count"))
                .body(containsString("http_server_requests_seconds_count"))
                // Nothing that identifies a learner may be a label.
                .body(org.hamcrest.Matchers.not(containsString(id)))
                .body(org.hamcrest.Matchers.not(containsString(token)));
    }

    @Test
    void openapi_describes_the_rest_interface() {
        given().get("/q/openapi?format=json").then().statusCode(200).body("paths.'/api/sessions'.post", org.hamcrest.Matchers.notNullValue());
    }
}
