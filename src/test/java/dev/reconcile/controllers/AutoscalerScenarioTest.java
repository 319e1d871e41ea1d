package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Autoscalers and disruption budgets of anything that has a scale. */
class AutoscalerScenarioTest {
    private static final String AUTOSCALERS = "horizontalpodautoscalers.autoscaling";
    private static final String FLEETS = "fleets.example.com";
    private static final String BUDGETS = "poddisruptionbudgets.policy";

    private final Playground cluster = Playground.standard().apply("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: fleets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: fleets, singular: fleet, kind: Fleet}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec: {type: object, properties: {size: {type: integer, maximum: 3}}}
                      status: {type: object, properties: {size: {type: integer}, chosen: {type: string}}}
                subresources:
                  status: {}
                  scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size, labelSelectorPath: .status.chosen}
            """).after(5);

    /** Two busy pods of a fleet. */
    private void fleet(int size, String selector) {
        cluster.apply("""
                apiVersion: example.com/v1
                kind: Fleet
                metadata: {name: reds}
                spec: {size: %d}
                """.formatted(size));
        KubeObject fleet = cluster.change(FLEETS, "reds", each -> each).get(FLEETS, "reds");
        status(fleet.with(Json.of("size", 2, "chosen", selector), "status"));
        for (String name : List.of("a", "b")) {
            cluster.apply("""
                    apiVersion: v1
                    kind: Pod
                    metadata:
                      name: %s
                      labels: {team: red}
                      annotations: {lab.reconcile.dev/cpu: 150m}
                      ownerReferences: [{apiVersion: example.com/v1, kind: Fleet, name: reds, uid: %s, controller: true}]
                    spec: {containers: [{name: main, image: nginx, resources: {requests: {cpu: 200m}}}]}
                    """.formatted(name, fleet.uid()));
        }
    }

    private void status(KubeObject object) {
        Reply reply = cluster.cluster().request(Request.update(Caller.learner(0), FLEETS, object, Options.NONE).on("status"));
        assertThat(reply).isInstanceOf(Reply.One.class);
    }

    private void autoscaler(String more) {
        cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: reds}
                spec:
                  scaleTargetRef: {apiVersion: example.com/v1, kind: Fleet, name: reds}
                  maxReplicas: 5
                  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
                  %s
                """.formatted(more));
    }

    private String condition(String type) {
        return cluster.get(AUTOSCALERS, "reds").condition(type).map(c -> "%s %s: %s".formatted(c.text("status"), c.text("reason"), c.text("message"))).orElse("-");
    }

    @Test
    void a_custom_resource_is_scaled_through_its_scale() {
        fleet(2, "team=red");
        autoscaler("");
        cluster.after(90);

        assertThat(cluster.get(FLEETS, "reds").spec().number(0, "size")).isEqualTo(3);
        assertThat(condition("AbleToScale")).isEqualTo("True ReadyForNewScale: recommended size matches current size");
        assertThat(cluster.events(AUTOSCALERS, "reds")).contains("SuccessfulRescale: New size: 3; reason: cpu resource utilization (percentage of request) "
                + "above target");
        assertThat(cluster.get(FLEETS, "reds").metadata().objects("managedFields").toString()).contains("\"subresource\":\"scale\"");
        assertThat(cluster.get(AUTOSCALERS, "reds").annotations()).isEmpty();
    }

    @Test
    void a_refused_scale_is_said_and_tried_again_at_the_next_look() {
        fleet(2, "team=red");
        cluster.change("pods", "a", pod -> pod.withAnnotation(PodUsage.CPU, "400m")).change("pods", "b", pod -> pod.withAnnotation(PodUsage.CPU, "400m"));
        autoscaler("");
        cluster.after(90);

        String refusal = "Fleet.example.com \"reds\" is invalid: spec.size: Invalid value: 4: spec.size in body should be less than or equal to 3";
        assertThat(condition("AbleToScale")).isEqualTo("False FailedUpdateScale: the HPA controller was unable to update the target scale: " + refusal);
        assertThat(cluster.events(AUTOSCALERS, "reds")).contains("FailedRescale: New size: 4; reason: cpu resource utilization (percentage of request) above "
                + "target; error: " + refusal);
        assertThat(cluster.get(FLEETS, "reds").spec().number(0, "size")).isEqualTo(2);
    }

    @Test
    void a_scale_needs_a_selector_that_can_be_read() {
        fleet(2, "");
        autoscaler("");
        cluster.after(20);
        assertThat(condition("ScalingActive")).isEqualTo("False InvalidSelector: the HPA target's scale is missing a selector");
        assertThat(cluster.events(AUTOSCALERS, "reds")).containsExactly("SelectorRequired: selector is required",
                "FailedComputeMetricsReplicas: selector is required");

        status(cluster.get(FLEETS, "reds").with("a in b", "status", "chosen"));
        cluster.after(20);
        assertThat(condition("ScalingActive")).startsWith("False InvalidSelector: couldn't convert selector into a corresponding internal selector object: ");
    }

    @Test
    void a_custom_resource_that_does_not_say_its_size_has_no_scale() {
        fleet(2, "team=red");
        cluster.change(FLEETS, "reds", each -> each.with(null, "spec", "size"));
        autoscaler("");
        cluster.after(20);

        assertThat(condition("AbleToScale")).isEqualTo("False FailedGetScale: the HPA controller was unable to get the target's current scale: "
                + "Internal error occurred: the spec replicas field \".spec.size\" does not exist");
    }

    @Test
    void what_there_was_before_counts_as_recommended() {
        fleet(3, "team=red");
        cluster.change("pods", "a", pod -> pod.withAnnotation(PodUsage.CPU, "10m")).change("pods", "b", pod -> pod.withAnnotation(PodUsage.CPU, "10m"));
        autoscaler("");
        cluster.patch(AUTOSCALERS, "reds", Json.of("spec", Json.of("maxReplicas", 2)));
        cluster.after(120);

        assertThat(cluster.get(FLEETS, "reds").spec().number(0, "size")).isEqualTo(2);
        assertThat(condition("AbleToScale")).isEqualTo("True ScaleDownStabilized: recent recommendations were higher than current one, "
                + "applying the highest recent recommendation");
        assertThat(condition("ScalingLimited")).isEqualTo("True TooManyReplicas: the desired replica count is more than the maximum replica count");
        cluster.fork().after(300);
        assertThat(cluster.get(FLEETS, "reds").spec().number(0, "size")).isEqualTo(1);
    }

    @Test
    void a_tolerance_is_not_kept() {
        autoscaler("behavior: {scaleUp: {tolerance: 50m}, scaleDown: {tolerance: 500m}}");

        Json behaviour = cluster.get(AUTOSCALERS, "reds").spec().object("behavior");
        assertThat(behaviour.object("scaleUp").names()).containsExactly("policies", "selectPolicy", "stabilizationWindowSeconds");
        assertThat(behaviour.object("scaleDown").names()).containsExactly("policies", "selectPolicy");
    }

    @Test
    void a_budget_counts_the_replicas_of_a_custom_resource() {
        fleet(3, "team=red");
        cluster.apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: reds}
                spec: {selector: {matchLabels: {team: red}}, maxUnavailable: 2}
                """).after(30);

        assertThat(cluster.get(BUDGETS, "reds").status().number(0, "expectedPods")).isEqualTo(3);
        assertThat(cluster.get(BUDGETS, "reds").status().number(0, "disruptionsAllowed")).isEqualTo(1);
    }
}
