package dev.reconcile.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import dev.reconcile.persistence.TestDatabase;
import dev.reconcile.workshop.Language;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person has done is known in all of their sessions. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ProgressRestTest {
    private static final String ROLLOUT = "deployment-rollout";
    private static final String HEALING = "replicaset-self-healing";
    private static final String TWO_HINTS = "created";

    private record Lab(String id, String token) {
        static Lab made(ValidatableResponse made) {
            return new Lab(made.statusCode(201).extract().path("id"), made.extract().path("token"));
        }

        RequestSpecification as() {
            return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
        }

        ValidatableResponse post(String what, Map<String, String> body) {
            return as().body(body).post("/api/sessions/" + id + "/" + what).then();
        }

        void run(String line) {
            post("commands", Map.of("line", line)).statusCode(200);
        }

        void solve(String exercise) throws IOException {
            run(Files.readString(Path.of("exercises", exercise, "solutions", "article.sh")));
            post("check", Map.of()).body("complete", equalTo(true));
        }

        ValidatableResponse exercises() {
            return as().get("/api/sessions/" + id + "/exercises").then().statusCode(200);
        }

        JsonPath line(String exercise) {
            return JsonPath.from(exercises().extract().asString()).setRootPath("find { it.id == '" + exercise + "' }");
        }
    }

    private static Lab newcomer(String name, String exercise) {
        return another(null, name, exercise);
    }

    /** Whoever holds the token of that lab starts another one. */
    private static Lab another(Lab held, String name, String exercise) {
        Map<String, String> wish = new HashMap<>(Map.of("name", name, "language", "en"));
        if (exercise != null) {
            wish.put("exercise", exercise);
        }
        return Lab.made((held == null ? given().contentType(ContentType.JSON) : held.as()).body(wish).post("/api/sessions").then());
    }

    @Test
    void of_somebody_new_nothing_is_known_but_what_they_are_at() {
        Lab lab = newcomer("Jisu", HEALING);
        lab.exercises().body("findAll { it.id != '" + HEALING + "' }.state", everyItem(equalTo("new")))
                .body("findAll { it.id != '" + HEALING + "' }.practice", everyItem(nullValue()));
        JsonPath here = lab.line(HEALING);
        assertThat(here.getString("state")).isEqualTo("begun");
        assertThat(here.getInt("practice.begun")).isEqualTo(1);
        assertThat(here.getString("practice.started")).endsWith("Z");
    }

    @Test
    void a_second_session_of_the_same_person_knows_what_was_done_in_the_first() throws IOException {
        Lab first = newcomer("Jisu", ROLLOUT);
        first.solve(ROLLOUT);
        Lab second = another(first, "Jisu", HEALING);

        assertThat(second.line(ROLLOUT).getString("state")).isEqualTo("complete");
        assertThat(second.line(ROLLOUT).getInt("practice.cost")).isZero();
        assertThat(second.line(ROLLOUT).getMap("practice.met")).containsKeys("created", "rolled-back");
        assertThat(second.line(ROLLOUT).getBoolean("current")).isFalse();
        assertThat(second.line(HEALING).getBoolean("current")).isTrue();
        second.solve(HEALING);
        assertThat(first.line(HEALING).getString("state")).isEqualTo("complete");
        assertThat(first.line(HEALING).getInt("practice.checks")).isEqualTo(1);
    }

    @Test
    void somebody_with_another_name_at_the_same_browser_is_somebody_else() throws IOException {
        Lab first = newcomer("Jisu", ROLLOUT);
        first.solve(ROLLOUT);
        another(first, "Ada", HEALING).exercises().body("findAll { it.state == 'complete' }.size()", equalTo(0));
        newcomer("Jisu", HEALING).exercises().body("findAll { it.state == 'complete' }.size()", equalTo(0));
    }

    @Test
    void who_comes_back_begins_with_the_first_exercise_that_is_still_open() throws IOException {
        List<String> ids = given().get("/api/exercises").then().extract().path("id");
        Lab first = newcomer("Jisu", ids.getFirst());
        first.solve(ids.getFirst());
        Lab second = another(first, "Jisu", null);
        second.exercises().body("find { it.current }.id", equalTo(ids.get(1)));
    }

    @Test
    void hints_checks_and_runs_add_up_and_starting_over_takes_nothing_away() throws IOException {
        Lab first = newcomer("Jisu", ROLLOUT);
        first.post("hints", Map.of("item", TWO_HINTS)).statusCode(200);
        first.post("hints", Map.of("item", TWO_HINTS)).statusCode(200).body("cost", equalTo(5));
        first.post("hints", Map.of("item", TWO_HINTS)).statusCode(200);
        first.solve(ROLLOUT);
        String metAt = first.line(ROLLOUT).getString("practice.met.created");
        assertThat(first.line(ROLLOUT).getInt("practice.cost")).isEqualTo(5);

        Lab second = another(first, "Jisu", ROLLOUT);
        second.post("exercise", Map.of("exercise", ROLLOUT)).statusCode(200);
        JsonPath open = second.line(ROLLOUT);
        assertThat(open.getString("state")).isEqualTo("complete");
        assertThat(open.getInt("practice.begun")).isEqualTo(3);
        assertThat(open.getInt("practice.hints")).isEqualTo(2);
        assertThat(open.getInt("practice.cost")).isEqualTo(5);

        second.solve(ROLLOUT);
        JsonPath again = first.line(ROLLOUT);
        assertThat(again.getInt("practice.cost")).as("of the best run").isZero();
        assertThat(again.getInt("practice.checks")).isEqualTo(2);
        assertThat(again.getString("practice.met.created")).as("the first time").isEqualTo(metAt);
    }

    @Test
    void going_back_to_a_checkpoint_does_not_fork_the_record() throws IOException {
        Lab first = newcomer("Jisu", ROLLOUT);
        first.post("hints", Map.of("item", TWO_HINTS));
        first.post("hints", Map.of("item", TWO_HINTS));
        first.run("kubectl create deployment nginx --image=nginx:1.20 --replicas=3; kubectl rollout status deployment/nginx");
        Lab branch = Lab.made(first.post("branches", Map.of("item", "created")));

        JsonPath before = branch.line(ROLLOUT);
        assertThat(before.getInt("practice.begun")).as("one run, of which there are two ends").isEqualTo(1);
        assertThat(before.getInt("practice.hints")).isEqualTo(2);
        branch.run("kubectl set image deployment/nginx nginx=nginx:1.21; kubectl rollout status deployment/nginx");
        assertThat(first.line(ROLLOUT).getMap("practice.met")).containsKeys("created", "changed", "updated");
        first.run("kubectl delete deployment nginx");
        assertThat(branch.line(ROLLOUT).getInt("met")).isEqualTo(first.line(ROLLOUT).getInt("met"));
    }

    @Test
    void a_browser_is_known_by_its_cookies_and_greets_with_the_name() {
        CookieFilter browser = new CookieFilter();
        String first = start(browser, "지수", HEALING);
        given().filter(browser).get("/").then().body(containsString("value=\"지수\""));
        String second = start(browser, "지수", ROLLOUT);
        String other = start(browser, "Ada", ROLLOUT);
        given().filter(browser).get("/api/sessions/" + second + "/exercises").then().body("findAll { it.state == 'begun' }.id", equalTo(order(HEALING, ROLLOUT)));
        given().filter(browser).get("/api/sessions/" + first + "/exercises").then().body("findAll { it.state == 'begun' }.id", equalTo(order(HEALING, ROLLOUT)));
        given().filter(browser).get("/api/sessions/" + other + "/exercises").then().body("findAll { it.state == 'begun' }.id", equalTo(List.of(ROLLOUT)));
    }

    private static String start(CookieFilter browser, String name, String exercise) {
        String place = given().filter(browser).redirects().follow(false).contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("name", name).formParam("language", "ko").formParam("exercise", exercise).post("/start").then().statusCode(303)
                .extract().header("Location");
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static List<String> order(String... ids) {
        List<String> all = given().get("/api/exercises").then().extract().path("id");
        return all.stream().filter(Arrays.asList(ids)::contains).toList();
    }

    @Test
    void the_list_speaks_the_language_of_the_session() {
        for (Language language : Language.values()) {
            Lab lab = newcomer("Jisu", ROLLOUT);
            lab.as().body(Map.of("language", language.tag())).put("/api/sessions/" + lab.id() + "/language").then().statusCode(200);
            List<String> titles = lab.exercises().extract().path("title");
            given().header("Accept-Language", language.tag()).get("/api/exercises").then().body("title", equalTo(titles));
            lab.exercises().body("[0]", hasKey("practice"));
        }
    }
}
