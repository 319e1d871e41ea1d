package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about StatefulSets, by their names there. */
class StatefulSetConformanceTest {
    private static final String SETS = "statefulsets.apps";
    private static final String SS = "app=ss";

    private final Candidate candidate = new Candidate();

    private void ss(int replicas, String extra) {
        candidate.create("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: ss, labels: {app: ss}}
                spec:
                  replicas: %d
                  serviceName: test
                  selector: {matchLabels: {app: ss}}
                  %s
                  template:
                    metadata: {labels: {app: ss}}
                    spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.20"}]}
                """.formatted(replicas, extra));
    }

    private void image(String image) {
        candidate.patch(SETS, "ss", Json.of("spec", Json.of("template", Json.of("spec", Json.of("containers", List.of(Json.of("name", "c", "image", image)))))));
    }

    private List<String> names() {
        return candidate.pods(SS).stream().map(KubeObject::name).toList();
    }

    private void size(long replicas) {
        candidate.patch(SETS, "ss", Json.of("spec", Json.of("replicas", replicas)));
    }

    private static Stream<String> order(Watch watch, Watch.Type type) {
        return watch.next().stream().filter(event -> event.type() == type).map(event -> event.object().name());
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] Burst scaling should run to completion even with unhealthy pods"
            + " [Slow] [Conformance]")
    void burst_scaling() {
        ss(1, "podManagementPolicy: Parallel");
        candidate.untilReady(SS, 1);
        image("nginx:404");
        candidate.until("the only pod is broken", () -> candidate.ready(SS) == 0 && names().size() == 1);
        size(3);
        candidate.until("all three are there, broken as they are", () -> names().equals(List.of("ss-0", "ss-1", "ss-2")));
        image("nginx:1.20");
        candidate.untilReady(SS, 3);
        image("nginx:404");
        candidate.until("one is broken again", () -> candidate.ready(SS) == 2);
        size(0);
        candidate.until("all go", () -> names().isEmpty());
        assertThat(candidate.get(SETS, "ss").status().number(-1, "replicas")).isZero();
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] Scaling should happen in predictable order and halt if any"
            + " stateful pod is unhealthy [Slow] [Conformance]")
    void scaling_order() {
        Watch watch = candidate.watch("pods", SS);
        candidate.create("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: ss, labels: {app: ss}}
                spec:
                  replicas: 3
                  serviceName: test
                  selector: {matchLabels: {app: ss}}
                  template:
                    metadata: {labels: {app: ss}}
                    spec: {readinessGates: [{conditionType: healthy}], containers: [{name: c, image: "nginx:1.20"}]}
                """);
        candidate.after(60);
        assertThat(names()).containsExactly("ss-0");
        for (int ordinal = 0; ordinal < 3; ordinal++) {
            healthy("ss-" + ordinal, true);
        }
        candidate.untilReady(SS, 3);
        assertThat(order(watch, Watch.Type.ADDED)).containsExactly("ss-0", "ss-1", "ss-2");

        names().forEach(pod -> healthy(pod, false));
        size(0);
        candidate.after(60);
        assertThat(names()).hasSize(3);
        List.of("ss-0", "ss-1").forEach(pod -> healthy(pod, true));
        candidate.until("all go", () -> names().isEmpty());
        assertThat(order(watch, Watch.Type.DELETED)).containsExactly("ss-2", "ss-1", "ss-0");
    }

