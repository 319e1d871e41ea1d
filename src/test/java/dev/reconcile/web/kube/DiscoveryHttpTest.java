package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.reconcile.model.Json;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is, as clients old and new ask for it. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class DiscoveryHttpTest {
    @Test
    void older_clients_go_from_groups_to_versions_to_resources() {
        Endpoint cluster = Endpoint.fresh();
        cluster.get("/api").body("kind", equalTo("APIVersions")).body("versions", equalTo(java.util.List.of("v1")));
        cluster.get("/apis").body("groups.name", hasItems("apps", "batch", "autoscaling", "policy"));
        cluster.get("/apis/apps").body("kind", equalTo("APIGroup")).body("preferredVersion.groupVersion", equalTo("apps/v1"));
        cluster.get("/apis/nosuch").statusCode(404);
    }

    @Test
    void a_resource_is_described_as_a_recorded_cluster_did() {
        String recorded = "{\"name\":\"deployments\",\"singularName\":\"deployment\",\"namespaced\":true,\"kind\":\"Deployment\","
                + "\"verbs\":[\"create\",\"delete\",\"deletecollection\",\"get\",\"list\",\"patch\",\"update\",\"watch\"],"
                + "\"shortNames\":[\"deploy\"],\"categories\":[\"all\"],\"storageVersionHash\":\"8aSe+NMegvE=\"},"
                + "{\"name\":\"deployments/scale\",\"singularName\":\"\",\"namespaced\":true,\"group\":\"autoscaling\",\"version\":\"v1\","
                + "\"kind\":\"Scale\",\"verbs\":[\"get\",\"patch\",\"update\"]},"
                + "{\"name\":\"deployments/status\",\"singularName\":\"\",\"namespaced\":true,\"kind\":\"Deployment\",\"verbs\":[\"get\",\"patch\",\"update\"]}";
        assertThat(Endpoint.fresh().get("/apis/apps/v1").extract().asString())
                .startsWith("{\"kind\":\"APIResourceList\",\"apiVersion\":\"v1\",\"groupVersion\":\"apps/v1\",\"resources\":[").contains(recorded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v2beta1"})
    void newer_clients_get_everything_in_two_documents(String version) {
        Endpoint cluster = Endpoint.fresh();
        String wanted = "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
        String groups = cluster.as().accept(wanted + ",application/json").get(cluster.path("/apis")).then().statusCode(200)
                .header("Content-Type", equalTo(wanted)).extract().asString();
        assertThat(groups).contains("\"apiVersion\":\"apidiscovery.k8s.io/" + version + "\"")
                .contains("\"resource\":\"deployments\",\"responseKind\":{\"group\":\"apps\",\"version\":\"v1\",\"kind\":\"Deployment\"},\"scope\":\"Namespaced\"");
        assertThat(cluster.as().accept(wanted).get(cluster.path("/api")).then().extract().asString()).contains("\"resource\":\"pods\"");
    }

    @Test
    void openapi_names_types_keys_and_the_parameters_that_are_understood() {
        Endpoint cluster = Endpoint.fresh();
        String where = cluster.get("/openapi/v3").extract().path("paths.'apis/apps/v1'.serverRelativeURL");
        Json apps = Endpoint.json(cluster.get(where).statusCode(200));
        Json spec = apps.object("components", "schemas", "io.k8s.api.core.v1.PodSpec", "properties", "containers");
        assertThat(spec.text("x-kubernetes-patch-merge-key")).isEqualTo("name");
        assertThat(spec.text("x-kubernetes-list-type")).isEqualTo("map");
        Json patch = apps.object("paths", "/apis/apps/v1/namespaces/{namespace}/deployments/{name}", "patch");
        assertThat(patch.objects("parameters")).extracting(parameter -> parameter.text("name")).contains("fieldValidation", "dryRun");
        cluster.get("/openapi/v2").body("definitions.'io.k8s.api.apps.v1.Deployment'.'x-kubernetes-group-version-kind'.kind", hasItem("Deployment"));
        cluster.get("/openapi/v3/apis/nosuch/v1").statusCode(404);
    }

    @Test
    void older_clients_get_openapi_as_protobuf() {
        Endpoint cluster = Endpoint.fresh();
        byte[] document = cluster.as().accept("application/com.github.proto-openapi.spec.v2@v1.0+protobuf").get(cluster.path("/openapi/v2")).then()
                .statusCode(200).contentType("application/com.github.proto-openapi.spec.v2.v1.0+protobuf").extract().asByteArray();
        // Field 1, the version of the specification.
        assertThat(document).startsWith(0x0a, 0x03, '2', '.', '0');
    }
}
