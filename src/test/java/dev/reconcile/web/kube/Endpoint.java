package dev.reconcile.web.kube;

import static io.restassured.RestAssured.given;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A session and the Kubernetes API of its cluster, in a test. */
record Endpoint(String session, String token) {
    static Endpoint fresh() {
        var made = given().contentType(ContentType.JSON).body(Map.of("name", "Jisu", "language", "en")).post("/api/sessions").then().statusCode(201);
        return new Endpoint(made.extract().path("id"), made.extract().path("token"));
    }

    /** With the token in the header. */
    RequestSpecification as() {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
    }

    String path(String rest) {
        return "/k8s/" + session + rest;
    }

    /** The address of the cluster for a client, with the token in it. */
    String server() {
        return RestAssured.baseURI + ":" + RestAssured.port + "/k8s/" + session + "/token/" + token;
    }

    ValidatableResponse get(String rest) {
        return as().get(path(rest)).then();
    }

    ValidatableResponse post(String rest, Json body) {
        return as().contentType(ContentType.JSON).body(body.toString()).post(path(rest)).then();
    }

    /** A body as an object. */
    static Json json(ValidatableResponse response) {
        return JsonText.trusted(response.extract().asString());
    }

    ValidatableResponse kubeconfig() {
        return as().get("/api/sessions/" + session + "/kubeconfig").then();
    }

    /** What the log has after a position. */
    ValidatableResponse log(long after) {
        return as().get("/api/sessions/" + session + "/log?from=" + after).then();
    }

    /** A clock that stands still, so that nothing happens between two requests. */
    Endpoint paused() {
        clock("{\"action\":\"pause\"}");
        return this;
    }

    void clock(String action) {
        as().contentType(ContentType.JSON).body(action).post("/api/sessions/" + session + "/clock").then().statusCode(200);
    }

    /** Moves the clock: {@code +10m}. */
    void jump(String by) {
        as().contentType(ContentType.JSON).body(Map.of("action", "jump", "to", by)).post("/api/sessions/" + session + "/clock").then().statusCode(200);
    }

    static Json configMap(String name, Object... data) {
        return Json.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Json.of("name", name), "data", Json.of(data));
    }

    static Json deployment(String name, int replicas) {
        Json labels = Json.of("app", name);
        return Json.of("apiVersion", "apps/v1", "kind", "Deployment", "metadata", Json.of("name", name), "spec", Json.of(
                "replicas", replicas,
                "selector", Json.of("matchLabels", labels),
                "template", Json.of("metadata", Json.of("labels", labels), "spec", Json.of("containers",
                        java.util.List.of(Json.of("name", "web", "image", "nginx:1.20"))))));
    }
}
