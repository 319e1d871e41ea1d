package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
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
        try {
            Json patch = Json.of("spec", Json.of("containers", List.of(JsonText.object("{\"name\": \"main\", \"resources\": " + resources + "}"))));
            return lab.cluster().request(Request.patch(Caller.learner(0), Lab.key("web"), new Patch(Patch.Type.STRATEGIC, patch), Options.NONE).on("resize"));
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
                .isEqualTo("Pod \"guaranteed\" is invalid: spec: Invalid value: \"Burstable\": Pod QOS Class may not change as a result of resizing");
    }
}
