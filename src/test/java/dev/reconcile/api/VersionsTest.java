package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static final String V1 = "horizontalpodautoscalers.v1.autoscaling";
    private static final String V2 = "horizontalpodautoscalers.autoscaling";
    private static final String EVENTS = "events.v1.events.k8s.io";

    private final Lab lab = new Lab();

    private KubeObject autoscaler() {
        return Lab.object(lab.create(V1, "default", """
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  maxReplicas: 5
                  targetCPUUtilizationPercentage: 80
                """));
    }

    private Reply ask(Verb verb, String resource, String name) {
        return lab.api.handle(new Request(Lab.LEARNER, verb, resource, "default", name, "", null, null, Options.NONE));
    }

    @Test
    void an_object_of_one_version_is_the_same_object_in_the_other() {
        KubeObject v1 = autoscaler();
        assertThat(v1.apiVersion()).isEqualTo("autoscaling/v1");
        assertThat(v1.spec().number(0, "targetCPUUtilizationPercentage")).isEqualTo(80);
        KubeObject v2 = Lab.object(ask(Verb.GET, V2, "web"));
        assertThat(v2.apiVersion()).isEqualTo("autoscaling/v2");
        assertThat(v2.spec().objects("metrics")).containsExactly(Json.of("type", "Resource", "resource",
                Json.of("name", "cpu", "target", Json.of("type", "Utilization", "averageUtilization", 80))));
        assertThat(v2.uid()).isEqualTo(v1.uid());
    }

    @Test
    void what_the_older_version_has_no_field_for_travels_in_annotations_and_comes_back() {
        autoscaler();
        Json memory = Json.of("type", "Resource", "resource", Json.of("name", "memory", "target", Json.of("type", "Utilization", "averageUtilization", 60)));
        KubeObject v2 = lab.get(V2, "default", "web");
        List<Json> metrics = List.of(v2.spec().objects("metrics").getFirst(), memory);
        Lab.object(lab.api.handle(Request.update(Lab.LEARNER, V2, v2.with(metrics, "spec", "metrics"), Options.NONE)));
        KubeObject v1 = Lab.object(ask(Verb.GET, V1, "web"));
        assertThat(v1.annotation("autoscaling.alpha.kubernetes.io/metrics").orElseThrow()).contains("memory");
        assertThat(v1.spec().has("metrics")).isFalse();
        Lab.object(lab.patch(V1, "default", "web", Patch.Type.MERGE, Lab.yaml("spec: {targetCPUUtilizationPercentage: 50}")));
        KubeObject after = lab.get(V2, "default", "web");
        assertThat(after.spec().objects("metrics")).hasSize(2).contains(memory);
        assertThat(after.spec().objects("metrics").getFirst().number(0, "resource", "target", "averageUtilization")).isEqualTo(50);
        assertThat(after.annotations()).isEmpty();
    }

    @Test
    void unknown_fields_are_those_of_the_version_that_was_sent() {
        Reply reply = lab.create(V1, "default", "{metadata: {name: x}, spec: {metrics: []}}", "fieldValidation", "Strict");
        assertThat(Lab.message(reply)).isEqualTo("400 HorizontalPodAutoscaler in version \"v1\" cannot be handled as a HorizontalPodAutoscaler: "
                + "strict decoding error: unknown field \"spec.metrics\"");
    }

    @Test
    void lists_and_watches_speak_the_version_that_was_asked_for() {
        autoscaler();
        assertThat(((Reply.Many) ask(Verb.LIST, V1, "")).items()).extracting(KubeObject::apiVersion).containsExactly("autoscaling/v1");
        Watch watch = ((Reply.Watching) ask(Verb.WATCH, V1, "")).watch();
        assertThat(watch.kind().version()).isEqualTo("v1");
        assertThat(watch.next()).extracting(event -> event.object().apiVersion()).containsExactly("autoscaling/v1");
    }

    @Test
    void events_of_both_groups_are_one_storage() {
        Lab.object(lab.create(EVENTS, "default", """
                metadata: {name: e}
                regarding: {kind: Pod, name: web, namespace: default}
                reason: Tested
                note: something happened
                type: Normal
                action: Test
                reportingController: tester
                reportingInstance: t
                eventTime: "2025-11-24T16:00:00.000000Z"
                """));
        Json core = Lab.object(ask(Verb.GET, "events", "e")).tree();
        assertThat(core.text("message")).isEqualTo("something happened");
        assertThat(core.text("involvedObject", "name")).isEqualTo("web");
        assertThat(core.text("reportingComponent")).isEqualTo("tester");
        Json again = Lab.object(ask(Verb.GET, EVENTS, "e")).tree();
        assertThat(again.text("note")).isEqualTo("something happened");
        assertThat(again.text("apiVersion")).isEqualTo("events.k8s.io/v1");
    }
}
