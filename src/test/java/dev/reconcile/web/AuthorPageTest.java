package dev.reconcile.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What authors of exercises see, and a link to one exercise. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class AuthorPageTest {
    @Test
    void every_exercise_is_listed_with_how_it_stands() {
        given().header("Accept-Language", "ko").get("/author").then().statusCode(200)
                .body(containsString("data-exercise=\"deployment-rollout\""))
                .body(containsString("제공 중, 증명 전"));
        given().get("/author/exercises").then().statusCode(200)
                .body("id", hasItem("deployment-rollout"))
                .body("find { it.id == 'deployment-rollout' }.state", equalTo("UNPROVEN"))
                .body("find { it.id == 'deployment-rollout' }.flaws.size()", equalTo(0));
    }

    @Test
    void a_link_can_name_the_exercise_to_begin_with() {
        given().get("/?exercise=cronjob-backup").then().statusCode(200).body(containsString("name=\"exercise\" value=\"cronjob-backup\""));
        given().get("/").then().body(not(containsString("name=\"exercise\"")));
        String lab = given().redirects().follow(false).formParam("name", "Jisu").formParam("language", "en").formParam("exercise", "cronjob-backup")
                .post("/start").then().statusCode(303).extract().header("Location");
        given().redirects().follow(false).formParam("name", "Jisu").formParam("exercise", "nosuch").post("/start").then().statusCode(404)
                .body(containsString("nosuch"));
        assertThat(lab).contains("/lab/");
    }
}
