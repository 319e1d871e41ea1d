package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DaemonSetReconcilerTest {
    private final DaemonSetReconciler reconciler = new DaemonSetReconciler();

    private static KubeObject daemon(String image) {
        return Given.yaml("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: log, namespace: default, uid: uid-log, generation: 1,
                  annotations: {deprecated.daemonset.template.generation: "1"}}
                spec:
                  selector: {matchLabels: {app: web}}
                  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}
                  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "%s"}]}}
                """.formatted(image));
    }

    private static KubeObject node(String name, String... taints) {
        List<Json> list = Stream.of(taints).map(taint -> Json.of("key", taint.split(":")[0], "effect", taint.split(":")[1])).toList();
        return KubeObject.of("v1", "Node", "", name).withLabel("disk", name.equals("a") ? "ssd" : "hdd").with(list.isEmpty() ? null : list, "spec", "taints");
    }

    private KubeObject revision(String image) {
        Plan plan = Given.objects(daemon(image)).plan(reconciler, "default/log");
        return ((Plan.Intent.Create) plan.steps().getFirst().intent()).object();
    }

    private KubeObject on(String node, String name, boolean old, String... traits) {
        return pod(name, traits).with(node, "spec", "nodeName").withController(daemon("new"))
                .withLabel("controller-revision-hash", revision(old ? "old" : "new").label("controller-revision-hash").orElseThrow());
    }

    private Plan plan(KubeObject daemon, KubeObject... objects) {
        return Given.objects(daemon, revision("old").with(1L, "revision"), revision("new").with(2L, "revision")).and(objects)
                .plan(reconciler, "default/log");
    }

    /** Nodes that get a pod, and pods that go. */
    private static List<String> deeds(Plan plan) {
        List<String> deeds = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            if (step.intent() instanceof Plan.Intent.Create create && create.resource().equals("pods")) {
                deeds.add("create on " + DaemonPlace.node(create.object()));
            } else if (step.intent() instanceof Plan.Intent.Delete delete && delete.kind().equals("Pod")) {
                deeds.add("delete " + delete.key().name());
            }
        }
        return deeds;
    }

    static Stream<Arguments> places() {
        DaemonSetReconcilerTest t = new DaemonSetReconcilerTest();
        KubeObject a = node("a");
        KubeObject b = node("b");
        return Stream.of(
                arguments("every node gets one", List.of(a, b), List.of("create on a", "create on b")),
                arguments("one is enough", List.of(a, t.on("a", "p", false)), List.of()),
                arguments("of two the eldest stays", List.of(a, t.on("a", "p", false, "created 90"), t.on("a", "q", false)), List.of("delete q")),
                arguments("a taint keeps it away", List.of(node("a", "master:NoSchedule")), List.of()),
                arguments("but does not drive it out", List.of(node("a", "master:NoSchedule"), t.on("a", "p", false)), List.of()),
                arguments("a taint that drives out does", List.of(node("a", "dedicated:NoExecute"), t.on("a", "p", false)), List.of("delete p")),
                arguments("a node in trouble keeps its daemon", List.of(node("a", "node.kubernetes.io/not-ready:NoExecute"), t.on("a", "p", false)),
                        List.of()),
                arguments("a cordoned node gets one all the same", List.of(node("a", "node.kubernetes.io/unschedulable:NoSchedule")),
                        List.of("create on a")),
                arguments("a pod on its way out is waited for", List.of(a, t.on("a", "p", false, "terminating")), List.of()),
                arguments("one that ended is replaced", List.of(a, t.on("a", "p", false, "finished")), List.of("delete p")),
                arguments("a node that is gone takes its pod along", List.of(t.on("a", "p", false)), List.of("delete p")),
                arguments("an update replaces one at a time", List.of(a, b, t.on("a", "p", true), t.on("b", "q", true)), List.of("delete p")),
                arguments("and waits until it is available", List.of(a, b, t.on("a", "p", false, "unready"), t.on("b", "q", true)), List.of()),
                arguments("and goes on", List.of(a, b, t.on("a", "p", false), t.on("b", "q", true)), List.of("delete q")),
                arguments("old pods that serve nobody go at once", List.of(a, b, t.on("a", "p", true, "unready"), t.on("b", "q", true, "unready")),
                        List.of("delete p", "delete q")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void keeps_one_pod_a_node(String because, List<KubeObject> has, List<String> deeds) {
        assertThat(deeds(plan(daemon("new"), has.toArray(KubeObject[]::new)))).containsExactlyElementsOf(deeds);
    }

    @Test
    void a_node_selector_chooses_nodes() {
        KubeObject daemon = daemon("new").with("ssd", "spec", "template", "spec", "nodeSelector", "disk");

        assertThat(deeds(plan(daemon, node("a"), node("b")))).containsExactly("create on a");
    }

    @Test
    void on_delete_nothing_is_replaced() {
        KubeObject daemon = daemon("new").with(Json.of("type", "OnDelete"), "spec", "updateStrategy");

        assertThat(deeds(plan(daemon, node("a"), on("a", "p", true)))).isEmpty();
    }

    @Test
    void a_created_pod_is_meant_for_one_node_and_carries_its_revision() {
        Plan plan = plan(daemon("new"), node("a"));
        KubeObject pod = ((Plan.Intent.Create) plan.steps().getFirst().intent()).object();

        assertThat(DaemonPlace.node(pod)).isEqualTo("a");
        assertThat(pod.labels()).containsEntry("pod-template-generation", "1").containsKey("controller-revision-hash");
        assertThat(pod.spec().objects("tolerations")).contains(
                Json.of("key", "node.kubernetes.io/not-ready", "operator", "Exists", "effect", "NoExecute"));
    }

    @Test
    void the_status_counts_nodes() {
        Plan plan = plan(daemon("new"), node("a"), node("b"), node("c", "master:NoSchedule"), on("a", "p", false), on("c", "q", false));

        assertThat(Given.status(plan)).isEqualTo(Json.of("currentNumberScheduled", 1, "desiredNumberScheduled", 2, "numberMisscheduled", 1,
                "numberReady", 1, "numberAvailable", 1, "numberUnavailable", 1, "updatedNumberScheduled", 1, "observedGeneration", 1));
    }

    @Test
    void nodes_that_come_and_go_and_a_new_template() {
        Bench bench = Bench.with(500, 500);
        bench.create(node("a")).create(node("b")).create(daemon("1").with(null, "metadata", "uid")).after(5);
        assertThat(bench.list("pods")).extracting(DaemonPlace::node).containsExactlyInAnyOrder("a", "b");

        bench.create(node("c")).after(5);
        bench.change("daemonsets.apps", "log", Bench.image("2")).after(20);
        assertThat(bench.list("pods")).hasSize(3).allSatisfy(pod ->
                assertThat(pod.spec().objects("containers").getFirst().text("image")).isEqualTo("2"));
        assertThat(bench.get("daemonsets.apps", "log").status().number(0, "updatedNumberScheduled")).isEqualTo(3);
    }
}
