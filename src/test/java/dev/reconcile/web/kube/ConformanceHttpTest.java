package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.reconcile.model.Json;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What upstream's end-to-end suite asks of a cluster, request by request, in the shape of some of its [sig-apps] conformance tests ({@code test/e2e/apps}) and of
 * the framework around them ({@code test/e2e/framework}, {@code test/e2e/e2e.go}). The behaviour itself is tested inside, in {@code controllers}.
 */
@QuarkusTest
@WithTestResource(TestDatabase.class)
@Timeout(120)
class ConformanceHttpTest {
    private static final String AGNHOST = "registry.k8s.io/e2e-test-images/agnhost:2.53";
    private static final String HTTPD = "registry.k8s.io/e2e-test-images/httpd:2.4.38-4";

    private Endpoint cluster;
    private String namespace;

    @BeforeEach
    void a_namespace_of_its_own() {
        cluster = Endpoint.fresh();
        namespace = cluster.post("/api/v1/namespaces", Json.of("apiVersion", "v1", "kind", "Namespace", "metadata",
                Json.of("generateName", "apps-", "labels", Json.of("e2e-framework", "apps", "pod-security.kubernetes.io/enforce", "privileged"))))
                .statusCode(201).body("metadata.name", startsWith("apps-")).extract().path("metadata.name");
    }

    private String core(String rest) {
        return "/api/v1/namespaces/" + namespace + "/" + rest;
    }

    private String apps(String rest) {
        return "/apis/apps/v1/namespaces/" + namespace + "/" + rest;
    }

    private ValidatableResponse patch(String type, String path, Json body) {
        return cluster.as().contentType("application/" + type).body(body.toString()).patch(cluster.path(path)).then();
    }

    private ValidatableResponse put(String path, Json body) {
        return cluster.as().contentType("application/json").body(body.toString()).put(cluster.path(path)).then();
    }

    private static Json podSpec(String label, String image, String... args) {
        return Json.of("metadata", Json.of("labels", Json.of("name", label)), "spec", Json.of(
                "terminationGracePeriodSeconds", 0,
                "containers", List.of(Json.of("name", "main", "image", image, "args", args.length == 0 ? null : List.of(args)))));
    }

    private static Json workload(String kind, String name, Json spec) {
        return Json.of("apiVersion", "apps/v1", "kind", kind, "metadata", Json.of("name", name, "labels", Json.of("test", "static")), "spec",
                spec.with("selector", Json.of("matchLabels", Json.of("name", name))));
    }

    @Test
    void a_new_namespace_gets_its_account_and_its_certificate_while_the_framework_watches() throws Exception {
        try (OpenWatch accounts = OpenWatch.on(cluster, core("serviceaccounts?watch=true&fieldSelector=metadata.name%3Ddefault"))) {
            accounts.until("ADDED", account -> account.textOrEmpty("metadata", "name").equals("default"));
        }
        try (OpenWatch maps = OpenWatch.on(cluster, core("configmaps?watch=true&fieldSelector=metadata.name%3Dkube-root-ca.crt"))) {
            Json map = maps.until("ADDED", each -> true);
            assertThat(map.text("data", "ca.crt")).startsWith("-----BEGIN CERTIFICATE-----");
        }
    }

    @Test
    void nodes_look_schedulable_and_ready_and_the_system_alive() {
        cluster.get("/api/v1/nodes?fieldSelector=spec.unschedulable%3Dfalse&resourceVersion=0").statusCode(200).body("items", hasSize(4))
                .body("items.status.conditions.flatten().findAll { it.type == 'Ready' }.status", everyItem(equalTo("True")))
                .body("items.findAll { it.spec.taints == null }.metadata.name", hasSize(3));
        cluster.get("/api/v1/namespaces/kube-system/pods").body("items", not(hasSize(0)))
                .body("items.status.phase", everyItem(equalTo("Running")))
                .body("items.status.conditions.flatten().findAll { it.type == 'Ready' }.status", everyItem(equalTo("True")));
        Json daemons = Endpoint.json(cluster.get("/apis/apps/v1/namespaces/kube-system/daemonsets").statusCode(200));
        assertThat(daemons.objects("items")).isNotEmpty()
                .allSatisfy(each -> assertThat(each.number(0, "status", "numberReady")).isEqualTo(each.number(-1, "status", "desiredNumberScheduled")));
    }

