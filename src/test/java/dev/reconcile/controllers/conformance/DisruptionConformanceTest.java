package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about PodDisruptionBudgets, by their names there. */
class DisruptionConformanceTest {
    private static final String BUDGETS = "poddisruptionbudgets.policy";
    private static final String WEB = "app=web";

    private final Candidate candidate = new Candidate();

    private void budget(String name, String amount) {
        candidate.create("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: %s, labels: {kind: budget}}
                spec: {selector: {matchLabels: {app: web}}, %s}
                """.formatted(name, amount));
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
        budget("one", "minAvailable: 1");
        budget("two", "minAvailable: 1");
        assertThat(candidate.list(BUDGETS, "", "kind=budget")).hasSize(2);
        candidate.isListedAndDeletedAsCollection(BUDGETS, "kind=budget", 2);
    }

    @Test
    @DisplayName("[sig-apps] DisruptionController should block an eviction until the PDB is updated to allow it [Conformance]")
    void blocks_evictions() {
        budget("budget", "minAvailable: 3");
        pods(3);
        candidate.until("the budget is counted", () -> candidate.get(BUDGETS, "budget").status().number(0, "currentHealthy") == 3);
        assertThat(candidate.evict("web-0")).isFalse();

        candidate.update(BUDGETS, "budget", budget -> budget.with(2L, "spec", "minAvailable"));
        candidate.until("one may go", () -> allowed() == 1);
        assertThat(candidate.evict("web-0")).isTrue();
        candidate.until("it is gone", () -> !candidate.has("pods", "web-0"));
        candidate.until("no other may go", () -> allowed() == 0);
        assertThat(candidate.evict("web-1")).isFalse();

        candidate.delete(BUDGETS, "budget", "Background");
        assertThat(candidate.evict("web-1")).isTrue();
    }

    @Test
    @DisplayName("[sig-apps] DisruptionController should create a PodDisruptionBudget [Conformance]")
    void api_operations() {
        budget("budget", "minAvailable: 1");
        candidate.update(BUDGETS, "budget", budget -> budget.with(2L, "spec", "minAvailable"));
        candidate.patch(BUDGETS, "budget", Json.of("spec", Json.of("minAvailable", "10%")));
        assertThat(candidate.get(BUDGETS, "budget").spec().text("minAvailable")).isEqualTo("10%");
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

        candidate.updateStatus(BUDGETS, "budget", status -> status.with("disruptedPods", Json.of(pod, "2025-11-24T16:00:00Z")));
        assertThat(candidate.get(BUDGETS, "budget").status().object("disruptedPods").names()).containsExactly(pod);

        candidate.patchStatus(BUDGETS, "budget", "{\"status\": {\"disruptedPods\": null}}");
        assertThat(candidate.get(BUDGETS, "budget").status().object("disruptedPods").names()).isEmpty();
    }
}
