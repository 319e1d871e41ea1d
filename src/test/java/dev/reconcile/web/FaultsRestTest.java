package dev.reconcile.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that a script causes. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class FaultsRestTest {
    private String token;
    private String lab;

    @BeforeEach
    void a_session() {
        var made = given().contentType(ContentType.JSON).body(Map.of("name", "Jisu", "language", "en")).post("/api/sessions").then().statusCode(201);
        token = made.extract().path("token");
        lab = "/api/sessions/" + made.extract().path("id");
    }

    private ValidatableResponse post(String path, Object body) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON).body(body).post(lab + path).then();
    }

    private ValidatableResponse fault(String line) {
        return post("/faults", Map.of("fault", line));
    }

    private String run(String line) {
        return post("/commands", Map.of("line", line)).statusCode(200).extract().path("stdout");
    }

    @Test
    void a_node_loses_its_power_and_comes_back() {
        fault("power-off-node worker-2").statusCode(200).body("fault", equalTo("power-off-node worker-2"));

        assertThat(run("kubectl wait node/worker-2 --for=condition=Ready=Unknown --timeout=2m")).isEqualTo("node/worker-2 condition met\n");

        fault("power-on-node worker-2").statusCode(200);

        assertThat(run("kubectl wait node/worker-2 --for=condition=Ready --timeout=2m")).isEqualTo("node/worker-2 condition met\n");
    }

    @Test
    void an_image_that_is_broken_is_not_pulled() {
        fault("break-image nginx:1.21").statusCode(200);
        run("kubectl run web --image=nginx:1.21; sleep 5");

        assertThat(run("kubectl get pod web")).containsPattern("ErrImagePull|ImagePullBackOff");
    }

    @Test
    void the_log_has_the_act_and_what_follows_from_it() {
        run("kubectl run web --image=nginx:1.21; kubectl wait pod/web --for=condition=Ready --timeout=2m");
        int position = fault("crash-container web exit-code=3").statusCode(200).extract().path("position");
        run("kubectl wait pod/web --for=jsonpath='{.status.containerStatuses[0].restartCount}'=1 --timeout=2m");

        List<Map<String, Object>> entries = given().header("Authorization", "Bearer " + token).get(lab + "/log?from=" + (position - 1)).then()
                .statusCode(200).extract().path("entries");

        Map<String, Object> act = new HashMap<>(entries.getFirst());
        assertThat(act).containsEntry("kind", "fault").containsEntry("text", "crash-container web exit-code=3").containsEntry("actor", "learner");
        assertThat(entries).anySatisfy(entry -> assertThat(entry).containsEntry("cause", position));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            explode worker-1                   | fault-unknown    | "explode worker-1" is no fault. A fault is a line such as "power-off-node worker-2"; there are crash-container,
            power-off-node                     | fault-unknown    | "power-off-node" is no fault.
            slow-image nginx factor=1          | fault-unknown    | is no fault.
            power-off-node worker-9            | fault-impossible | "power-off-node worker-9" cannot happen here: nodes "worker-9" not found.
            crash-container nobody             | fault-impossible | pods "nobody" not found
            break-volume data                  | fault-impossible | persistentvolumeclaims "data" not found
            """)
    void a_fault_that_cannot_be_is_refused_with_a_sentence(String line, String code, String sentence) {
        fault(line).statusCode(400).body("code", equalTo(code)).body("message", containsString(sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"fault\": null}"})
    void a_body_without_a_fault_is_refused(String body) {
        post("/faults", body).statusCode(400).body("code", equalTo("message-unreadable"));
    }

    @Test
    void only_the_owner_of_a_session_breaks_things_in_it() {
        given().contentType(ContentType.JSON).body(Map.of("fault", "fill-disk worker-1")).post(lab + "/faults").then().statusCode(401);
    }

    @Test
    void the_description_of_the_interface_has_it() {
        given().header("Accept", "application/json").get("/q/openapi?format=json").then().statusCode(200)
                .body("paths.keySet()", hasItem("/api/sessions/{id}/faults"));
    }
}
