package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about ReplicaSets, by their names there. */
class ReplicaSetConformanceTest {
    private static final String SETS = "replicasets.apps";
    private static final String WEB = "app=web";

    private final Candidate candidate = new Candidate();

    private void web(String name, int replicas, String image, String args) {
        candidate.create("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: %s, labels: {app: web}}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: "%s"%s}]}
                """.formatted(name, replicas, image, args));
    }

    @Test
    @DisplayName("[sig-apps] ReplicaSet Replace and Patch tests [Conformance]")
    void replaced_and_patched() {
        web("web", 1, "nginx:1.20", "");
        candidate.untilReady(WEB, 1);
        candidate.update(SETS, "web", set -> set.with(2L, "spec", "replicas"));
        candidate.untilReady(WEB, 2);
        candidate.patch(SETS, "web", Json.of("metadata", Json.of("labels", Json.of("patched", "yes")), "spec", Json.of("replicas", 3L,
                "template", Json.of("spec", Json.of("terminationGracePeriodSeconds", 0L,
                        "containers", List.of(Json.of("name", "c", "image", "registry.k8s.io/pause:3.10")))))));
        candidate.untilReady(WEB, 3);
        KubeObject patched = candidate.list(SETS, "patched=yes").getFirst();
        assertThat(patched.spec().number("replicas")).contains(3L);
        assertThat(patched.tree().objects("spec", "template", "spec", "containers").getFirst().text("image")).isEqualTo("registry.k8s.io/pause:3.10");
        candidate.until("all are counted", () -> candidate.get(SETS, "web").status().number(0, "readyReplicas") == 3);
    }

    @Test
    @DisplayName("[sig-apps] ReplicaSet Replicaset should have a working scale subresource [Conformance]")
    void scale_subresource() {
        web("web", 1, "nginx:1.20", "");
        candidate.untilReady(WEB, 1);
        candidate.hasWorkingScale(SETS, "web");
        candidate.untilReady(WEB, 4);
    }

    @Test
    @DisplayName("[sig-apps] ReplicaSet should adopt matching pods on creation and release no longer matching pods [Conformance]")
    void adopts_and_releases() {
        candidate.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: orphan, labels: {app: web}}
                spec: {containers: [{name: c, image: "nginx:1.20"}]}
                """);
        web("web", 1, "nginx:1.20", "");
        candidate.until("it is adopted", () -> candidate.get("pods", "orphan").controllerReference().isPresent());
        assertThat(candidate.pods(WEB)).hasSize(1);

        candidate.patch("pods", "orphan", Json.of("metadata", Json.of("labels", Json.of("app", "other"))));
        candidate.until("it is released", () -> candidate.get("pods", "orphan").ownerReferences().isEmpty());
        candidate.untilReady(WEB, 1);
    }

    @Test
    @DisplayName("[sig-apps] ReplicaSet should list and delete a collection of ReplicaSets [Conformance]")
    void collection() {
        web("web", 3, "nginx:1.20", "");
        candidate.untilReady(WEB, 3);
        candidate.isListedAndDeletedAsCollection(SETS, WEB, 1);
        candidate.until("its pods go", () -> candidate.pods(WEB).isEmpty());
    }

    @Test
    @DisplayName("[sig-apps] ReplicaSet should serve a basic image on each replica with a public image [Conformance]")
    void serves() {
        web("web", 2, "registry.k8s.io/e2e-test-images/agnhost:2.53", ", args: [serve-hostname]");
        candidate.untilReady(WEB, 2);
        List<KubeObject> pods = candidate.pods(WEB);
        for (KubeObject pod : pods) {
            assertThat(candidate.fetch("http://" + pod.status().text("podIP") + ":9376").strip()).isEqualTo(pod.name());
        }
    }

    @Test
    @DisplayName("[sig-apps] ReplicaSet should validate Replicaset Status endpoints [Conformance]")
    void status() {
        web("web", 1, "nginx:1.20", "");
        candidate.untilReady(WEB, 1);
        candidate.hasWorkingStatus(SETS, "web", WEB);
    }
}
