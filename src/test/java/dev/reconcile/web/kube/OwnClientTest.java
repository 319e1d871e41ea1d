package dev.reconcile.web.kube;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page hands out for the learner's own kubectl, and how it tells whether one has come. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class OwnClientTest {
    private static ValidatableResponse connection(Endpoint cluster) {
        return cluster.as().get("/api/sessions/" + cluster.session() + "/client").then();
    }

    private static String base() {
        return RestAssured.baseURI + ":" + RestAssured.port;
    }

    @Test
    void a_kubeconfig_names_the_cluster_and_carries_the_token() throws Yaml.Malformed {
        Endpoint cluster = Endpoint.fresh();
        String text = cluster.kubeconfig().statusCode(200).contentType("application/yaml").header("Cache-Control", equalTo("no-store"))
                .header("Content-Disposition", equalTo("attachment; filename=\"reconcile-" + cluster.session() + ".kubeconfig\"")).extract().asString();
        Json config = Yaml.parse(text).object();
        String name = "reconcile-" + cluster.session();
        assertThat(config.text("current-context")).isEqualTo(name);
        assertThat(config.objects("clusters")).containsExactly(Json.of("name", name, "cluster", Json.of("server", cluster.server())));
        assertThat(config.objects("users")).containsExactly(Json.of("name", name, "user", Json.of("token", cluster.token())));
        assertThat(config.objects("contexts")).containsExactly(Json.of("name", name, "context", Json.of("cluster", name, "user", name, "namespace", "default")));
        given().get(config.objects("clusters").getFirst().text("cluster", "server") + "/api/v1/nodes").then().statusCode(200);
    }

    @Test
    void behind_a_proxy_with_tls_it_names_that_and_keeps_the_token_out_of_the_address() throws Yaml.Malformed {
        Endpoint cluster = Endpoint.fresh();
        String text = cluster.as().header("X-Forwarded-Proto", "https").header("X-Forwarded-Host", "lab.example.org").header("X-Forwarded-Port", "443")
                .get("/api/sessions/" + cluster.session() + "/kubeconfig").then().statusCode(200).extract().asString();
        assertThat(Yaml.parse(text).object().objects("clusters").getFirst().text("cluster", "server"))
                .isEqualTo("https://lab.example.org/k8s/" + cluster.session());
    }

    @Test
    void nobody_else_gets_one() {
        Endpoint mine = Endpoint.fresh();
        Endpoint other = Endpoint.fresh();
        for (String page : new String[] {"kubeconfig", "client"}) {
            given().get("/api/sessions/" + mine.session() + "/" + page).then().statusCode(401);
            other.as().get("/api/sessions/" + mine.session() + "/" + page).then().statusCode(403);
        }
    }

    @Test
    void one_line_in_a_shell_brings_it_and_sets_it(@TempDir Path folder) throws Exception {
        Endpoint cluster = Endpoint.fresh();
        String line = connection(cluster).statusCode(200).body("server", equalTo(cluster.server())).extract().path("line");
        assertThat(line).isEqualTo("curl -fsS -o reconcile-%1$s.kubeconfig -H 'Authorization: Bearer %2$s' %3$s/api/sessions/%1$s/kubeconfig "
                .formatted(cluster.session(), cluster.token(), base()) + "&& export KUBECONFIG=$PWD/reconcile-%s.kubeconfig".formatted(cluster.session()));
        Process shell = new ProcessBuilder("sh", "-c", line + " && cat \"$KUBECONFIG\"").directory(folder.toFile()).redirectErrorStream(true).start();
        String shown = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(shown).isZero();
        assertThat(shown).isEqualTo(cluster.kubeconfig().extract().asString()).isEqualTo(Files.readString(folder.resolve("reconcile-" + cluster.session() + ".kubeconfig")));
    }

    @Test
    void the_state_of_the_connection_follows_what_clients_do() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        connection(cluster).body("client", equalTo("")).body("lastSeen", nullValue()).body("requests", equalTo(0)).body("open", equalTo(0));
        cluster.as().header("User-Agent", "kubectl/v1.33.0 (linux/amd64) kubernetes/abc").get(cluster.path("/version")).then().statusCode(200);
        connection(cluster).body("client", equalTo("kubectl/v1.33.0")).body("lastSeen", matchesPattern("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z"))
                .body("requests", equalTo(1)).body("open", equalTo(0));
        try (OpenWatch watch = OpenWatch.on(cluster, "/api/v1/nodes?watch=true")) {
            watch.next();
            connection(cluster).body("requests", equalTo(2)).body("open", equalTo(1));
        }
    }
}
