package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about StatefulSets, by their names there. */
class StatefulSetConformanceTest {
    private static final String SETS = "statefulsets.apps";
    private static final String SS = "app=ss";
    private static final String OLD = "httpd:2.4";
    private static final String NEW = "httpd:2.4.65";

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
        probed(1, "podManagementPolicy: Parallel");
        candidate.untilReady(SS, 1);

        breakProbe();
        candidate.until("it runs and is not ready", () -> readyReplicas() == 0 && candidate.ready(SS) == 0);
        size(3);
        candidate.after(10);
        assertThat(names()).as("scaling up does not halt").containsExactly("ss-0", "ss-1", "ss-2");
        restoreProbe();
        candidate.untilReady(SS, 3);

        breakProbe();
        candidate.until("all run and none is ready", () -> readyReplicas() == 0 && candidate.ready(SS) == 0);
        size(0);
        candidate.after(10);
        assertThat(names().stream().filter(name -> !candidate.get("pods", name).isTerminating())).as("nor does scaling down").isEmpty();
        candidate.until("all go", () -> names().isEmpty());
        candidate.until("the status says so", () -> candidate.get(SETS, "ss").status().number(-1, "replicas") == 0);
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] Scaling should happen in predictable order and halt if any"
            + " stateful pod is unhealthy [Slow] [Conformance]")
    void scaling_order() {
        Watch watch = candidate.watch("pods", SS);
        probed(1, "");
        candidate.untilReady(SS, 1);

        breakProbe();
        candidate.until("it runs and is not ready", () -> readyReplicas() == 0 && candidate.ready(SS) == 0);
        size(3);
        candidate.after(10);
        assertThat(names()).as("scaling up halts").containsExactly("ss-0");
        restoreProbe();
        candidate.untilReady(SS, 3);
        assertThat(order(watch, Watch.Type.ADDED)).containsExactly("ss-0", "ss-1", "ss-2");

        breakProbe();
        candidate.until("all run and none is ready", () -> readyReplicas() == 0 && candidate.ready(SS) == 0);
        size(0);
        candidate.after(10);
        assertThat(names()).as("scaling down halts").containsExactly("ss-0", "ss-1", "ss-2");
        restoreProbe();
        candidate.until("all go", () -> names().isEmpty());
        assertThat(order(watch, Watch.Type.DELETED)).containsExactly("ss-2", "ss-1", "ss-0");
    }

    /** With upstream's image and readiness probe. */
    private void probed(int replicas, String extra) {
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
                    spec:
                      containers:
                      - name: c
                        image: %s
                        readinessProbe: {httpGet: {path: /index.html, port: 80}, periodSeconds: 1, successThreshold: 1, failureThreshold: 1, timeoutSeconds: 1}
                """.formatted(replicas, extra, OLD));
    }

    private long readyReplicas() {
        return candidate.get(SETS, "ss").status().number(0, "readyReplicas");
    }

    /** What the readiness probes ask for is not there any more. */
    private void breakProbe() {
        names().forEach(this::breakProbe);
    }

    private void breakProbe(String pod) {
        candidate.exec(pod, "mv -v /usr/local/apache2/htdocs/index.html /tmp/ || true");
    }

    private void restoreProbe() {
        names().forEach(this::restoreProbe);
    }

    private void restoreProbe(String pod) {
        candidate.exec(pod, "mv -v /tmp/index.html /usr/local/apache2/htdocs/ || true");
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] Should recreate evicted statefulset [Conformance]")
    void recreates_evicted() {
        candidate.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: test-pod}
                spec: {nodeName: worker-1, containers: [{name: c, image: "nginx:1.20", ports: [{name: conflict, containerPort: 21017, hostPort: 21017}]}]}
                """);
        candidate.until("the pod with the port runs", () -> "Running".equals(candidate.get("pods", "test-pod").status().text("phase")));
        Watch watch = candidate.watch("pods", SS);
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
                    spec: {nodeName: worker-1, containers: [{name: c, image: "nginx:1.20", ports: [{name: conflict, containerPort: 21017, hostPort: 21017}]}]}
                """);
        List<Watch.Event> seen = new ArrayList<>();
        candidate.until("the pod has failed and was deleted at least once", () -> {
            seen.addAll(watch.next());
            return seen.stream().anyMatch(event -> event.type() == Watch.Type.DELETED);
        });
        assertThat(seen).anyMatch(event -> "Failed".equals(event.object().status().text("phase")) && "NodePorts".equals(event.object().status().text("reason")));
        candidate.delete("pods", "test-pod", "Background");
        candidate.untilReady(SS, 1);
        assertThat(names()).containsExactly("ss-0");
        assertThat(candidate.get("pods", "ss-0").uid()).isNotEqualTo(seen.getFirst().object().uid());
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
        candidate.patch(SETS, "ss", Json.of("metadata", Json.of("labels", Json.of("stage", "patched")), "spec", Json.of("replicas", 2L, "template",
                Json.of("spec", Json.of("terminationGracePeriodSeconds", 1L, "containers", List.of(Json.of("name", "c", "image", "registry.k8s.io/pause:3.10")))))));
        KubeObject patched = candidate.get(SETS, "ss");
        assertThat(patched.spec().number("replicas")).contains(2L);
        assertThat(patched.tree().objects("spec", "template", "spec", "containers").getFirst().text("image")).isEqualTo("registry.k8s.io/pause:3.10");
        candidate.until("both run the new image", () -> candidate.ready(SS) == 2 && candidate.images(SS).stream().allMatch("registry.k8s.io/pause:3.10"::equals));
        candidate.isListedAndDeletedAsCollection(SETS, "stage=patched", 1);
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] should perform canary updates and phased rolling updates of"
            + " template modifications [Conformance]")
    void canary() {
        ss(3, "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 3}}");
        candidate.untilReady(SS, 3);
        candidate.until("the status is complete", this::isComplete);
        String current = updateRevision();
        image("nginx:1.21");
        candidate.after(30);
        String updated = updateRevision();
        assertThat(updated).as("a new revision").isNotEqualTo(current);
        assertThat(candidate.images(SS)).containsOnly("nginx:1.20");
        assertThat(revisions()).as("not applied beyond the replicas").containsOnly(current);

        partition(2);
        candidate.until("the canary is there", () -> candidate.images(SS).equals(List.of("nginx:1.20", "nginx:1.20", "nginx:1.21")) && candidate.ready(SS) == 3);
        assertThat(revisions()).containsExactly(current, current, updated);
        for (String pod : List.of("ss-0", "ss-2")) {
            candidate.delete("pods", pod, "Background");
            candidate.after(3).untilReady(SS, 3);
        }
        assertThat(candidate.images(SS)).as("restored as they were").containsExactly("nginx:1.20", "nginx:1.20", "nginx:1.21");
        assertThat(revisions()).containsExactly(current, current, updated);

        for (int phase = 1; phase >= 0; phase--) {
            partition(phase);
            int count = 3 - phase;
            candidate.until("phase " + phase, () -> candidate.images(SS).stream().filter("nginx:1.21"::equals).count() == count && candidate.ready(SS) == 3);
            assertThat(revisions().subList(phase, 3)).containsOnly(updated);
            assertThat(revisions().subList(0, phase)).allMatch(current::equals);
        }
        candidate.until("it is complete", this::isComplete);
        assertThat(candidate.get(SETS, "ss").status().text("currentRevision")).isEqualTo(updated);
    }

    private List<String> revisions() {
        return candidate.pods(SS).stream().map(pod -> pod.labels().get("controller-revision-hash")).toList();
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
        probed(3, "");
        candidate.untilReady(SS, 3);
        candidate.until("the status is complete", this::isComplete);
        String first = updateRevision();
        assertThat(candidate.pods(SS)).allMatch(pod -> first.equals(pod.labels().get("controller-revision-hash")));
        Watch watch = candidate.watch("pods", SS);
        watch.next();

        changeWithOneUnready(NEW);
        String second = updateRevision();
        assertThat(second).as("a new revision").isNotEqualTo(first);
        restoreAndFinish(NEW, second);
        assertThat(order(watch, Watch.Type.DELETED)).containsExactly("ss-2", "ss-1", "ss-0");

        changeWithOneUnready(OLD);
        assertThat(updateRevision()).as("the prior revision").isEqualTo(first);
        restoreAndFinish(OLD, first);
        assertThat(order(watch, Watch.Type.DELETED)).containsExactly("ss-2", "ss-1", "ss-0");
        assertThat(candidate.list("controllerrevisions.apps", SS)).hasSize(2);
    }

    private String updateRevision() {
        return candidate.get(SETS, "ss").status().text("updateRevision");
    }

    private void changeWithOneUnready(String image) {
        breakProbe("ss-1");
        candidate.until("it is not ready", () -> !Pods.isReady(candidate.get("pods", "ss-1")));
        image(image);
        candidate.after(2);
        assertThat(isComplete()).as("while it goes on").isFalse();
    }

    private void restoreAndFinish(String image, String revision) {
        restoreProbe("ss-1");
        candidate.until("it is complete", () -> isComplete() && candidate.ready(SS) == 3);
        assertThat(candidate.get(SETS, "ss").status().text("currentRevision")).isEqualTo(revision);
        assertThat(candidate.images(SS)).containsOnly(image);
        assertThat(candidate.pods(SS)).allMatch(pod -> revision.equals(pod.labels().get("controller-revision-hash"))).allMatch(Pods::isReady);
    }

    @Test
    @DisplayName("[sig-apps] StatefulSet Basic StatefulSet functionality [StatefulSetBasic] should validate Statefulset Status endpoints [Conformance]")
    void status() {
        ss(1, "");
        candidate.untilReady(SS, 1);
        candidate.hasWorkingStatus(SETS, "ss", SS);
    }
}
