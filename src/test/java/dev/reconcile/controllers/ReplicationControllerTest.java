package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import org.junit.jupiter.api.Test;

/** A ReplicationController is kept by the reconciler of ReplicaSets; what differs is its selector. */
class ReplicationControllerTest {
    private final Playground cluster = Playground.standard().apply("""
            apiVersion: v1
            kind: ReplicationController
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {app: web}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}
            """).after(30);

    @Test
    void keeps_its_pods_and_says_how_many_there_are() {
        assertThat(cluster.list("pods")).hasSize(2).allSatisfy(pod ->
                assertThat(pod.controllerReference().orElseThrow().text("kind")).isEqualTo("ReplicationController"));
        assertThat(cluster.get("replicationcontrollers", "web").status().toString()).isEqualTo(
                "{\"availableReplicas\":2,\"fullyLabeledReplicas\":2,\"observedGeneration\":1,\"readyReplicas\":2,\"replicas\":2}");
        assertThat(cluster.events("replicationcontrollers", "web")).hasSize(2).allMatch(event -> event.startsWith("SuccessfulCreate: Created pod: web-"));
    }

    @Test
    void a_pod_whose_label_is_changed_is_let_go_and_replaced() {
        String pod = cluster.names("pods").getFirst();
        cluster.change("pods", pod, p -> p.withLabel("app", "other")).after(20);

        assertThat(cluster.pod(pod).controllerReference()).isEmpty();
        assertThat(cluster.list("pods")).hasSize(3);
    }

    @Test
    void is_scaled_as_people_wish() {
        cluster.patch("replicationcontrollers", "web", Json.of("spec", Json.of("replicas", 0)));
        cluster.after(60);

        assertThat(cluster.names("pods")).isEmpty();
    }
}
