package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Pods;
import dev.reconcile.scheduler.Demand;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other requests and limits for pods that run. */
class ResizeTest {
    private final Lab lab = Lab.standard();

    @BeforeEach
    void a_pod_of_two_containers() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                  - name: main
                    image: nginx:1.20
                    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 128Mi}}
                    resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: memory, restartPolicy: RestartContainer}]
                  - name: side
                    image: nginx:alpine
                    command: [sleep, 1h]
                """).after("15s");
    }

    private Reply resize(String resources) {
        return resize("web", resources);
    }

    private String refused(String pod, String resources) {
        return ((Reply.Failed) resize(pod, resources)).status().message();
    }

    private Reply resize(String pod, String resources) {
        try {
            Json patch = Json.of("spec", Json.of("containers", List.of(JsonText.object("{\"name\": \"main\", \"resources\": " + resources + "}"))));
            return lab.cluster().request(Request.patch(Caller.learner(0), Lab.key(pod), new Patch(Patch.Type.STRATEGIC, patch), Options.NONE).on("resize"));
        } catch (JsonText.Malformed e) {
            throw new AssertionError(e);
        }
    }

    private String pending() {
        return lab.pod("web").condition("PodResizePending").map(c -> c.text("reason") + ": " + c.text("message")).orElse("none");
    }

    @Test
    void cpu_changes_while_the_container_goes_on() {
        String id = lab.container("web").text("containerID");
        assertThat(resize("{\"requests\": {\"cpu\": \"150m\"}, \"limits\": {\"cpu\": \"300m\"}}")).isInstanceOf(Reply.One.class);
        lab.after("3s");

        assertThat(lab.container("web").text("containerID")).isEqualTo(id);
        assertThat(lab.container("web").text("allocatedResources", "cpu")).isEqualTo("150m");
        assertThat(lab.container("web").text("resources", "limits", "cpu")).isEqualTo("300m");
        assertThat(lab.pod("web").generation()).isEqualTo(2);
        assertThat(pending()).isEqualTo("none");
        assertThat(lab.reloaded().after("3s").container("web").text("allocatedResources", "cpu")).isEqualTo("150m");
    }

    @Test
    void who_resized_is_noted_and_its_end_is_told() {
        resize("{\"limits\": {\"cpu\": \"300m\"}}");
        assertThat(lab.pod("web").metadata().objects("managedFields")).anySatisfy(entry -> {
            assertThat(entry.text("subresource")).isEqualTo("resize");
            assertThat(entry.at("fieldsV1", "f:spec", "f:containers", "k:{\"name\":\"main\"}", "f:resources", "f:limits"))
                    .isEqualTo(Json.of("f:cpu", Json.EMPTY));
        });
        lab.after("3s");

        assertThat(lab.events("web")).contains("ResizeCompleted: Pod resize completed: {\"containers\":[{\"name\":\"main\",\"resources\":{\"limits\":"
                + "{\"cpu\":\"300m\",\"memory\":\"128Mi\"},\"requests\":{\"cpu\":\"100m\",\"memory\":\"64Mi\"}}},{\"name\":\"side\",\"resources\":{}}]}");
    }

    @Test
    void a_resize_is_in_progress_until_the_container_has_been_restarted() {
        resize("{\"requests\": {\"memory\": \"96Mi\"}}");
        lab.after("100ms");

        assertThat(lab.pod("web").condition("PodResizeInProgress")).isPresent();
        assertThat(lab.container("web").text("allocatedResources", "memory")).isEqualTo("96Mi");
        assertThat(lab.container("web").text("resources", "requests", "memory")).isEqualTo("64Mi");

        Lab later = lab.reloaded().after("20s");
        assertThat(later.pod("web").condition("PodResizeInProgress")).isEmpty();
        assertThat(later.container("web").text("resources", "requests", "memory")).isEqualTo("96Mi");
        assertThat(later.events("web")).filteredOn(event -> event.startsWith("ResizeCompleted: ")).hasSize(1);
    }

    @Test
    void a_resize_that_was_deferred_is_tried_again_when_there_is_room() {
        long room = Demand.amount("cpu", lab.cluster().view().get("nodes", "", Pods.node(lab.pod("web"))).orElseThrow().tree().at("status", "allocatable", "cpu"));
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: big}
                spec:
                  nodeName: %s
                  containers: [{name: main, image: "nginx:1.20", resources: {requests: {cpu: %dm}}}]
                """.formatted(Pods.node(lab.pod("web")), room - 1000)).after("15s");
        resize("{\"requests\": {\"cpu\": \"1500m\"}, \"limits\": {\"cpu\": \"2\"}}");
        lab.after("3s");
        assertThat(pending()).startsWith("Deferred: Node didn't have enough resource: cpu, requested: 1500, used: ");

        lab.delete("big").after("40s");
        assertThat(pending()).isEqualTo("none");
        assertThat(lab.container("web").text("resources", "limits", "cpu")).isEqualTo("2");
    }

    @Test
    void quotas_and_limit_ranges_are_asked() {
        lab.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: small}
                spec: {hard: {requests.cpu: 350m}}
                """).apply("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: bounds}
                spec: {limits: [{type: Container, max: {memory: 512Mi}, default: {memory: 128Mi}, defaultRequest: {memory: 64Mi}}]}
                """).pod("solo", "nginx:1.20", "resources: {requests: {cpu: 100m}}").after("5s");

        assertThat(refused("web", "{\"requests\": {\"cpu\": \"150m\"}}")).isEqualTo(
                "pods \"web\" is forbidden: failed quota: small: must specify requests.cpu for: side");
        assertThat(refused("solo", "{\"requests\": {\"cpu\": \"300m\"}}")).isEqualTo(
                "pods \"solo\" is forbidden: exceeded quota: small, requested: requests.cpu=200m, used: requests.cpu=200m, limited: requests.cpu=350m");
        assertThat(refused("solo", "{\"limits\": {\"memory\": \"1Gi\"}}")).isEqualTo(
                "pods \"solo\" is forbidden: maximum memory usage per Container is 512Mi, but limit is 1Gi");
        assertThat(resize("solo", "{\"requests\": {\"cpu\": \"240m\"}}")).isInstanceOf(Reply.One.class);
    }

    @Test
    void memory_changes_with_a_restart_where_the_policy_says_so() {
        assertThat(resize("{\"limits\": {\"memory\": \"256Mi\"}}")).isInstanceOf(Reply.One.class);
        lab.after("20s");

        assertThat(lab.container("web").number(0, "restartCount")).isEqualTo(1);
        assertThat(lab.container("web").text("resources", "limits", "memory")).isEqualTo("256Mi");
        assertThat(lab.events("web")).contains("Killing: Container main resize requires restart");
    }

    @Test
    void what_the_node_does_not_have_waits() {
        assertThat(resize("{\"requests\": {\"cpu\": \"100\"}, \"limits\": {\"cpu\": \"100\"}}")).isInstanceOf(Reply.One.class);
        lab.after("3s");

        assertThat(pending()).startsWith("Infeasible: Node didn't have enough capacity: cpu, requested: 100000, capacity: ");
        assertThat(lab.container("web").text("resources", "limits", "cpu")).isEqualTo("200m");

        resize("{\"requests\": {\"cpu\": \"100m\"}, \"limits\": {\"cpu\": \"200m\"}}");
        lab.after("3s");

        assertThat(pending()).isEqualTo("none");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"requests": {"cpu": "500m"}}                                                        | spec.containers[0].resources.requests: Invalid value: "500m": must be less than or equal to cpu limit of 200m
            {"requests": {"cpu": "200m", "memory": "128Mi", "ephemeral-storage": "1Gi"}}         | spec: Forbidden: only cpu and memory resources are mutable
            {"$patch": "replace", "requests": {"cpu": "100m", "memory": "64Mi"}}                 | spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed
            """)
    void what_is_no_resize_is_refused(String resources, String message) {
        assertThat(((Reply.Failed) resize(resources)).status().message()).contains(message);
    }

    @Test
    void the_quality_of_service_stays() {
        lab.pod("guaranteed", "nginx:1.20", "resources: {limits: {cpu: 100m, memory: 64Mi}}").after("5s");
        Json patch = Json.of("spec", Json.of("containers", List.of(Json.of("name", "main", "resources", Json.of("limits", Json.of("cpu", "200m"))))));
        Request request = Request.patch(Caller.learner(0), Lab.key("guaranteed"), new Patch(Patch.Type.STRATEGIC, patch), Options.NONE);

        assertThat(((Reply.Failed) lab.cluster().request(request.on("resize"))).status().message())
                .isEqualTo("Pod \"guaranteed\" is invalid: spec: Invalid value: \"Guaranteed\": Pod QOS Class may not change as a result of resizing");
    }
}
