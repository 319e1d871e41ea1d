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
    private final Memories memories = new Memories();
    private final DaemonSetReconciler reconciler = new DaemonSetReconciler(memories);

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
                arguments("the pod of a node that is gone is not its business", List.of(t.on("a", "p", false)), List.of()),
                arguments("unless it was never bound", List.of(t.meantFor("a", "p")), List.of("delete p")),
                arguments("an update replaces one at a time", List.of(a, b, t.on("a", "p", true), t.on("b", "q", true)), List.of("delete p")),
                arguments("and waits until it is available", List.of(a, b, t.on("a", "p", false, "unready"), t.on("b", "q", true)), List.of()),
                arguments("and goes on", List.of(a, b, t.on("a", "p", false), t.on("b", "q", true)), List.of("delete q")),
                arguments("an old pod on a node with a taint goes too and does not come back", List.of(node("a", "master:NoSchedule"), t.on("a", "p", true)),
                        List.of("delete p")),
                arguments("old pods that serve nobody go at once", List.of(a, b, t.on("a", "p", true, "unready"), t.on("b", "q", true, "unready")),
                        List.of("delete p", "delete q")),
                arguments("and count among those that do not serve", List.of(a, b, t.on("a", "p", true, "unready"), t.on("b", "q", true)),
                        List.of("delete p")));
    }

    private KubeObject meantFor(String node, String name) {
        return DaemonPlace.bound(on(node, name, false).with(null, "spec", "nodeName"), node);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void keeps_one_pod_a_node(String because, List<KubeObject> has, List<String> deeds) {
        assertThat(deeds(plan(daemon("new"), has.toArray(KubeObject[]::new)))).containsExactlyElementsOf(deeds);
    }

    static Stream<Arguments> surges() {
        DaemonSetReconcilerTest t = new DaemonSetReconcilerTest();
        KubeObject a = node("a");
        KubeObject b = node("b");
        return Stream.of(
                arguments("a new pod comes beside an old one, one at a time", List.of(a, b, t.on("a", "p", true), t.on("b", "q", true)),
                        List.of("create on a")),
                arguments("the old one stays until the new one serves", List.of(a, b, t.on("a", "p", true), t.on("a", "n", false, "unready"),
                        t.on("b", "q", true)), List.of()),
                arguments("then it goes", List.of(a, b, t.on("a", "p", true), t.on("a", "n", false), t.on("b", "q", true)), List.of("delete p")),
                arguments("and the next node has its turn", List.of(a, b, t.on("a", "n", false), t.on("b", "q", true)), List.of("create on b")),
                arguments("nodes without service do not wait", List.of(a, b, t.on("a", "p", true, "unready"), t.on("b", "q", true, "unready")),
                        List.of("create on a", "create on b")),
                arguments("an old pod that serves nobody goes when the new one is there",
                        List.of(a, t.on("a", "p", true, "unready"), t.on("a", "n", false, "unready")), List.of("delete p")),
                arguments("of each sort one stays", List.of(a, t.on("a", "p", true, "created 90"), t.on("a", "q", true), t.on("a", "n", false, "unready")),
                        List.of("delete q")),
                arguments("a pod on its way out leaves room for another", List.of(a, t.on("a", "p", false, "terminating")), List.of("create on a")),
                arguments("an old pod on a node with a taint goes when enough others serve",
                        List.of(node("a", "master:NoSchedule"), b, t.on("a", "p", true), t.on("b", "n", false)), List.of("delete p")),
                arguments("and stays until then", List.of(node("a", "master:NoSchedule"), b, t.on("a", "p", true), t.on("b", "n", false, "unready")), List.of()),
                arguments("or goes at once if it serves nobody",
                        List.of(node("a", "master:NoSchedule"), b, t.on("a", "p", true, "unready"), t.on("b", "n", false, "unready")), List.of("delete p")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("surges")
    void surges_where_the_strategy_allows_it(String because, List<KubeObject> has, List<String> deeds) {
        KubeObject daemon = daemon("new").with(Json.of("maxSurge", 1, "maxUnavailable", 0), "spec", "updateStrategy", "rollingUpdate");

        assertThat(deeds(plan(daemon, has.toArray(KubeObject[]::new)))).containsExactlyElementsOf(deeds);
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                arguments("maxUnavailable", 2, List.of("delete p-0", "delete p-1")),
                arguments("maxUnavailable", "50%", List.of("delete p-0", "delete p-1", "delete p-2")),
                arguments("maxSurge", "25%", List.of("create on n0", "create on n1")));
    }

    @ParameterizedTest(name = "{0} {1} of 5 nodes")
    @MethodSource("limits")
    void shares_of_nodes_are_rounded_up(String limit, Object value, List<String> deeds) {
        List<KubeObject> has = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            has.add(node("n" + i));
            has.add(on("n" + i, "p-" + i, true));
        }
        KubeObject daemon = daemon("new").with(Json.of("maxUnavailable", 0).with(limit, value), "spec", "updateStrategy", "rollingUpdate");

        assertThat(deeds(plan(daemon, has.toArray(KubeObject[]::new)))).containsExactlyElementsOf(deeds);
    }

    @Test
    void a_failed_pod_is_replaced_with_a_warning_and_the_next_failure_waits() {
        KubeObject failed = on("a", "p", false).with("Failed", "status", "phase").with(null, "status", "conditions");
        String warning = "Found failed daemon pod default/p on node a, will try to kill it";
        Plan first = plan(daemon("new"), node("a"), failed);

        assertThat(deeds(first)).containsExactly("delete p");
        assertThat(Given.events(first)).containsExactly("Warning FailedDaemonPod " + warning, "Normal SuccessfulDelete Deleted pod: p");

        first.steps().stream().map(Plan.Step::intent).filter(Plan.Intent.Local.class::isInstance).forEach(intent -> ((Plan.Intent.Local) intent).work().run());
        Plan again = plan(daemon("new"), node("a"), failed);
        assertThat(deeds(again)).isEmpty();
        assertThat(again.lookAgainAt()).hasValue(Given.NOW + 1000);
    }

    @Test
    void node_affinity_chooses_by_labels_and_by_name() {
        KubeObject daemon = daemon("new");
        KubeObject byLabel = affine(daemon, "matchExpressions", Json.of("key", "disk", "operator", "NotIn", "values", List.of("ssd")));
        KubeObject byName = affine(daemon, "matchFields", Json.of("key", "metadata.name", "operator", "In", "values", List.of("a")));

        assertThat(deeds(plan(byLabel, node("a"), node("b")))).containsExactly("create on b");
        assertThat(deeds(plan(byName, node("a"), node("b")))).containsExactly("create on a");
    }

    private static KubeObject affine(KubeObject daemon, String what, Json requirement) {
        return daemon.with(Json.of("nodeSelectorTerms", List.of(Json.of(what, List.of(requirement)))),
                "spec", "template", "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
    }

    @Test
    void old_revisions_beyond_the_limit_go_those_in_use_never() {
        KubeObject daemon = daemon("new").with(1L, "spec", "revisionHistoryLimit");
        Plan plan = Given.objects(daemon, revision("old").with(1L, "revision"), revision("older").with(2L, "revision"), revision("new").with(3L, "revision"))
                .and(node("a"), on("a", "p", true)).plan(reconciler, "default/log");

        assertThat(Given.deeds(plan)).contains("delete ControllerRevision/" + revision("older").name())
                .doesNotContain("delete ControllerRevision/" + revision("old").name());
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
