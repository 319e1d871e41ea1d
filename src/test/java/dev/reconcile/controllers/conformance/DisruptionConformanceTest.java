package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about PodDisruptionBudgets, by their names there. */
class DisruptionConformanceTest {
    private static final String BUDGETS = "poddisruptionbudgets.policy";
    private static final String WEB = "app=web";

    private final Candidate candidate = new Candidate();

    private void budget(String name, String amount) {
        budget(name, "default", amount);
    }

    private void budget(String name, String namespace, String amount) {
        candidate.create("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: %s, namespace: %s, labels: {kind: budget}}
                spec: {selector: {matchLabels: {app: web}}, %s}
                """.formatted(name, namespace, amount));
    }

    private void pods(int count) {
        for (int i = 0; i < count; i++) {
            candidate.create("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web-%d, labels: {app: web}}
                    spec: {containers: [{name: c, image: "nginx:1.20"}]}
                    """.formatted(i));
        }
        candidate.untilReady(WEB, count);
    }

    private long allowed() {
        return candidate.get(BUDGETS, "budget").status().number(-1, "disruptionsAllowed");
    }

    @Test
    @DisplayName("[sig-apps] DisruptionController Listing PodDisruptionBudgets for all namespaces should list and delete a collection of"
            + " PodDisruptionBudgets [Conformance]")
    void collection() {
        candidate.create("{apiVersion: v1, kind: Namespace, metadata: {name: other}}");
        budget("budget", "minAvailable: 2");
        budget("two", "minAvailable: 1%");
        budget("three", "other", "minAvailable: 2");
        assertThat(candidate.list(BUDGETS, "", "kind=budget")).extracting(KubeObject::name).containsExactlyInAnyOrder("budget", "two", "three");
        assertThat(candidate.list(BUDGETS, "kind=budget")).extracting(KubeObject::name).containsExactlyInAnyOrder("budget", "two");
        candidate.deleteCollection(BUDGETS, "kind=budget");
        candidate.until("the collection is gone", () -> candidate.list(BUDGETS, "kind=budget").isEmpty());
        assertThat(candidate.list(BUDGETS, "", "kind=budget")).extracting(KubeObject::name).containsExactly("three");
    }

    @Test
    @DisplayName("[sig-apps] DisruptionController should block an eviction until the PDB is updated to allow it [Conformance]")
    void blocks_evictions() {
        budget("budget", "minAvailable: 3");
        candidate.create("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: rs, labels: {app: web}}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "nginx:1.20"}]}}
                """);
        candidate.untilReady(WEB, 3);
        String pod = running();
        assertThat(candidate.evict(pod)).isFalse();

        candidate.update(BUDGETS, "budget", budget -> budget.with(2L, "spec", "minAvailable"));
        candidate.until("three are healthy of whom two have to be", () -> healthy() == 3
                && candidate.get(BUDGETS, "budget").status().number(0, "desiredHealthy") == 2);
        assertThat(candidate.evict(pod)).isTrue();

        candidate.mergePatch(BUDGETS, "budget", "{\"spec\": {\"minAvailable\": null, \"maxUnavailable\": 0}}");
        candidate.untilReady(WEB, 3);
        String other = running();
        assertThat(candidate.evict(other)).isFalse();

        candidate.delete(BUDGETS, "budget", "Background");
        candidate.untilReady(WEB, 3);
        assertThat(candidate.evict(other)).isTrue();
    }

    private String running() {
        return candidate.pods(WEB).stream().filter(pod -> Pods.isActive(pod) && Pods.isReady(pod)).findFirst().orElseThrow().name();
    }

    private long healthy() {
        return candidate.get(BUDGETS, "budget").status().number(0, "currentHealthy");
    }

    @Test
    @DisplayName("[sig-apps] DisruptionController should create a PodDisruptionBudget [Conformance]")
    void api_operations() {
        budget("budget", "minAvailable: 1%");
        assertThat(candidate.update(BUDGETS, "budget", budget -> budget.with("2%", "spec", "minAvailable")).spec().text("minAvailable")).isEqualTo("2%");
        assertThat(candidate.mergePatch(BUDGETS, "budget", "{\"spec\": {\"minAvailable\": \"3%\"}}").spec().text("minAvailable")).isEqualTo("3%");
        assertThat(candidate.get(BUDGETS, "budget").spec().text("minAvailable")).isEqualTo("3%");
        candidate.delete(BUDGETS, "budget", "Background");
        assertThat(candidate.has(BUDGETS, "budget")).isFalse();
    }

    @Test
    @DisplayName("[sig-apps] DisruptionController should observe PodDisruptionBudget status updated [Conformance]")
    void status_is_counted() {
        budget("budget", "minAvailable: 1");
        pods(3);
        candidate.until("two may go", () -> allowed() == 2);
    }

    @Test
    @DisplayName("[sig-apps] DisruptionController should update/patch PodDisruptionBudget status [Conformance]")
    void status_subresource() {
        budget("budget", "minAvailable: 1");
        pods(3);
        candidate.until("it is counted", () -> allowed() == 2);
        String pod = candidate.pods(WEB).getFirst().name();

        String now = Times.text(candidate.cluster().now());
        candidate.updateStatus(BUDGETS, "budget", status -> status.with("disruptedPods", Json.of(pod, now)));
        assertThat(candidate.get(BUDGETS, "budget").status().object("disruptedPods").names()).containsExactly(pod);

        candidate.patchStatus(BUDGETS, "budget", "{\"status\": {\"disruptedPods\": null}}");
        assertThat(candidate.get(BUDGETS, "budget").status().object("disruptedPods").names()).isEmpty();
    }
}
