package dev.reconcile.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;

import dev.reconcile.persistence.TestDatabase;
import dev.reconcile.workshop.Limits;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script can do. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SessionsRestTest {
    private record Lab(String id, String token) {
        RequestSpecification as() {
            return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
        }

        String path(String rest) {
            return "/api/sessions/" + id + rest;
        }

        ValidatableResponse run(String line) {
            return as().body(Map.of("line", line)).post(path("/commands")).then();
        }
    }

    private static Lab lab() {
        var made = given().contentType(ContentType.JSON).body(Map.of("name", "Jisu", "language", "en", "exercise", "deployment-rollout"))
                .post("/api/sessions").then().statusCode(201);
        return new Lab(made.extract().path("id"), made.extract().path("token"));
    }

    @Test
    void a_session_starts_with_a_name_and_answers_with_its_token() {
        Lab lab = lab();
        assertThat(lab.token()).hasSizeGreaterThan(40);
        lab.as().get(lab.path("")).then().statusCode(200)
                .body("name", equalTo("Jisu"))
                .body("exercise", equalTo("deployment-rollout"))
                .body("busy", equalTo(false));
    }

    @Test
    void the_language_of_the_client_is_the_default() {
        given().contentType(ContentType.JSON).header("Accept-Language", "ko-KR,ko;q=0.9").body("{\"name\":\"지수\"}").post("/api/sessions").then()
                .statusCode(201)
                .body("language", equalTo("ko"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"  \"}", "{\"name\":\"x\",\"language\":\"fr\"}", "{\"name\":", "[]", "", "{\"name\":{}}"})
    void a_bad_wish_is_refused_with_a_sentence(String body) {
        given().contentType(ContentType.JSON).body(body).post("/api/sessions").then()
                .statusCode(400)
                .body("message", containsString(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            []                 | it should be an object, but is a list          | 형식이 다름(기대한 형식: 객체, 받은 형식: 목록)
            "x"                | it should be an object, but is text            | 형식이 다름(기대한 형식: 객체, 받은 형식: 문자열)
            5                  | it should be an object, but is a number        | 형식이 다름(기대한 형식: 객체, 받은 형식: 숫자)
            {"name": 5}        | "name" should be text, but is a number         | "name" 항목의 형식이 다름(기대한 형식: 문자열, 받은 형식: 숫자)
            {"name": true}     | "name" should be text, but is true or false    | "name" 항목의 형식이 다름(기대한 형식: 문자열, 받은 형식: 참 또는 거짓)
            {"name": ["x"]}    | "name" should be text, but is a list           | "name" 항목의 형식이 다름(기대한 형식: 문자열, 받은 형식: 목록)
            {"name": {}}       | "name" should be text, but is an object        | "name" 항목의 형식이 다름(기대한 형식: 문자열, 받은 형식: 객체)
            {"name":           | it is no JSON from line 1, column 9 on         | 1행 9열부터 JSON이 아님
            {name: "x"}        | it is no JSON from line 1, column 2 on         | 1행 2열부터 JSON이 아님
            """)
    void a_body_of_another_shape_says_what_it_is_and_what_it_should_be(String body, String english, String korean) {
        given().contentType(ContentType.JSON).header("Accept-Language", "en").body(body).post("/api/sessions").then().statusCode(400)
                .body("code", equalTo("message-unreadable"))
                .body("message", equalTo("The message could not be read: " + english + "."));
        given().contentType(ContentType.JSON).header("Accept-Language", "ko").body(body).post("/api/sessions").then().statusCode(400)
                .body("message", equalTo("메시지를 읽을 수 없습니다: " + korean + "."));
    }

    @Test
    void numbers_are_no_texts_and_texts_no_numbers() {
        Lab lab = lab();
        lab.as().body("{\"line\": 42}").post(lab.path("/commands")).then().statusCode(400)
                .body("message", equalTo("The message could not be read: \"line\" should be text, but is a number."));
        lab.as().body("{\"action\": \"speed\", \"speed\": \"60\"}").post(lab.path("/clock")).then().statusCode(400)
                .body("message", equalTo("The message could not be read: \"speed\" should be a number, but is text."));
        lab.as().body("{}").post(lab.path("/commands")).then().statusCode(400)
                .body("message", equalTo("The message could not be read: \"line\" is missing."));
    }

    @Test
    void a_name_that_is_too_long_says_how_long_it_may_be() {
        given().contentType(ContentType.JSON).body(Map.of("name", "x".repeat(81))).post("/api/sessions").then()
                .statusCode(400)
                .body("code", equalTo("name-too-long"))
                .body("message", containsString("81"))
                .body("message", containsString("80"));
    }

    @Test
    void a_foreign_token_and_an_unknown_session_look_the_same() {
        Lab mine = lab();
        Lab other = lab();
        String foreign = other.as().get(mine.path("")).then().statusCode(403).extract().asString();
        String unknown = other.as().get("/api/sessions/nosuchsession123").then().statusCode(403).extract().asString();
        assertThat(foreign).isEqualTo(unknown);
        for (String path : new String[] {"/log", "/checklist", "/files", "/files/nginx-deployment.yaml", "/exercise"}) {
            other.as().get(mine.path(path)).then().statusCode(403);
        }
        other.as().body(Map.of("line", "echo hi")).post(mine.path("/commands")).then().statusCode(403);
        given().get(mine.path("")).then().statusCode(401);
    }

    @Test
    void a_command_gives_its_streams_and_its_exit_code() {
        Lab lab = lab();
        lab.run("echo out; echo err >&2; exit 3").statusCode(200)
                .body("stdout", equalTo("out\n"))
                .body("stderr", equalTo("err\n"))
                .body("exitCode", equalTo(3));
        lab.run("nosuch").body("exitCode", equalTo(127)).body("stderr", containsString("command not found"));
    }

    @Test
    void a_command_that_blocks_ends_in_virtual_time() {
        Lab lab = lab();
        Instant before = Instant.parse(lab.run("true").extract().path("virtualTime"));
        Instant after = Instant.parse(lab.run("sleep 600").statusCode(200).body("exitCode", equalTo(0)).extract().path("virtualTime"));
        assertThat(Duration.between(before, after)).isGreaterThanOrEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void a_command_that_blocks_too_long_is_interrupted() {
        lab().run("sleep 1000000").statusCode(200).body("exitCode", equalTo(130));
    }

    @Test
    void a_loop_without_end_ends_with_a_sentence() {
        lab().run("while true; do :; done").statusCode(200).body("exitCode", equalTo(137)).body("stderr", containsString("steps"));
    }

    @Test
    void a_command_line_that_is_too_long_is_refused_and_changes_nothing() {
        Lab lab = lab();
        int before = lab.as().get(lab.path("")).then().extract().path("position");
        lab.run("echo " + "x".repeat(Limits.COMMAND_CHARACTERS)).statusCode(413).body("message", containsString("" + Limits.COMMAND_CHARACTERS));
        lab.as().get(lab.path("")).then().body("position", equalTo(before));
    }

    @Test
    void a_request_without_a_line_is_refused() {
        Lab lab = lab();
        lab.as().body("{}").post(lab.path("/commands")).then().statusCode(400).body("code", equalTo("message-unreadable"));
        lab.as().body("{\"line\":[").post(lab.path("/commands")).then().statusCode(400).body("code", equalTo("message-unreadable"));
    }

    @Test
    void files_are_written_read_listed_and_removed() {
        Lab lab = lab();
        lab.as().body(Map.of("content", "kind: Pod\n")).put(lab.path("/files/my/pod.yaml")).then().statusCode(200);
        lab.as().get(lab.path("/files/my/pod.yaml")).then().statusCode(200).body("content", equalTo("kind: Pod\n"));
        lab.as().contentType(ContentType.TEXT).body("a: 1\n").put(lab.path("/files/a.yaml")).then().statusCode(200);
        lab.as().get(lab.path("/files")).then().body("files", hasItem("my/pod.yaml")).body("files", hasItem("nginx-deployment.yaml"));
        lab.run("cat my/pod.yaml a.yaml").body("stdout", equalTo("kind: Pod\na: 1\n"));
        lab.as().delete(lab.path("/files/a.yaml")).then().statusCode(200);
        lab.as().get(lab.path("/files/a.yaml")).then().statusCode(404).body("message", containsString("a.yaml"));
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        Lab lab = lab();
        lab.as().body(Map.of("content", "x".repeat(Limits.FILE_CHARACTERS + 1))).put(lab.path("/files/big")).then().statusCode(413);
        lab.as().get(lab.path("/files/big")).then().statusCode(404);
    }

    @Test
    void the_log_holds_what_was_done_in_order_and_comes_in_pages() {
        Lab lab = lab();
        int before = lab.as().get(lab.path("")).then().extract().path("position");
        lab.run("echo hello");
        lab.as().get(lab.path("/log?from=" + before)).then()
                .body("entries.type", contains("act", "output", "exit"))
                .body("entries[0].text", equalTo("echo hello"))
                .body("entries[1].cause", equalTo(before + 1))
                .body("position", equalTo(before + 3));
        lab.as().get(lab.path("/log?from=0&limit=2")).then().body("entries.position", contains(1, 2)).body("position", greaterThan(2));
    }

    @Test
    void the_clock_stops_jumps_and_says_what_it_does_not_understand() {
        Lab lab = lab();
        lab.as().body(Map.of("action", "pause")).post(lab.path("/clock")).then().statusCode(200).body("running", equalTo(false));
        long now = lab.as().get(lab.path("")).then().extract().jsonPath().getLong("clock.now");
        lab.as().body(Map.of("action", "jump", "to", "+10m")).post(lab.path("/clock")).then().statusCode(200).body("now", equalTo(now + 600_000));
        lab.as().body(Map.of("action", "speed", "speed", 60)).post(lab.path("/clock")).then().body("speed", equalTo(60f));
        lab.as().body(Map.of("action", "fly")).post(lab.path("/clock")).then().statusCode(400).body("message", containsString("fly"));
        lab.as().body(Map.of("action", "jump", "to", "tomorrow")).post(lab.path("/clock")).then().statusCode(400).body("code", equalTo("bad-instant"));
        lab.as().body(Map.of("action", "jump", "to", "2001-01-01T00:00:00Z")).post(lab.path("/clock")).then().body("code", equalTo("instant-past"));
        lab.as().body(Map.of("action", "jump", "to", "+99999999d")).post(lab.path("/clock")).then().body("code", equalTo("instant-too-far"));
        lab.as().body(Map.of("action", "speed", "speed", 1e9)).post(lab.path("/clock")).then().body("code", equalTo("bad-speed"));
        lab.as().body("{}").post(lab.path("/clock")).then().statusCode(400).body("code", equalTo("bad-clock-action"));
    }

    @Test
    void the_checklist_speaks_the_chosen_language() {
        Lab lab = lab();
        lab.as().get(lab.path("/checklist")).then().body("items[0].wanted", containsString("three pods")).body("score", equalTo(0));
        lab.as().body(Map.of("language", "ko")).put(lab.path("/language")).then().statusCode(200);
        lab.as().get(lab.path("/checklist")).then().body("items[0].wanted", containsString("파드"));
        lab.as().get(lab.path("/exercise")).then().body("html", containsString("<h3>"));
        lab.as().body(Map.of("language", "xx")).put(lab.path("/language")).then().statusCode(400);
    }

    @Test
    void hints_come_one_after_the_other() {
        Lab lab = lab();
        lab.as().body(Map.of("item", "created")).post(lab.path("/hints")).then().body("tier", equalTo(1)).body("tiers", equalTo(2));
        lab.as().body(Map.of("item", "created")).post(lab.path("/hints")).then().body("tier", equalTo(2));
        lab.as().body(Map.of("item", "created")).post(lab.path("/hints")).then().body("tier", equalTo(2));
        lab.as().body(Map.of("item", "nosuch")).post(lab.path("/hints")).then().statusCode(404);
    }

    @Test
    void an_unknown_address_has_a_sentence_too() {
        given().get("/api/nosuch").then().statusCode(404);
        given().contentType(ContentType.XML).body("<a/>").post("/api/sessions").then().statusCode(415).body("message", containsString(" "));
    }

    @Test
    void everything_is_described_by_openapi() {
        given().accept(ContentType.JSON).get("/q/openapi?format=json").then().statusCode(200)
                .body("paths.keySet()", hasItem("/api/sessions/{id}/commands"))
                .body("paths.keySet()", hasItem("/api/sessions/{id}/files/{path}"));
    }

    @Test
    void health_and_metrics_answer() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
    }

    @Test
    void pages_come_in_the_browsers_language_and_closed_labs_say_so() {
        given().header("Accept-Language", "ko").get("/").then().statusCode(200).body(containsString("실습 시작"));
        given().header("Accept-Language", "en").get("/").then().statusCode(200).body(containsString("Start the lab"));
        given().get("/lab/nosuch").then().statusCode(401).body(containsString("/assets/main.css"));
        given().redirects().follow(false).formParam("name", "Jisu").formParam("language", "ko").post("/start").then().statusCode(303);
        given().formParam("name", "").formParam("language", "ko").post("/start").then().statusCode(400).body(containsString("이름을 입력해 주세요"));
    }
}
