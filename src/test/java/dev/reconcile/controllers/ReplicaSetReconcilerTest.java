package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.pod;
import static dev.reconcile.controllers.Given.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.api.Status;
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

class ReplicaSetReconcilerTest {
    private final ReplicaSetReconciler reconciler = ReplicaSetReconciler.ofReplicaSets();

    private static List<KubeObject> own(String... names) {
        return Stream.of(names).map(words -> pod(words.split(":")[0], traits(words)).withController(replicaSet("web", 0))).toList();
    }

    private static String[] traits(String words) {
        return words.contains(":") ? words.substring(words.indexOf(':') + 1).split(",") : new String[0];
    }

    private Plan plan(long wants, List<KubeObject> pods) {
        return Given.objects(replicaSet("web", wants)).and(pods).plan(reconciler, "default/web");
    }

    /** Creations by their number: generated names are tested elsewhere. */
    private static List<String> deeds(Plan plan) {
        return Given.deeds(plan).stream().map(deed -> deed.replaceFirst("(create Pod/web-).*", "$1*")).toList();
    }

    static Stream<Arguments> replicas() {
        return Stream.of(
                arguments("too few pods are made up", 3, own("a"), List.of("create Pod/web-*", "create Pod/web-*")),
                arguments("enough is enough", 3, own("a", "b", "c"), List.of()),
                arguments("a pod being deleted does not count", 3, own("a", "b", "c:terminating"), List.of("create Pod/web-*")),
                arguments("a finished pod does not count", 2, own("a", "b:finished"), List.of("create Pod/web-*")),
                arguments("unready pods go first", 1, own("a", "b:pending"), List.of("delete Pod/b")),
                arguments("none wanted, none left", 0, own("a", "b"), List.of("delete Pod/a", "delete Pod/b")),
                arguments("strangers that match are adopted", 1, List.of(pod("a")), List.of("update Pod/a")),
                arguments("what is adopted may be too many", 1, List.of(pod("a"), own("b").getFirst()), List.of("update Pod/a", "delete Pod/a")),
                arguments("strangers that do not match are left alone", 1, List.of(pod("a", "stranger")), List.of("create Pod/web-*")),
                arguments("dying strangers are not adopted", 1, List.of(pod("a", "terminating")), List.of("create Pod/web-*")),
                arguments("another owner's pods are left alone", 1,
                        Given.ownedBy(replicaSet("other", 1), pod("a")), List.of("create Pod/web-*")),
                arguments("own pods that match no longer are released and replaced", 1, own("a:stranger"),
                        List.of("update Pod/a", "create Pod/web-*")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replicas")
    void keeps_the_wanted_number(String because, long wants, List<KubeObject> has, List<String> plan) {
        assertThat(deeds(plan(wants, has))).containsExactlyElementsOf(plan);
    }

    static Stream<Arguments> victims() {
        return Stream.of(
                arguments("no node took it yet", own("a", "b:unassigned"), "b", "unassigned"),
                arguments("it does not run yet", own("a", "b:pending", "c:unready"), "b", "phase"),
                arguments("it is not ready", own("a", "b:unready"), "b", "unready"),
                arguments("it costs less", own("a:cost 5", "b:cost -5"), "b", "cost"),
                arguments("not ready comes before cost", own("a:cost -5", "b:unready,cost 5"), "b", "unready"),
                arguments("it became ready last", own("a:ready-for 500", "b:ready-for 3"), "b", "ready-shorter"),
                arguments("it was restarted more often", own("a:restarts 1", "b:restarts 4"), "b", "restarts"),
                arguments("its sidecars were", own("a:sidecar-restarts 1", "b:sidecar-restarts 4"), "b", "restarts"),
                arguments("it is newer", own("a:unready,created 5", "b:unready,created 600"), "a", "newer"),
                arguments("ages of one magnitude are left to chance", own("b:ready-for 300", "a:ready-for 301"), "a", "chance"),
                arguments("nothing tells them apart", own("a", "b"), "a", "chance"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("victims")
    void deletes_first_the_pod_that_is_missed_least(String because, List<KubeObject> has, String victim, String difference) {
        Plan plan = plan(has.size() - 1, has);

        assertThat(deeds(plan)).containsExactly("delete Pod/" + victim);
        assertThat(Given.reasons(plan)).contains("replicaset.delete." + difference);
        assertThat(Given.events(plan)).containsExactly("Normal SuccessfulDelete Deleted pod: " + victim);
    }

    @Test
    void pods_of_one_deployment_that_share_a_node_go_before_others() {
        KubeObject deployment = KubeObject.of("apps/v1", "Deployment", "default", "web").with("uid-deployment", "metadata", "uid");
        KubeObject old = replicaSet("old", 1).withController(deployment);
        KubeObject web = replicaSet("web", 1).withController(deployment);

        Plan plan = Given.objects(old, web)
                .and(Given.ownedBy(old, pod("x", "stranger", "on worker-2")))
                .and(Given.ownedBy(web, pod("a", "on worker-1"), pod("b", "on worker-2")))
                .plan(reconciler, "default/web");

        assertThat(deeds(plan)).containsExactly("delete Pod/b");
        assertThat(Given.reasons(plan)).contains("replicaset.delete.doubled-up");
    }

    @Test
    void the_order_of_many_pods_is_total_however_their_ages_lie() {
        List<KubeObject> pods = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            pods.addAll(own("p%03d:ready-for %d,created %d".formatted(i * 37 % 200, 1 + i % 7, 1 + i * 13 % 90)));
        }

        assertThat(deeds(plan(10, pods))).hasSize(190).doesNotHaveDuplicates();
    }

    @Test
    void at_most_a_burst_of_pods_is_created_at_once() {
        assertThat(deeds(plan(600, List.of()))).hasSize(500);
    }

    @Test
    void a_created_pod_is_the_template_with_an_owner_and_a_name() {
        Plan plan = plan(1, List.of());
        KubeObject pod = ((Plan.Intent.Create) plan.steps().getFirst().intent()).object();

        assertThat(pod.name()).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
        assertThat(pod.metadata().text("generateName")).isEqualTo("web-");
        assertThat(pod.labels()).containsEntry("app", "web");
        assertThat(pod.isControlledBy("uid-web")).isTrue();
        assertThat(Given.events(plan)).containsExactly("Normal SuccessfulCreate Created pod: " + pod.name());
    }

    @Test
    void the_status_counts_what_was_found_before_the_plan() {
        KubeObject set = replicaSet("web", 4).with(10L, "spec", "minReadySeconds");
        Plan plan = Given.objects(set).and(own("a:ready-for 30", "b:ready-for 4", "c:unready")).plan(reconciler, "default/web");

        assertThat(Given.status(plan)).isEqualTo(Json.of(
                "replicas", 3, "fullyLabeledReplicas", 3, "readyReplicas", 2, "availableReplicas", 1, "observedGeneration", 1));
        assertThat(plan.lookAgainAt()).hasValue(Given.NOW + 6_000);
    }

    @Test
    void a_set_that_is_being_deleted_neither_creates_nor_adopts() {
        KubeObject set = replicaSet("web", 3).with(Given.ago(0), "metadata", "deletionTimestamp");

        assertThat(deeds(Given.objects(set, pod("a")).plan(reconciler, "default/web"))).isEmpty();
    }

    @Test
    void nothing_is_planned_for_a_set_that_is_gone() {
        assertThat(Given.objects().plan(reconciler, "default/web")).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_refused_creation_ends_its_batch_and_becomes_a_condition() {
        Plan plan = plan(5, List.of());
        Status refused = Status.forbidden("pods", "web-x", "exceeded quota");

        // Batches are 1, 2 and 2 pods: the second creation is the first of its batch.
        Plan.Step second = plan.steps().get(2);
        List<Plan.Step> instead = second.otherwise().apply(refused);

        assertThat(instead.stream().map(step -> step.intent().action())).containsExactly("event", "create", "event", "status");
        assertThat(((Plan.Intent.Event) instead.getFirst().intent()).event().message())
                .isEqualTo("Error creating: pods \"web-x\" is forbidden: exceeded quota");
        Json condition = ((Plan.Intent.SetStatus) instead.getLast().intent()).status().objects("conditions").getFirst();
        assertThat(condition.text("type")).isEqualTo("ReplicaFailure");
        assertThat(condition.text("reason")).isEqualTo("FailedCreate");
        assertThat(condition.text("message")).isEqualTo("pods \"web-x\" is forbidden: exceeded quota");
    }

    @Test
    void the_failure_is_forgotten_once_nothing_is_refused() {
        KubeObject set = replicaSet("web", 1).with(List.of(Json.of("type", "ReplicaFailure", "status", "True")), "status", "conditions");

        Plan plan = Given.objects(set).and(own("a")).plan(reconciler, "default/web");

        assertThat(Given.status(plan).has("conditions")).isFalse();
    }
}