    @Test
    void each_replica_serves_its_own_name_through_the_api_server() {
        cluster.post(apps("replicasets"), workload("ReplicaSet", "my-hostname", Json.of("replicas", 2,
                "template", podSpec("my-hostname", AGNHOST, "serve-hostname")
                        .withAt(List.of(Json.of("name", "main", "image", AGNHOST, "args", List.of("serve-hostname"),
                                "ports", List.of(Json.of("containerPort", 9376)))), "spec", "containers")))).statusCode(201);
        cluster.jump("+1m");
        List<String> pods = cluster.get(core("pods?labelSelector=name%3Dmy-hostname")).body("items", hasSize(2)).extract().path("items.metadata.name");
        for (String pod : pods) {
            assertThat(cluster.get(core("pods/" + pod + "/proxy/")).statusCode(200).extract().asString()).isEqualTo(pod);
            assertThat(cluster.get(core("pods/http:" + pod + ":9376/proxy/")).statusCode(200).extract().asString()).isEqualTo(pod);
        }
        cluster.get(core("pods/" + pods.getFirst() + ":81/proxy/")).statusCode(503).body("reason", equalTo("ServiceUnavailable"))
                .body("message", matchesPattern("error trying to reach service: dial tcp 10\\.[\\d.]+:81: connect: connection refused"));
        cluster.get(core("pods/a:b:c/proxy/")).statusCode(400).body("message", equalTo("invalid pod request \"a:b:c\""));
        cluster.get(core("pods/nosuch/proxy/")).statusCode(404).body("message", equalTo("pods \"nosuch\" not found"));
        cluster.get("/api/v1/nodes/worker-1/proxy/healthz").statusCode(404);
    }

    @Test
    void a_service_is_asked_through_the_api_server() {
        cluster.post(apps("deployments"), workload("Deployment", "echo", Json.of("replicas", 2,
                "template", podSpec("echo", AGNHOST, "netexec", "--http-port=8080")))).statusCode(201);
        cluster.post(core("services"), Json.of("apiVersion", "v1", "kind", "Service", "metadata", Json.of("name", "echo"), "spec", Json.of(
                "selector", Json.of("name", "echo"), "ports", List.of(Json.of("name", "web", "port", 80, "targetPort", 8080))))).statusCode(201);
        cluster.get(core("services/echo:80/proxy/")).statusCode(503).body("message", equalTo("no endpoints available for service \"echo\""));
        cluster.jump("+1m");
        for (String name : List.of("echo:80", "echo:web", "http:echo:web")) {
            assertThat(cluster.get(core("services/" + name + "/proxy/echo?msg=hello")).statusCode(200).extract().asString()).isEqualTo("hello");
        }
        cluster.get(core("services/echo:81/proxy/")).statusCode(503).body("message", equalTo("no service port 81 found for service \"echo\""));
        cluster.get(core("services/https:echo:80/proxy/")).statusCode(503)
                .body("message", equalTo("error trying to reach service: http: server gave HTTP response to HTTPS client"));
        cluster.get(core("services/echo:web/proxy/nosuch")).statusCode(404);
    }

    @Test
    void a_deployment_lives_through_patches_of_itself_its_status_and_its_scale() throws Exception {
        String path = apps("deployments/test-deployment");
        try (OpenWatch watch = OpenWatch.on(cluster, apps("deployments?watch=true&labelSelector=test%3Dstatic&timeoutSeconds=60"))) {
            cluster.post(apps("deployments"), workload("Deployment", "test-deployment", Json.of("replicas", 1, "template",
                    podSpec("test-deployment", AGNHOST, "pause")))).statusCode(201);
            watch.until("ADDED", each -> true);
            watch.until("MODIFIED", each -> each.number(0, "status", "availableReplicas") == 1);
            patch("strategic-merge-patch+json", path, Json.of("metadata", Json.of("labels", Json.of("test-deployment", "patched")), "spec", Json.of("replicas", 2,
                    "template", Json.of("spec", Json.of("containers", List.of(Json.of("name", "main", "image", HTTPD, "args", List.of()))))))).statusCode(200);
            watch.until("MODIFIED", each -> each.number(0, "status", "readyReplicas") == 2
                    && each.textOrEmpty("metadata", "labels", "test-deployment").equals("patched"));
            cluster.get("/apis/apps/v1/deployments?labelSelector=test%3Dstatic").body("items", hasSize(1))
                    .body("items[0].spec.template.spec.containers[0].image", equalTo(HTTPD));

            cluster.paused();
            Json current = Endpoint.json(cluster.get(path + "/status").statusCode(200));
            put(path + "/status", current.withAt(List.of(Json.of("type", "StatusUpdate", "status", "True", "reason", "E2E", "message", "Set by e2e test")),
                    "status", "conditions")).statusCode(200).body("status.conditions.reason", equalTo(List.of("E2E")));
            put(path + "/status", current.withAt(9, "status", "replicas")).statusCode(409).body("reason", equalTo("Conflict"));
            // Upstream's test asks for this alone, and does not look at the answer.
            patch("merge-patch+json", path + "/status", Json.of("status", Json.of("readyReplicas", 0))).statusCode(422).body("message", equalTo(
                    "Deployment.apps \"test-deployment\" is invalid: status.availableReplicas: Invalid value: 2: cannot be greater than readyReplicas"));
            patch("merge-patch+json", path + "/status", Json.of("metadata", Json.of("annotations", Json.of("patched", "yes")),
                    "status", Json.of("readyReplicas", 0, "availableReplicas", 0))).statusCode(200).body("metadata.annotations.patched", equalTo("yes"));
            watch.until("MODIFIED", each -> each.textOrEmpty("metadata", "annotations", "patched").equals("yes"));

            patch("merge-patch+json", path + "/scale", Json.of("spec", Json.of("replicas", 1))).statusCode(200)
                    .body("kind", equalTo("Scale")).body("apiVersion", equalTo("autoscaling/v1")).body("spec.replicas", equalTo(1));
            cluster.jump("+1m");
            watch.until("MODIFIED", each -> each.number(0, "status", "readyReplicas") == 1);
            cluster.as().delete(cluster.path(apps("deployments?labelSelector=test%3Dstatic"))).then().statusCode(200);
            watch.until("DELETED", each -> each.textOrEmpty("metadata", "name").equals("test-deployment"));
        }
        cluster.get(apps("deployments?labelSelector=test%3Dstatic")).body("items", hasSize(0));
    }

