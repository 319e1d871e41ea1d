package dev.reconcile.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An exercise from beginning to end, as a script does it. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class AssignmentRestTest {
    private static final String EXERCISE = "deployment-rollout";

    private String token;
    private String lab;

    @BeforeEach
    void a_session_at_the_exercise() {
        var made = given().contentType(ContentType.JSON).body(Map.of("name", "Jisu", "language", "en", "exercise", EXERCISE)).post("/api/sessions").then();
        token = made.extract().path("token");
        lab = "/api/sessions/" + made.extract().path("id");
    }

    private RequestSpecification as() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private void run(String line) {
        as().body(Map.of("line", line)).post(lab + "/commands").then().statusCode(200);
    }

    @Test
    void all_exercises_are_listed_in_the_language_of_the_client() {
        given().header("Accept-Language", "ko").get("/api/exercises").then().statusCode(200)
                .body("id", hasItem(EXERCISE))
                .body("find { it.id == '" + EXERCISE + "' }.summary", containsString("ReplicaSet이"))
                .body("minutes", everyItem(greaterThan(0)));
    }

    @Test
    void a_solution_completes_the_exercise_and_opens_what_comes_after_it() throws IOException {
        as().get(lab + "/exercise").then().body("solution", nullValue()).body("html", containsString("<h3>"));
        as().get(lab + "/checklist").then().body("items.state", everyItem(equalTo("unmet"))).body("complete", equalTo(false)).body("items[0].tiers", equalTo(2));

        run(Files.readString(Path.of("exercises", EXERCISE, "solutions", "article.sh")));

        as().get(lab + "/checklist").then()
                .body("items.state", everyItem(equalTo("met")))
                .body("complete", equalTo(true))
                .body("score", greaterThan(0));
        as().post(lab + "/check").then().statusCode(200).body("complete", equalTo(true)).body("items.after", everyItem(equalTo("met")));
        as().get(lab + "/exercise").then().body("solution", containsString("<pre>"));
        as().get(lab + "/exercises").then()
                .body("find { it.id == '" + EXERCISE + "' }.state", equalTo("complete"))
                .body("find { it.id == '" + EXERCISE + "' }.practice.checks", equalTo(1))
                .body("find { it.id == '" + EXERCISE + "' }.current", equalTo(true));
    }

    @Test
    void a_check_says_what_is_open_and_moves_nothing() {
        as().body(Map.of("action", "pause")).post(lab + "/clock").then().statusCode(200);
        run("kubectl create deployment nginx --image=nginx:1.20 --replicas=2");
        long before = as().get(lab).then().extract().jsonPath().getLong("clock.now");
        as().post(lab + "/check").then().statusCode(200)
                .body("complete", equalTo(false))
                .body("items[0].after", equalTo("unmet"))
                .body("items[0].found", containsString("2 available"))
                .body("happened.reason", hasItem("ScalingReplicaSet"))
                .body("until", notNullValue());
        as().get(lab + "/checklist").then().body("items[0].found", containsString("0 available"));
        long after = as().get(lab).then().extract().jsonPath().getLong("clock.now");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void one_can_go_back_to_where_an_item_was_met() {
        run("kubectl create deployment nginx --image=nginx:1.20 --replicas=3; kubectl rollout status deployment/nginx; kubectl delete deployment nginx");
        as().body(Map.of("item", "updated")).post(lab + "/branches").then().statusCode(404).body("code", equalTo("no-checkpoint"));

        var made = as().body(Map.of("item", "created")).post(lab + "/branches").then().statusCode(201).body("url", containsString("/lab/"));

        String branch = "/api/sessions/" + made.extract().path("id");
        RequestSpecification there = given().header("Authorization", "Bearer " + made.extract().path("token")).contentType(ContentType.JSON);
        there.get(branch + "/checklist").then().body("items[0].state", equalTo("met")).body("items[2].state", equalTo("unmet"));
        there.body(Map.of("line", "kubectl get deployment nginx")).post(branch + "/commands").then().body("stdout", containsString("3/3"));
        as().body(Map.of("line", "kubectl get deployment nginx")).post(lab + "/commands").then().body("exitCode", equalTo(1));
    }

    @Test
    void beginning_again_is_a_clean_start_with_the_same_log() {
        run("kubectl create deployment nginx --image=nginx:1.20 --replicas=3; kubectl rollout status deployment/nginx");
        int position = as().get(lab).then().extract().path("position");
        as().get(lab + "/checklist").then().body("items[0].state", equalTo("met"));

        as().body(Map.of("exercise", EXERCISE)).post(lab + "/exercise").then().statusCode(200).body("id", equalTo(EXERCISE));

        as().get(lab + "/checklist").then().body("items.state", everyItem(equalTo("unmet")));
        as().body(Map.of("line", "kubectl get pods")).post(lab + "/commands").then().body("stderr", containsString("No resources found"));
        as().get(lab).then().body("position", greaterThan(position));
        as().body(Map.of("exercise", "nosuch")).post(lab + "/exercise").then().statusCode(404).body("message", containsString("nosuch"));
    }
}