    /** Opens or closes the gate without which the pod is not ready. */
    private void healthy(String pod, boolean healthy) {
        candidate.until(pod + " exists", () -> candidate.has("pods", pod));
        candidate.after(5).report("pods", pod, status -> Conditions.set(status, Json.of("type", "healthy", "status", healthy ? "True" : "False")));
        candidate.after(5);
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] Should recreate evicted statefulset [Conformance]")
    void recreates_evicted() {
        candidate.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: in-the-way}
                spec: {nodeName: worker-1, containers: [{name: c, image: "nginx:1.20", resources: {requests: {cpu: "3"}}}]}
                """);
        candidate.create("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: ss, labels: {app: ss}}
                spec:
                  replicas: 1
                  serviceName: test
                  selector: {matchLabels: {app: ss}}
                  template:
                    metadata: {labels: {app: ss}}
                    spec: {nodeName: worker-1, containers: [{name: c, image: "nginx:1.20", resources: {requests: {cpu: "3"}}}]}
                """);
        candidate.until("the pod has failed and another took its place",
                () -> candidate.cluster().log().since(0).stream().filter(entry -> entry.body() instanceof Body.Change change
                        && change.key().name().equals("ss-0") && change.key().resource().equals("pods")
                        && change.kind() == Body.ChangeKind.DELETED).count() > 0);
        candidate.delete("pods", "in-the-way", "Background");
        candidate.untilReady(SS, 1);
        assertThat(names()).containsExactly("ss-0");
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] should have a working scale subresource [Conformance]")
    void scale_subresource() {
        ss(1, "");
        candidate.untilReady(SS, 1);
        candidate.hasWorkingScale(SETS, "ss");
        candidate.untilReady(SS, 4);
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] should list, patch and delete a collection of StatefulSets"
            + " [Conformance]")
    void collection() {
        ss(1, "");
        candidate.untilReady(SS, 1);
        candidate.patch(SETS, "ss", Json.of("metadata", Json.of("labels", Json.of("stage", "patched")), "spec", Json.of("replicas", 2L)));
        candidate.untilReady(SS, 2);
        candidate.isListedAndDeletedAsCollection(SETS, "stage=patched", 1);
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] should perform canary updates and phased rolling updates of"
            + " template modifications [Conformance]")
    void canary() {
        ss(3, "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 3}}");
        candidate.untilReady(SS, 3);
        image("nginx:1.21");
        candidate.after(30);
        assertThat(candidate.images(SS)).containsOnly("nginx:1.20");

        partition(2);
        candidate.until("the canary is there", () -> candidate.images(SS).equals(List.of("nginx:1.20", "nginx:1.20", "nginx:1.21")) && candidate.ready(SS) == 3);
        for (String pod : List.of("ss-0", "ss-2")) {
            candidate.delete("pods", pod, "Background");
            candidate.after(3).untilReady(SS, 3);
        }
        assertThat(candidate.images(SS)).containsExactly("nginx:1.20", "nginx:1.20", "nginx:1.21");

        for (int phase = 1; phase >= 0; phase--) {
            partition(phase);
            int updated = 3 - phase;
            candidate.until("phase " + phase, () -> candidate.images(SS).stream().filter("nginx:1.21"::equals).count() == updated && candidate.ready(SS) == 3);
        }
        candidate.until("it is complete", this::isComplete);
    }

    private void partition(long partition) {
        candidate.patch(SETS, "ss", Json.of("spec", Json.of("updateStrategy", Json.of("rollingUpdate", Json.of("partition", partition)))));
    }

    private boolean isComplete() {
        Json status = candidate.get(SETS, "ss").status();
        return status.textOrEmpty("currentRevision").equals(status.text("updateRevision"));
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] should perform rolling updates and roll backs of template"
            + " modifications [Conformance]")
    void rolling_update_and_back() {
        ss(3, "");
        candidate.untilReady(SS, 3);
        candidate.after(2);
        String first = candidate.get(SETS, "ss").status().text("currentRevision");
        Watch watch = candidate.watch("pods", SS);
        watch.next();
        image("nginx:1.21");
        candidate.after(2);
        assertThat(isComplete()).isFalse();
        candidate.until("it is complete", () -> isComplete() && candidate.ready(SS) == 3);
        assertThat(order(watch, Watch.Type.DELETED)).containsExactly("ss-2", "ss-1", "ss-0");
        assertThat(candidate.images(SS)).containsOnly("nginx:1.21");

        image("nginx:1.20");
        candidate.after(2).until("it is back", () -> isComplete() && candidate.ready(SS) == 3);
        assertThat(candidate.get(SETS, "ss").status().text("currentRevision")).isEqualTo(first);
        assertThat(candidate.list("controllerrevisions.apps", SS)).hasSize(2);
        assertThat(candidate.pods(SS)).allMatch(pod -> first.equals(pod.labels().get("controller-revision-hash"))).allMatch(Pods::isReady);
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] should validate Statefulset Status endpoints [Conformance]")
    void status() {
        ss(1, "");
        candidate.untilReady(SS, 1);
        candidate.hasWorkingStatus(SETS, "ss", SS);
    }
}
