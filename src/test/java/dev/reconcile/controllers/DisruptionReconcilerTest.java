package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.pod;
import static dev.reconcile.controllers.Given.replicaSet;
import static dev.reconcile.controllers.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.api.Reply;
import dev.reconcile.api.Status;
import dev.reconcile.cluster.Playground;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DisruptionReconcilerTest {
    private static KubeObject budget(String rule) {
        return yaml("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web, namespace: default, uid: uid-b, generation: 1}
                spec: {selector: {matchLabels: {app: web}}, %s}
                """.formatted(rule));
    }

    private static List<KubeObject> pods(String... traits) {
        return Stream.of(traits).map(words -> pod(words.split(":")[0], words.contains(":") ? words.split(":")[1].split(",") : new String[0])
                .withController(replicaSet("web", 4))).toList();
    }

    static Stream<Arguments> budgets() {
        return Stream.of(
                arguments("a number of pods has to be there", "minAvailable: 2", 4, pods("a", "b", "c"), "healthy 3 of 2, expected 3, allowed 1"),
                arguments("too few are there", "minAvailable: 2", 4, pods("a"), "healthy 1 of 2, expected 1, allowed 0"),
                arguments("unready pods are not healthy", "minAvailable: 1", 4, pods("a", "b:unready"), "healthy 1 of 1, expected 2, allowed 0"),
                arguments("nor are dying ones", "minAvailable: 1", 4, pods("a", "b:terminating"), "healthy 1 of 1, expected 2, allowed 0"),
                arguments("a share is of the wanted replicas, rounded up", "minAvailable: 50%", 5, pods("a", "b", "c", "d", "e"),
                        "healthy 5 of 3, expected 5, allowed 2"),
                arguments("some may be missing", "maxUnavailable: 1", 4, pods("a", "b", "c", "d"), "healthy 4 of 3, expected 4, allowed 1"),
                arguments("what is missing already counts", "maxUnavailable: 1", 4, pods("a", "b", "c"), "healthy 3 of 3, expected 4, allowed 0"),
                arguments("a share that may be missing is rounded up", "maxUnavailable: 30%", 4, pods("a", "b", "c", "d"),
                        "healthy 4 of 2, expected 4, allowed 2"),
                arguments("all may be missing", "maxUnavailable: 100%", 4, pods("a", "b"), "healthy 2 of 0, expected 4, allowed 2"),
                arguments("without pods there is nothing to disrupt", "minAvailable: 0", 4, List.of(), "healthy 0 of 0, expected 0, allowed 0"),
                arguments("strangers do not count", "minAvailable: 0", 4, pods("a", "b:stranger"), "healthy 1 of 0, expected 1, allowed 1"),
                arguments("without a rule all may go", "unhealthyPodEvictionPolicy: AlwaysAllow", 4, pods("a"), "healthy 1 of 0, expected 1, allowed 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("budgets")
    void counts_what_may_go(String because, String rule, long replicas, List<KubeObject> pods, String counts) {
        Plan plan = Given.objects(budget(rule), replicaSet("web", replicas)).and(pods).plan(new DisruptionReconciler(Given.KINDS), "default/web");
        Json status = Given.status(plan);

        assertThat("healthy %d of %d, expected %d, allowed %d".formatted(status.number(-1, "currentHealthy"), status.number(-1, "desiredHealthy"),
                status.number(-1, "expectedPods"), status.number(-1, "disruptionsAllowed"))).isEqualTo(counts);
        Json condition = status.objects("conditions").getFirst();
        assertThat(condition.text("type")).isEqualTo("DisruptionAllowed");
        assertThat(condition.text("reason")).isEqualTo(counts.endsWith("allowed 0") ? "InsufficientPods" : "SufficientPods");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "batch/v1, Job, jobs.batch does not implement the scale subresource",
        "v1, Node, nodes does not implement the scale subresource",
        "apps/v1, Deployment, found no controllers for pod \"a\"",
        "example.com/v2, Fleet, no matches for kind \"Fleet\" in version \"example.com/v2\""})
    void says_what_it_cannot_count(String version, String kind, String problem) {
        KubeObject owner = KubeObject.of(version, kind, "default", "work").with("uid-j", "metadata", "uid");
        Plan plan = Given.objects(budget("maxUnavailable: 1"), pod("a").withController(owner)).plan(new DisruptionReconciler(Given.KINDS), "default/web");

        assertThat(Given.events(plan)).containsExactly("Warning CalculateExpectedPodCountFailed Failed to calculate the number of expected pods: " + problem);
        assertThat(Given.status(plan).objects("conditions").getFirst().text("message")).isEqualTo(problem);
        assertThat(Given.status(plan).has("observedGeneration")).as("the budget was not understood").isFalse();
        assertThat(Given.status(plan).objects("conditions").getFirst().text("reason")).isEqualTo("SyncFailed");
    }

    private static Playground withBudget(int replicas, String rule, String more) {
        return Playground.standard().apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx%s}]}}
                ---
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web}
                spec: {selector: {matchLabels: {app: web}}, %s}
                """.formatted(replicas, more, rule)).after(60);
    }

    @Test
    void an_eviction_uses_the_allowance_and_the_next_one_waits_for_the_replacement() {
        Playground cluster = withBudget(2, "minAvailable: 1", "");
        List<String> pods = cluster.names("pods");

        assertThat(cluster.evict(pods.get(0))).isInstanceOf(Reply.One.class);
        assertThat(cluster.pod(pods.get(0)).condition("DisruptionTarget").orElseThrow().text("reason")).isEqualTo("EvictionByEvictionAPI");
        assertThat(cluster.get("poddisruptionbudgets.policy", "web").condition("DisruptionAllowed").orElseThrow().text("reason")).isEqualTo("InsufficientPods");
        Status refusal = Playground.refusal(cluster.evict(pods.get(1)));

        assertThat(refusal.code()).isEqualTo(429);
        assertThat(refusal.reason()).isEqualTo("TooManyRequests");
        assertThat(refusal.message()).isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(refusal.details().toString()).isEqualTo("{\"causes\":[{\"message\":\"The disruption budget web needs 1 healthy pods and has 2 currently\","
                + "\"reason\":\"DisruptionBudget\"}]}");

        cluster.after(60);
        assertThat(cluster.status("poddisruptionbudgets.policy", "web", "disruptionsAllowed")).isEqualTo("1");
        assertThat(cluster.get("poddisruptionbudgets.policy", "web").status().has("disruptedPods")).isFalse();
        assertThat(cluster.evict(pods.get(1))).isInstanceOf(Reply.One.class);
    }

    @Test
    void a_pod_that_is_not_ready_may_go_only_if_the_budget_says_so_or_is_met() {
        String never = ", readinessProbe: {httpGet: {port: 81}}";
        Playground strict = withBudget(1, "minAvailable: 1", never);
        assertThat(Playground.refusal(strict.evict(strict.names("pods").getFirst())).code()).isEqualTo(429);

        Playground lenient = withBudget(1, "minAvailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow", never);
        assertThat(lenient.evict(lenient.names("pods").getFirst())).isInstanceOf(Reply.One.class);
    }

    @Test
    void pods_without_a_controller_are_told_of() {
        KubeObject budget = budget("maxUnavailable: 1").with(List.of(Json.of("key", "tier", "operator", "NotIn", "values", List.of("x", "y"))),
                "spec", "selector", "matchExpressions");
        Plan plan = Given.objects(budget, pod("a")).plan(new DisruptionReconciler(Given.KINDS), "default/web");

        assertThat(Given.events(plan)).singleElement().asString().startsWith("Warning UnmanagedPods Pods selected by this PodDisruptionBudget (selector: "
                + "&LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:tier,"
                + "Operator:NotIn,Values:[x y],},},}) were found to be unmanaged.");
    }

    @Test
    void a_pod_of_several_budgets_cannot_be_evicted() {
        Playground cluster = withBudget(1, "minAvailable: 0", "").apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: another}
                spec: {selector: {matchLabels: {app: web}}, minAvailable: 0}
                """).after(30);
        String pod = cluster.names("pods").getFirst();
        Status refusal = Playground.refusal(cluster.evict(pod));

        assertThat(refusal.toJson().toString()).isEqualTo("{\"apiVersion\":\"v1\",\"code\":500,\"kind\":\"Status\",\"message\":\"This pod has more than one "
                + "PodDisruptionBudget, which the eviction subresource does not support.\",\"metadata\":{},\"status\":\"Failure\"}");
        assertThat(cluster.events("pods", pod)).contains("MultiplePodDisruptionBudgets: Pod \"default\"/\"" + pod
                + "\" matches multiple PodDisruptionBudgets.  Chose \"another\" arbitrarily.");
    }

    @Test
    void a_budget_that_was_not_seen_yet_asks_to_come_back() {
        Playground cluster = withBudget(1, "minAvailable: 0", "");
        cluster.patch("poddisruptionbudgets.policy", "web", Json.of("spec", Json.of("minAvailable", 1)));
        Status refusal = Playground.refusal(cluster.evict(cluster.names("pods").getFirst()));

        assertThat(refusal.details().toString()).isEqualTo("{\"causes\":[{\"message\":\"The disruption budget web is still being processed by the server.\","
                + "\"reason\":\"DisruptionBudget\"}],\"retryAfterSeconds\":10}");
    }

    @Test
    void an_eviction_answers_with_success() {
        Playground cluster = withBudget(1, "minAvailable: 0", "");
        Reply.One done = (Reply.One) cluster.evict(cluster.names("pods").getFirst());

        assertThat(done.code()).isEqualTo(201);
        assertThat(done.object().kind()).isEqualTo("Status");
    }
}
