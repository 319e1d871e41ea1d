package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about ReplicationControllers, by their names there. */
class ReplicationControllerConformanceTest {
    private static final String CONTROLLERS = "replicationcontrollers";
    private static final String WEB = "app=web";

    private final Candidate candidate = new Candidate();

    private void web(int replicas, String image, String args) {
        candidate.create("""
                apiVersion: v1
                kind: ReplicationController
                metadata: {name: web, labels: {app: web}}
                spec:
                  replicas: %d
                  selector: {app: web}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: c, image: "%s"%s}]}
                """.formatted(replicas, image, args));
    }

    @Test
    @DisplayName("[sig-apps] ReplicationController should adopt matching pods on creation [Conformance]")
    void adopts() {
        candidate.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: orphan, labels: {app: web}}
                spec: {containers: [{name: c, image: "nginx:1.20"}]}
                """);
        web(1, "nginx:1.20", "");
        candidate.until("it is adopted", () -> candidate.get("pods", "orphan").controllerReference().isPresent());
        assertThat(candidate.pods(WEB)).hasSize(1);
    }

    @Test
    @DisplayName("[sig-apps] ReplicationController should get and update a ReplicationController scale [Conformance]")
    void scale_subresource() {
        web(1, "nginx:1.20", "");
        candidate.untilReady(WEB, 1);
        candidate.hasWorkingScale(CONTROLLERS, "web");
        candidate.untilReady(WEB, 4);
    }

    @Test
    @DisplayName("[sig-apps] ReplicationController should release no longer matching pods [Conformance]")
    void releases() {
        web(1, "nginx:1.20", "");
        candidate.untilReady(WEB, 1);
        String pod = candidate.pods(WEB).getFirst().name();
        candidate.patch("pods", pod, Json.of("metadata", Json.of("labels", Json.of("app", "other"))));
        candidate.until("it is released", () -> candidate.get("pods", pod).ownerReferences().isEmpty());
        candidate.untilReady(WEB, 1);
    }

    @Test
    @DisplayName("[sig-apps] ReplicationController should serve a basic image on each replica with a public image [Conformance]")
    void serves() {
        web(2, "registry.k8s.io/e2e-test-images/agnhost:2.53", ", args: [serve-hostname]");
        candidate.untilReady(WEB, 2);
        List<KubeObject> pods = candidate.pods(WEB);
        for (KubeObject pod : pods) {
            assertThat(candidate.fetch("http://" + pod.status().text("podIP") + ":9376").strip()).isEqualTo(pod.name());
        }
    }

    @Test
    @DisplayName("[sig-apps] ReplicationController should surface a failure condition on a common issue like exceeded quota [Conformance]")
    void quota() {
        candidate.create("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: two-pods}
                spec: {hard: {pods: "2"}}
                """);
        candidate.until("the quota is known", () -> candidate.get("resourcequotas", "two-pods").status().has("hard"));
        web(3, "nginx:1.20", "");
        candidate.until("it says that it cannot", () -> candidate.get(CONTROLLERS, "web").condition("ReplicaFailure").isPresent());
        assertThat(candidate.pods(WEB)).hasSize(2);

        candidate.patch(CONTROLLERS, "web", Json.of("spec", Json.of("replicas", 2L)));
        candidate.until("it says so no longer", () -> candidate.get(CONTROLLERS, "web").condition("ReplicaFailure").isEmpty());
    }

    @Test
    @DisplayName("[sig-apps] ReplicationController should test the lifecycle of a ReplicationController [Conformance]")
    void lifecycle() {
        web(1, "nginx:1.20", "");
        Watch watch = candidate.watch(CONTROLLERS, WEB);
        candidate.untilReady(WEB, 1);
        candidate.patch(CONTROLLERS, "web", Json.of("metadata", Json.of("labels", Json.of("stage", "patched"))));
        assertThat(candidate.list(CONTROLLERS, "", "stage=patched")).hasSize(1);
        candidate.patchStatus(CONTROLLERS, "web", "{\"status\": {\"readyReplicas\": 0, \"availableReplicas\": 0}}");
        assertThat(candidate.status(CONTROLLERS, "web").status().number(0, "readyReplicas")).isZero();
        candidate.until("it counts again", () -> candidate.status(CONTROLLERS, "web").status().number(0, "readyReplicas") == 1);
        candidate.hasWorkingStatus(CONTROLLERS, "web", WEB);
        candidate.patchScale(CONTROLLERS, "web", 2);
        candidate.untilReady(WEB, 2);
        candidate.update(CONTROLLERS, "web", rc -> rc.withLabel("updated", "yes"));
        assertThat(candidate.list(CONTROLLERS, "updated=yes")).hasSize(1);
        candidate.deleteCollection(CONTROLLERS, WEB);
        candidate.until("it is gone", () -> candidate.list(CONTROLLERS, WEB).isEmpty());
        assertThat(watch.next()).extracting(Watch.Event::type).contains(Watch.Type.ADDED, Watch.Type.MODIFIED).endsWith(Watch.Type.DELETED);
    }
}
