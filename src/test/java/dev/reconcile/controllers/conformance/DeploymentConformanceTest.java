package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about Deployments, by their names there. */
class DeploymentConformanceTest {
    private static final String DEPLOYMENTS = "deployments.apps";
    private static final String SETS = "replicasets.apps";
    private static final String WEB = "app=web";

    private final Candidate candidate = new Candidate();

    private void web(int replicas, String extra) {
        web(replicas, "nginx:1.20", extra);
    }

    private void web(int replicas, String image, String extra) {
        candidate.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, labels: {app: web}}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  %s
                  template:
                    metadata: {labels: {app: web}}
                    spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "%s"}]}
                """.formatted(replicas, extra, image));
    }

    private static String revision(KubeObject object) {
        return object.annotation("deployment.kubernetes.io/revision").orElse("");
    }

    private void image(String image) {
        candidate.patch(DEPLOYMENTS, "web", Json.of("spec", Json.of("template", Json.of("spec",
                Json.of("containers", List.of(Json.of("name", "c", "image", image)))))));
    }

    private void complete(int replicas, String image) {
        candidate.until("all run " + image, () -> candidate.ready(WEB) == replicas && candidate.images(WEB).stream().allMatch(image::equals)
                && candidate.get(DEPLOYMENTS, "web").status().number(0, "updatedReplicas") == replicas);
    }

    private long sizeOf(String image) {
        return candidate.list(SETS, WEB).stream()
                .filter(set -> set.tree().objects("spec", "template", "spec", "containers").getFirst().text("image").equals(image))
                .mapToLong(set -> set.spec().number(0, "replicas")).sum();
    }

    /** A ReplicaSet whose pod runs before there is a Deployment that adopts both. */
    private void before(String image) {
        candidate.create("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: before, labels: {app: web}, annotations: {deployment.kubernetes.io/revision: "3546343826724305832"}}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web, pod: before}}
                  template: {metadata: {labels: {app: web, pod: before}}, spec: {containers: [{name: c, image: "%s"}]}}
                """.formatted(image));
        candidate.untilReady(WEB, 1);
    }

    @Test
    @DisplayName("[sig-apps] Deployment Deployment should have a working scale subresource [Conformance]")
    void scale_subresource() {
        web(1, "");
        candidate.untilReady(WEB, 1);
        candidate.hasWorkingScale(DEPLOYMENTS, "web");
        candidate.untilReady(WEB, 4);
        assertThat(candidate.scale(DEPLOYMENTS, "web").status().number("replicas")).contains(4L);
    }

    @Test
    @DisplayName("[sig-apps] Deployment RecreateDeployment should delete old pods and create new ones [Conformance]")
    void recreate() {
        web(3, "strategy: {type: Recreate}");
        candidate.untilReady(WEB, 3);
        List<String> old = candidate.pods(WEB).stream().map(KubeObject::name).toList();
        Watch watch = candidate.watch(DEPLOYMENTS, WEB);
        watch.next();
        image("nginx:1.21");
        candidate.until("a new pod is there", () -> candidate.images(WEB).contains("nginx:1.21"));
        assertThat(candidate.pods(WEB)).noneMatch(pod -> old.contains(pod.name()));
        complete(3, "nginx:1.21");
        assertThat(watch.next()).extracting(event -> event.object().status()).isNotEmpty().as("old and new pods never run together").allMatch(
                status -> status.number(0, "updatedReplicas") == 0 || status.number(0, "replicas") == status.number(0, "updatedReplicas"));
    }

    @Test
    @DisplayName("[sig-apps] Deployment RollingUpdateDeployment should delete old pods and create new ones [Conformance]")
    void rolling_update() {
        before("nginx:1.19");
        web(1, "strategy: {type: RollingUpdate}");
        complete(1, "nginx:1.20");
        candidate.until("the adopted set is empty", () -> candidate.get(SETS, "before").status().number(0, "replicas") == 0);
        assertThat(candidate.get(SETS, "before").controllerReference().map(owner -> owner.text("name"))).contains("web");
        assertThat(candidate.get(DEPLOYMENTS, "web").annotation("deployment.kubernetes.io/revision")).contains("3546343826724305833");
        assertThat(candidate.list(SETS, WEB)).as("the new set and the one that was adopted").hasSize(2);
    }

    @Test
    @DisplayName("[sig-apps] Deployment deployment should delete old replica sets [Conformance]")
    void revision_history_limit() {
        before("nginx:1.19");
        Watch watch = candidate.watch("pods", WEB);
        watch.next();
        web(1, "revisionHistoryLimit: 0");
        complete(1, "nginx:1.20");
        candidate.until("no old set is left", () -> candidate.list(SETS, WEB).size() == 1);
        assertThat(candidate.has(SETS, "before")).isFalse();
        assertThat(watch.next()).filteredOn(event -> event.type() == Watch.Type.ADDED).as("one new pod").hasSize(1);
    }

    @Test
    @DisplayName("[sig-apps] Deployment deployment should support proportional scaling [Conformance]")
    void proportional_scaling() {
        web(10, "strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}");
        candidate.untilReady(WEB, 10);
        image("nginx:404");
        candidate.until("the rollout is as far as it gets", () -> sizeOf("nginx:1.20") == 8 && sizeOf("nginx:404") == 5);
        candidate.until("8 are available", () -> candidate.get(DEPLOYMENTS, "web").status().number(0, "availableReplicas") == 8);
        KubeObject broken = candidate.list(SETS, WEB).stream().filter(set -> set.spec().number(0, "replicas") == 5).findFirst().orElseThrow();
        candidate.until("none of the others is", () -> candidate.get(SETS, broken.name()).status().number(0, "replicas") == 5);
        assertThat(candidate.get(SETS, broken.name()).status().number(0, "availableReplicas")).isZero();
        candidate.patch(DEPLOYMENTS, "web", Json.of("spec", Json.of("replicas", 30L)));
        candidate.until("both sets have grown in proportion", () -> sizeOf("nginx:1.20") == 20 && sizeOf("nginx:404") == 13);
    }

    @Test
    @DisplayName("[sig-apps] Deployment deployment should support rollover [Conformance]")
    void rollover() {
        candidate.create("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: before, labels: {app: web}}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web, pod: before}}
                  template: {metadata: {labels: {app: web, pod: before}}, spec: {containers: [{name: c, image: "nginx:1.19"}]}}
                """);
        candidate.until("the set is ready", () -> candidate.get(SETS, "before").status().number(0, "readyReplicas") == 1);
        web(1, "nginx:404", "minReadySeconds: 10\n  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}");
        candidate.until("it has a new pod", () -> candidate.get(DEPLOYMENTS, "web").status().number(0, "updatedReplicas") >= 1);
        assertThat(revision(candidate.get(DEPLOYMENTS, "web"))).isEqualTo("1");
        KubeObject stuck = candidate.list(SETS, WEB).stream().filter(set -> !set.name().equals("before")).findFirst().orElseThrow();
        assertThat(revision(stuck)).isEqualTo("1");
        for (String set : List.of("before", stuck.name())) {
            assertThat(candidate.get(SETS, set).spec().number("replicas")).contains(1L);
            assertThat(candidate.get(SETS, set).status().number("replicas")).contains(1L);
        }

        image("nginx:1.21");
        long generation = candidate.get(DEPLOYMENTS, "web").generation();
        candidate.until("it was seen", () -> candidate.get(DEPLOYMENTS, "web").status().number(0, "observedGeneration") >= generation);
        candidate.until("it is the second revision", () -> revision(candidate.get(DEPLOYMENTS, "web")).equals("2"));
        candidate.until("all is rolled over within the limits", () -> {
            Json status = candidate.get(DEPLOYMENTS, "web").status();
            assertThat(candidate.list(SETS, WEB).stream().mapToLong(set -> set.spec().number(0, "replicas")).sum()).isLessThanOrEqualTo(2);
            assertThat(status.number(0, "availableReplicas")).isPositive();
            return status.number(0, "updatedReplicas") == 1 && status.number(0, "replicas") == 1 && status.number(0, "availableReplicas") == 1;
        });
        for (String set : List.of("before", stuck.name())) {
            assertThat(candidate.get(SETS, set).spec().number("replicas")).contains(0L);
            assertThat(candidate.get(SETS, set).status().number("replicas")).contains(0L);
        }
    }

    @Test
    @DisplayName("[sig-apps] Deployment should run the lifecycle of a Deployment [Conformance]")
    void lifecycle() {
        web(1, "");
        candidate.untilReady(WEB, 1);
        candidate.patch(DEPLOYMENTS, "web", Json.of("metadata", Json.of("labels", Json.of("stage", "patched")), "spec", Json.of("replicas", 2L,
                "template", Json.of("spec", Json.of("containers", List.of(Json.of("name", "c", "image", "nginx:1.21")))))));
        complete(2, "nginx:1.21");
        assertThat(candidate.list(DEPLOYMENTS, "", "stage=patched")).hasSize(1);
        Watch watch = candidate.watch(DEPLOYMENTS, "stage=patched");
        candidate.patchStatus(DEPLOYMENTS, "web",
                "{\"metadata\": {\"labels\": {\"stage\": \"status\"}}, \"status\": {\"readyReplicas\": 0, \"availableReplicas\": 0}}");
        assertThat(candidate.status(DEPLOYMENTS, "web").label("stage")).as("labels are no part of it").contains("patched");
        assertThat(candidate.status(DEPLOYMENTS, "web").status().number(0, "readyReplicas")).isZero();
        candidate.until("it counts again", () -> candidate.status(DEPLOYMENTS, "web").status().number(0, "readyReplicas") == 2);
        candidate.update(DEPLOYMENTS, "web", deployment -> deployment.withLabel("updated", "yes").with(3L, "spec", "replicas"));
        complete(3, "nginx:1.21");
        candidate.hasWorkingStatus(DEPLOYMENTS, "web", "stage=patched");
        candidate.deleteCollection(DEPLOYMENTS, "stage=patched");
        candidate.until("all is gone", () -> candidate.list(DEPLOYMENTS, WEB).isEmpty() && candidate.pods(WEB).isEmpty());
        assertThat(watch.next()).extracting(Watch.Event::type).endsWith(Watch.Type.DELETED);
    }

    @Test
    @DisplayName("[sig-apps] Deployment should validate Deployment Status endpoints [Conformance]")
    void status() {
        web(1, "");
        candidate.untilReady(WEB, 1);
        candidate.hasWorkingStatus(DEPLOYMENTS, "web", WEB);
    }
}