    @Test
    void a_daemon_pod_that_somebody_declares_failed_is_made_again() {
        cluster.post(apps("daemonsets"), workload("DaemonSet", "daemon-set", Json.of("template", podSpec("daemon-set", HTTPD)))).statusCode(201);
        cluster.jump("+1m");
        String pods = core("pods?labelSelector=name%3Ddaemon-set");
        Json pod = Endpoint.json(cluster.get(pods).body("items", hasSize(3))).objects("items").getFirst();
        String name = pod.text("metadata", "name");
        Json failed = pod.with("apiVersion", "v1").with("kind", "Pod").with("metadata", pod.object("metadata").with("resourceVersion", ""))
                .withAt("Failed", "status", "phase");
        put(core("pods/" + name + "/status"), failed).statusCode(200).body("status.phase", equalTo("Failed"));
        cluster.jump("+2m");
        cluster.get(core("pods/" + name)).statusCode(404);
        cluster.get(pods).body("items", hasSize(3)).body("items.status.phase", everyItem(equalTo("Running")));
    }

    @Test
    void a_cron_job_answers_every_operation() throws Exception {
        String jobs = "/apis/batch/v1/namespaces/" + namespace + "/cronjobs";
        Json cronJob = Json.of("apiVersion", "batch/v1", "kind", "CronJob",
                "metadata", Json.of("generateName", "e2e-", "labels", Json.of("special", "a")), "spec", Json.of(
                "schedule", "* */1 * * ?", "concurrencyPolicy", "Allow", "suspend", true,
                "jobTemplate", Json.of("spec", Json.of("template", podSpec("c", AGNHOST, "pause").withAt("OnFailure", "spec", "restartPolicy")))));
        String version = cluster.get(jobs + "?labelSelector=special%3Da").extract().path("metadata.resourceVersion");
        String name = cluster.post(jobs, cronJob).statusCode(201).extract().path("metadata.name");
        cluster.post(jobs, cronJob).statusCode(201);
        cluster.get("/apis/batch/v1/cronjobs?labelSelector=special%3Da").body("items", hasSize(2));
        try (OpenWatch watch = OpenWatch.on(cluster, jobs + "?watch=true&labelSelector=special%3Da&resourceVersion=" + version)) {
            watch.until("ADDED", each -> each.textOrEmpty("metadata", "name").equals(name));
            patch("merge-patch+json", jobs + "/" + name, Json.of("metadata", Json.of("annotations", Json.of("patched", "true")))).statusCode(200);
            Json patched = watch.until("MODIFIED", each -> each.textOrEmpty("metadata", "annotations", "patched").equals("true"));
            put(jobs + "/" + name, patched.withAt("true", "metadata", "annotations", "updated")).statusCode(200);
            watch.until("MODIFIED", each -> each.textOrEmpty("metadata", "annotations", "updated").equals("true"));
            patch("merge-patch+json", jobs + "/" + name + "/status", Json.of("metadata", Json.of("annotations", Json.of("patchedstatus", "true")),
                    "status", Json.of("lastScheduleTime", "2026-01-01T00:00:00Z"))).statusCode(200)
                    .body("status.lastScheduleTime", equalTo("2026-01-01T00:00:00Z")).body("metadata.annotations.patchedstatus", equalTo("true"));
            cluster.as().delete(cluster.path(jobs + "/" + name)).then().statusCode(200);
            watch.until("DELETED", each -> each.textOrEmpty("metadata", "name").equals(name));
        }
        cluster.get(jobs + "/" + name).statusCode(404);
        cluster.as().delete(cluster.path(jobs + "?labelSelector=special%3Da")).then().statusCode(200);
        cluster.get(jobs + "?labelSelector=special%3Da").body("items", hasSize(0));
    }

    @Test
    void a_namespace_goes_with_everything_in_it_when_the_test_is_over() throws Exception {
        cluster.post(apps("deployments"), workload("Deployment", "web", Json.of("template", podSpec("web", HTTPD)))).statusCode(201);
        try (OpenWatch watch = OpenWatch.on(cluster, "/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3D" + namespace)) {
            cluster.as().delete(cluster.path("/api/v1/namespaces/" + namespace)).then().statusCode(200).body("status.phase", equalTo("Terminating"));
            watch.until("DELETED", each -> true);
        }
        cluster.get(apps("deployments")).statusCode(200).body("items", hasSize(0));
    }
}
