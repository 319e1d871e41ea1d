package dev.reconcile.web.kube;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs on resources as HTTP, and who may use them. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ResourcesHttpTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    @Test
    void an_object_is_created_read_replaced_patched_and_deleted() {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS, Endpoint.configMap("a", "k", "1")).statusCode(201).body("metadata.uid", notNullValue());
        cluster.get(MAPS + "/a").statusCode(200).body("data.k", equalTo("1")).body("kind", equalTo("ConfigMap"));
        cluster.as().contentType(ContentType.JSON).body(Endpoint.configMap("a", "k", "2").toString()).put(cluster.path(MAPS + "/a")).then()
                .statusCode(200).body("data.k", equalTo("2"));
        cluster.as().contentType("application/merge-patch+json").body("{\"data\":{\"k\":null,\"l\":\"3\"}}").patch(cluster.path(MAPS + "/a")).then()
                .statusCode(200).body("data", not(hasKey("k"))).body("data.l", equalTo("3"));
        cluster.as().contentType("application/json-patch+json").body("[{\"op\":\"add\",\"path\":\"/data/m\",\"value\":\"4\"}]")
                .patch(cluster.path(MAPS + "/a")).then().statusCode(200).body("data.m", equalTo("4"));
        cluster.as().delete(cluster.path(MAPS + "/a")).then().statusCode(200).body("status", equalTo("Success")).body("details.name", equalTo("a"));
        cluster.get(MAPS + "/a").statusCode(404).body("reason", equalTo("NotFound")).body("message", equalTo("configmaps \"a\" not found"));
    }

    @Test
    void bodies_may_be_yaml_and_so_may_answers() {
        Endpoint cluster = Endpoint.fresh();
        String yaml = Yaml.print(Endpoint.configMap("y", "k", "1"));
        String answer = cluster.as().contentType("application/yaml").accept("application/yaml").body(yaml.getBytes(StandardCharsets.UTF_8)).post(cluster.path(MAPS)).then()
                .statusCode(201).contentType("application/yaml").extract().asString();
        assertThat(answer).contains("name: \"y\"\n").contains("kind: ConfigMap\n");
    }

    @Test
    void warnings_come_as_headers_and_strictness_refuses() {
        Endpoint cluster = Endpoint.fresh();
        Json odd = Endpoint.configMap("w").with("dota", Json.of("k", "v"));
        cluster.post(MAPS, odd).statusCode(201).header("Warning", equalTo("299 - \"unknown field \\\"dota\\\"\""));
        cluster.post(MAPS + "?fieldValidation=Strict", odd).statusCode(400).body("message", containsString("strict decoding error: unknown field \"dota\""));
    }

    @Test
    void kinds_that_are_about_to_go_say_so() {
        String text = "299 - \"v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\"";
        Endpoint cluster = Endpoint.fresh();
        cluster.get("/api/v1/namespaces/default/endpoints").statusCode(200).header("Warning", equalTo(text));
        cluster.get("/api/v1/namespaces/default/endpoints/none").statusCode(404).header("Warning", equalTo(text));
        cluster.get(MAPS).statusCode(200).header("Warning", nullValue());
    }

    @Test
    void a_field_that_comes_twice_is_told_of_or_refused() {
        Endpoint cluster = Endpoint.fresh();
        String json = Endpoint.deployment("twice", 1).toString().replace("\"image\":", "\"image\":\"nginx:1.19\",\"image\":")
                .replace("\"replicas\":1", "\"replicas\":5,\"replicas\":1");
        String yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: twice\ndata:\n  k: '1'\n  k: '2'\ndota: x\n";
        String deployments = cluster.path("/apis/apps/v1/namespaces/default/deployments");

        cluster.as().contentType(ContentType.JSON).body(json).post(deployments + "?fieldValidation=Strict").then().statusCode(400)
                .body("message", equalTo("Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: "
                        + "duplicate field \"spec.replicas\", duplicate field \"spec.template.spec.containers[0].image\""));
        assertThat(cluster.as().contentType(ContentType.JSON).body(json).post(deployments).then().statusCode(201).extract().headers().getValues("Warning"))
                .containsExactly("299 - \"duplicate field \\\"spec.replicas\\\"\"",
                        "299 - \"duplicate field \\\"spec.template.spec.containers[0].image\\\"\"");
        cluster.as().contentType("application/yaml").body(yaml.getBytes(StandardCharsets.UTF_8)).post(cluster.path(MAPS) + "?fieldValidation=Strict").then().statusCode(400)
                .body("message", equalTo("ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: "
                        + "yaml: unmarshal errors:\n  line 7: key \"k\" already set in map, unknown field \"dota\""));
        assertThat(cluster.as().contentType("application/yaml").body(yaml.getBytes(StandardCharsets.UTF_8)).post(cluster.path(MAPS)).then().statusCode(201)
                .body("data.k", equalTo("2")).extract().headers().getValues("Warning"))
                .containsExactly("299 - \"line 7: key \\\"k\\\" already set in map\"", "299 - \"unknown field \\\"dota\\\"\"");
        cluster.as().contentType(ContentType.JSON).body(json.replace("twice", "ignored")).post(deployments + "?fieldValidation=Ignore").then()
                .statusCode(201).header("Warning", nullValue());
    }

    @Test
    void a_patch_that_gives_a_field_twice_or_an_unknown_one_is_told_of_or_refused() {
        Endpoint cluster = Endpoint.fresh();
        String deployments = "/apis/apps/v1/namespaces/default/deployments";
        cluster.post(deployments, Endpoint.deployment("web", 1)).statusCode(201);
        String web = cluster.path(deployments + "/web");
        String twice = "{\"spec\":{\"replicas\":2,\"replicas\":3,\"foo\":1}}";
        String found = "duplicate field \"spec.replicas\", unknown field \"spec.foo\"";

        cluster.as().contentType("application/strategic-merge-patch+json").body(twice).patch(web + "?fieldValidation=Strict").then().statusCode(422)
                .body("message", equalTo(" \"\" is invalid: patch: Invalid value: \"map[spec:map[foo:1 replicas:3]]\": strict decoding error: " + found));
        cluster.as().contentType("application/merge-patch+json").body(twice).patch(web + "?fieldValidation=Strict").then().statusCode(422)
                .body("message", endsWith("strict decoding error: " + found));
        assertThat(warnings(cluster, "application/merge-patch+json", twice, web))
                .containsExactly("299 - \"duplicate field \\\"spec.replicas\\\"\"", "299 - \"unknown field \\\"spec.foo\\\"\"");
        assertThat(warnings(cluster, "application/json-patch+json", "[{\"op\":\"replace\",\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2,\"foo\":1}]", web))
                .containsExactly("299 - \"json patch unknown field \\\"[0].foo\\\"\"", "299 - \"json patch duplicate field \\\"[0].op\\\"\"");
        assertThat(warnings(cluster, "application/merge-patch+json", twice, web + "?fieldValidation=Ignore")).isEmpty();

        String intent = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: applied\ndata:\n  k: '1'\n  k: '2'\n";
        String applied = cluster.path(MAPS + "/applied") + "?fieldManager=me";
        cluster.as().contentType("application/apply-patch+yaml").body(intent.getBytes(StandardCharsets.UTF_8)).patch(applied + "&fieldValidation=Strict").then()
                .statusCode(400).body("message", equalTo(
                        "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  line 7: key \"k\" already set in map"));
        assertThat(warnings(cluster, "application/apply-patch+yaml", intent, applied)).containsExactly("299 - \"line 7: key \\\"k\\\" already set in map\"");
    }

    private static List<String> warnings(Endpoint cluster, String type, String patch, String path) {
        return cluster.as().contentType(type).body(patch.getBytes(StandardCharsets.UTF_8)).patch(path).then()
                .statusCode(lessThan(300)).extract().headers().getValues("Warning");
    }

    @Test
    void events_are_selected_by_what_they_are_about_in_both_versions() {
        Endpoint cluster = Endpoint.fresh();
        cluster.post("/apis/apps/v1/namespaces/default/deployments", Endpoint.deployment("web", 1)).statusCode(201);
        cluster.jump("+10s");
        String events = "/namespaces/default/events?fieldSelector=";

        cluster.get("/api/v1" + events + "involvedObject.kind%3DDeployment,involvedObject.name%3Dweb").statusCode(200)
                .body("items.reason", equalTo(List.of("ScalingReplicaSet")));
        cluster.get("/apis/events.k8s.io/v1" + events + "regarding.kind%3DDeployment,regarding.name%3Dweb").statusCode(200)
                .body("items.reason", equalTo(List.of("ScalingReplicaSet"))).body("items[0].regarding.name", equalTo("web"));
        cluster.get("/apis/events.k8s.io/v1" + events + "reportingController%3Ddeployment-controller").statusCode(200)
                .body("items.reason", equalTo(List.of("ScalingReplicaSet")));
        cluster.get("/apis/events.k8s.io/v1" + events + "involvedObject.name%3Dweb").statusCode(400)
                .body("message", containsString("field label not supported: involvedObject.name"));
        cluster.get("/api/v1" + events + "regarding.name%3Dweb").statusCode(400)
                .body("message", containsString("field label not supported: regarding.name"));
    }

    @Test
    void whoever_is_impersonated_may_only_what_roles_say() {
        Endpoint cluster = Endpoint.fresh();
        cluster.as().header("Impersonate-User", "system:serviceaccount:default:default").get(cluster.path(MAPS)).then().statusCode(403)
                .body("message", equalTo("configmaps is forbidden: User \"system:serviceaccount:default:default\" cannot list resource \"configmaps\" "
                        + "in API group \"\" in the namespace \"default\""));
        cluster.as().header("Impersonate-User", "jisu").header("Impersonate-Group", "writers", "system:masters").get(cluster.path(MAPS)).then().statusCode(200);
        cluster.as().header("Impersonate-User", "jisu").header("Impersonate-Group", "writers", "readers").contentType(ContentType.JSON)
                .body("{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}")
                .post(cluster.path("/apis/authentication.k8s.io/v1/selfsubjectreviews")).then().statusCode(201)
                .body("status.userInfo.username", equalTo("jisu")).body("status.userInfo.groups", equalTo(List.of("writers", "readers", "system:authenticated")));
    }

    @Test
    void an_account_gets_a_token_and_everybody_learns_what_they_may_do() {
        Endpoint cluster = Endpoint.fresh();
        cluster.post("/api/v1/namespaces/default/serviceaccounts/default/token", Json.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest",
                "spec", Json.of("expirationSeconds", 3600))).statusCode(201).body("kind", equalTo("TokenRequest"))
                .body("status.token", matchesPattern("[\\w-]+\\.[\\w-]+\\.[\\w-]+")).body("status.expirationTimestamp", notNullValue());
        Json rules = Json.of("apiVersion", "authorization.k8s.io/v1", "kind", "SelfSubjectRulesReview", "spec", Json.of("namespace", "default"));
        cluster.post("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", rules).statusCode(201).body("status.incomplete", equalTo(false))
                .body("status.resourceRules.find { it.resources == ['*'] }.verbs", equalTo(List.of("*")));
        Json access = Json.of("apiVersion", "authorization.k8s.io/v1", "kind", "SelfSubjectAccessReview",
                "spec", Json.of("resourceAttributes", Json.of("namespace", "default", "verb", "create", "resource", "pods")));
        cluster.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", access).statusCode(201).body("status.allowed", equalTo(true));
        cluster.as().header("Impersonate-User", "jisu").contentType(ContentType.JSON).body(access.toString())
                .post(cluster.path("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")).then().statusCode(201).body("status.allowed", equalTo(false));
    }

    @Test
    void a_dry_run_changes_nothing() {
        Endpoint cluster = Endpoint.fresh();
        cluster.post(MAPS + "?dryRun=All", Endpoint.configMap("dry")).statusCode(201);
        cluster.get(MAPS + "/dry").statusCode(404);
    }

    @Test
    void lists_come_in_pages_as_tables_and_as_metadata() {
        Endpoint cluster = Endpoint.fresh();
        for (String name : new String[] {"p1", "p2", "p3"}) {
            cluster.post(MAPS, Endpoint.configMap(name).withAt("x", "metadata", "labels", "of")).statusCode(201);
        }
        String next = cluster.get(MAPS + "?labelSelector=of%3Dx&limit=2").body("kind", equalTo("ConfigMapList")).body("items", hasSize(2))
                .extract().path("metadata.continue");
        cluster.get(MAPS + "?labelSelector=of%3Dx&limit=2&continue=" + next).body("items.metadata.name", equalTo(java.util.List.of("p3")));
        cluster.as().accept(TABLE).get(cluster.path(MAPS + "?labelSelector=of=x")).then()
                .body("kind", equalTo("Table"))
                .body("columnDefinitions.name", equalTo(java.util.List.of("Name", "Data", "Age")))
                .body("rows[0].cells[0]", equalTo("p1"))
                .body("rows[0].object.kind", equalTo("PartialObjectMetadata"));
        cluster.as().accept("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io").get(cluster.path(MAPS)).then()
                .body("kind", equalTo("PartialObjectMetadataList")).body("items[0]", not(hasKey("data")));
    }

    @Test
    void scale_and_status_are_resources_of_their_own() {
        Endpoint cluster = Endpoint.fresh().paused();
        String web = "/apis/apps/v1/namespaces/default/deployments/web";
        cluster.post("/apis/apps/v1/namespaces/default/deployments", Endpoint.deployment("web", 1)).statusCode(201);
        cluster.get(web + "/scale").body("kind", equalTo("Scale")).body("spec.replicas", equalTo(1));
        cluster.as().contentType("application/merge-patch+json").body("{\"spec\":{\"replicas\":3}}").patch(cluster.path(web + "/scale")).then()
                .statusCode(200).body("spec.replicas", equalTo(3));
        cluster.get(web).body("spec.replicas", equalTo(3));
        cluster.get(web + "/status").body("kind", equalTo("Deployment"));
    }

    @Test
    void what_a_client_does_is_an_act_in_the_log_with_what_it_led_to() {
        Endpoint cluster = Endpoint.fresh().paused();
        int before = cluster.log(0).extract().path("position");
        cluster.as().header("User-Agent", "kubectl/v1.33.0 (linux/amd64)").header("Kubectl-Command", "kubectl create").header("Kubectl-Session", "run-1")
                .contentType(ContentType.JSON).body(Endpoint.configMap("seen").toString()).post(cluster.path(MAPS)).then().statusCode(201);
        cluster.log(before)
                .body("entries[0].kind", equalTo("client")).body("entries[0].text", equalTo("kubectl create"))
                .body("entries[0].details.client", equalTo("kubectl/v1.33.0"))
                .body("entries[1].type", equalTo("change")).body("entries[1].cause", equalTo(before + 1));
    }

    @Test
    void a_token_opens_exactly_one_cluster() {
        Endpoint mine = Endpoint.fresh();
        Endpoint other = Endpoint.fresh();
        other.as().get(mine.path("/api/v1/pods")).then().statusCode(401)
                .body("kind", equalTo("Status")).body("reason", equalTo("Unauthorized")).body("code", equalTo(401));
        other.as().get("/k8s/nosuchsession/api/v1/pods").then().statusCode(401);
        given().get(mine.path("/version")).then().statusCode(401);
        given().cookie("lab-" + mine.session(), mine.token()).get(mine.path("/version")).then().statusCode(200);
        given().get(mine.server() + "/version").then().statusCode(200).body("gitVersion", startsWith("v1.34"));
        given().get(other.server().replace(other.session(), mine.session()) + "/version").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nosuch, 404", "GET, /apis/nosuch.io/v1/things, 404", "GET, /nosuch, 404", "GET, /api/v1/pods/web, 404",
        "GET, /api/v1/namespaces/default/nodes, 404", "POST, /api/v1/pods, 405", "PUT, /api/v1/namespaces/default/pods, 405",
        "PATCH, /api/v1/nodes, 405", "GET, /api/v1/namespaces/default/configmaps/kube-root-ca.crt/nosuch, 404", "GET, /api/v2, 404"})
    void paths_and_methods_that_are_not_there_say_so(String method, String path, int status) {
        Endpoint cluster = Endpoint.fresh();
        cluster.as().request(method, cluster.path(path)).then().statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\"}}", "{\"metadata\":7}"})
    void bodies_that_make_no_sense_are_refused_with_a_reason(String body) {
        Endpoint cluster = Endpoint.fresh();
        cluster.as().contentType(ContentType.JSON).body(body).post(cluster.path(MAPS)).then()
                .statusCode(400).body("kind", equalTo("Status")).body("reason", equalTo("BadRequest")).body("message", not(equalTo("")));
    }

    @ParameterizedTest
    @CsvSource({"POST, ''", "PUT, /web", "PUT, /web/scale", "PUT, /web/status"})
    void a_body_that_is_missing_is_missed(String method, String path) {
        Endpoint cluster = Endpoint.fresh();
        String deployments = "/apis/apps/v1/namespaces/default/deployments";
        cluster.post(deployments, Endpoint.deployment("web", 1)).statusCode(201);
        cluster.as().contentType(ContentType.JSON).request(method, cluster.path(deployments + path)).then().statusCode(400).body("message", equalTo(
                "the object provided is unrecognized (must be of type Deployment): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"));
    }

    @Test
    void formats_that_nobody_speaks_are_refused_both_ways() {
        Endpoint cluster = Endpoint.fresh();
        cluster.as().contentType("application/xml").body("<a/>").post(cluster.path(MAPS)).then().statusCode(415)
                .body("message", startsWith("the body of the request was in an unknown format"));
        cluster.as().accept("application/xml").get(cluster.path(MAPS)).then().statusCode(406).body("reason", equalTo("NotAcceptable"));
    }

    @Test
    void a_client_is_told_once_that_the_clusters_clock_is_ahead() {
        Endpoint cluster = Endpoint.fresh().paused();
        cluster.get("/version").header("Warning", equalTo(null));
        cluster.jump("+3d");
        cluster.get("/version").header("Warning", containsString("simulated"));
        cluster.get("/version").header("Warning", equalTo(null));
    }

    @Test
    void ages_are_told_by_the_clusters_clock_at_whatever_speed_it_runs() {
        Endpoint cluster = Endpoint.fresh().paused();
        cluster.post(MAPS, Endpoint.configMap("old")).statusCode(201);
        cluster.jump("+3d");
        cluster.post(MAPS, Endpoint.configMap("young")).statusCode(201);
        cluster.jump("+5m");
        cluster.as().accept(TABLE).get(cluster.path(MAPS)).then()
                .body("rows.find { it.cells[0] == 'old' }.cells[2]", equalTo("3d")).body("rows.find { it.cells[0] == 'young' }.cells[2]", equalTo("5m"));
    }

    @Test
    void health_pages_answer() {
        Endpoint cluster = Endpoint.fresh();
        for (String page : new String[] {"healthz", "livez", "readyz"}) {
            assertThat(cluster.get("/" + page).statusCode(200).extract().asString()).isEqualTo("ok");
            assertThat(cluster.get("/" + page + "?verbose").extract().asString()).startsWith("[+]ping ok\n").endsWith(page + " check passed\n");
        }
        cluster.get("/").body("paths", hasItem("/apis/apps/v1"));
    }
}
