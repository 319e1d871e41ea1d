package dev.reconcile.controllers;

import static dev.reconcile.controllers.Bench.rollingUpdate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.api.Status;
import dev.reconcile.control.EventRecord;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeploymentReconcilerTest {
    private static final Json RECREATE = Json.of("type", "Recreate");

    private final DeploymentReconciler reconciler = new DeploymentReconciler();

    private static KubeObject deployment(long replicas, Json strategy) {
        return Bench.deployment("web", replicas, strategy)
                .with("uid-deployment", "metadata", "uid")
                .with(2L, "metadata", "generation")
                .withAnnotation(Revisions.REVISION, "2")
                .with(List.of(Json.of("type", "Progressing", "status", "True", "reason", "ReplicaSetUpdated", "lastUpdateTime", Given.ago(60))),
                        "status", "conditions");
    }

    /** The new ReplicaSet, or an old one if the name is another; {@code of} is what the Deployment wanted when it was sized last. */
    private static KubeObject set(String name, long size, long available, KubeObject deployment) {
        Rollout limits = Rollout.of(deployment, List.of());
        KubeObject set = Given.replicaSet(name, size).withLabel("app", "web")
                .with(Given.ago(name.equals("new") ? 10 : 100), "metadata", "creationTimestamp")
                .with(deployment.spec().object("template"), "spec", "template")
                .with(name, "spec", "template", "metadata", "labels", Rollout.HASH_LABEL)
                .withController(deployment)
                .withAnnotation(Revisions.REVISION, name.equals("new") ? "2" : "1")
                .with(Json.of("replicas", size, "readyReplicas", available, "availableReplicas", available, "observedGeneration", 1), "status");
        KubeObject other = name.equals("new") ? set : Bench.image("nginx:" + name).apply(set);
        return Revisions.withLimits(other, limits);
    }

    private Plan plan(KubeObject deployment, KubeObject... sets) {
        return Given.objects(deployment).and(sets).plan(reconciler, "default/web");
    }

    /** Changes of size as words: {@code new 1>2}. */
    private static List<String> sizes(Plan plan, KubeObject... sets) {
        List<String> sizes = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            if (step.intent() instanceof Plan.Intent.Update update) {
                long before = Stream.of(sets).filter(set -> set.name().equals(update.object().name())).mapToLong(Rollout::specified).findFirst().orElse(-1);
                sizes.add(update.object().name() + " " + before + ">" + Rollout.specified(update.object()));
            }
        }
        return sizes;
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                arguments("the surge makes room for a new pod", 3, 1, 0, new long[] {0, 0}, new long[] {3, 3}, "[new 0>1]"),
                arguments("no room, no growth, and none to spare", 3, 1, 0, new long[] {1, 0}, new long[] {3, 3}, "[]"),
                arguments("an available new pod lets an old one go", 3, 1, 0, new long[] {1, 1}, new long[] {3, 3}, "[old 3>2]"),
                arguments("an old pod that is gone makes room", 3, 1, 0, new long[] {1, 1}, new long[] {2, 2}, "[new 1>2]"),
                arguments("without surge an old pod goes first", 4, 0, 1, new long[] {0, 0}, new long[] {4, 4}, "[old 4>3]"),
                arguments("then a new one takes its place", 4, 0, 1, new long[] {0, 0}, new long[] {3, 3}, "[new 0>1]"),
                arguments("both limits at once", 10, 3, 2, new long[] {0, 0}, new long[] {10, 10}, "[new 0>3]"),
                arguments("and as many old ones as may be missing", 10, 3, 2, new long[] {3, 0}, new long[] {10, 10}, "[old 10>8]"),
                arguments("percentages: surge rounds up, missing rounds down", 3, "25%", "25%", new long[] {0, 0}, new long[] {3, 3}, "[new 0>1]"),
                arguments("nothing may be missing of three", 3, "25%", "25%", new long[] {1, 0}, new long[] {3, 3}, "[]"),
                arguments("unavailable old pods go at once", 3, 1, 0, new long[] {1, 0}, new long[] {3, 1}, "[]"),
                arguments("broken old pods cost nothing", 3, 1, 1, new long[] {1, 1}, new long[] {3, 1}, "[old 3>1]"),
                arguments("a new set that is too big shrinks", 3, 1, 1, new long[] {5, 5}, new long[] {0, 0}, "[new 5>3]"),
                arguments("neither surge nor missing still moves", 2, 0, 0, new long[] {0, 0}, new long[] {2, 2}, "[old 2>1]"),
                arguments("done is done", 3, 1, 1, new long[] {3, 3}, new long[] {0, 0}, "[]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void rolls_within_its_limits(String because, long replicas, Object surge, Object unavailable, long[] fresh, long[] old, String sizes) {
        KubeObject deployment = deployment(replicas, rollingUpdate(value(surge), value(unavailable)));
        KubeObject newSet = set("new", fresh[0], fresh[1], deployment);
        KubeObject oldSet = set("old", old[0], old[1], deployment);

        assertThat(sizes(plan(deployment, newSet, oldSet), newSet, oldSet)).hasToString(sizes);
    }

    private static Object value(Object limit) {
        return limit instanceof Integer number ? (Object) number.longValue() : limit;
    }

    @Test
    void one_old_set_can_lose_broken_pods_and_spare_ones_in_one_plan() {
        KubeObject deployment = deployment(10, rollingUpdate(5, 2));
        KubeObject fresh = set("new", 5, 5, deployment);
        KubeObject old = set("old", 10, 8, deployment);
        Plan plan = plan(deployment, fresh, old);

        assertThat(sizes(plan, fresh, old)).containsExactly("old 10>8", "old 10>3");
        assertThat(Given.events(plan)).containsExactly(
                "Normal ScalingReplicaSet Scaled down replica set old from 10 to 8",
                "Normal ScalingReplicaSet Scaled down replica set old from 8 to 3");
    }

    static Stream<Arguments> proportions() {
        return Stream.of(
                arguments("up: the larger set gets more, the rest goes to the largest", 10, 3, 15, 5L, 8L, "[old 8>11, new 5>7]"),
                arguments("up by much", 10, 3, 30, 3L, 10L, "[old 10>25, new 3>8]"),
                arguments("down", 10, 3, 5, 5L, 8L, "[old 8>5, new 5>3]"),
                arguments("to nothing", 10, 3, 0, 5L, 8L, "[old 8>0, new 5>0]"),
                arguments("equal sets grow from the newest", 10, 2, 11, 6L, 6L, "[new 6>7, old 6>6]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("proportions")
    void a_change_of_size_in_the_middle_of_a_rollout_is_shared(String because, long from, long surge, long to, long fresh, long old, String sizes) {
        KubeObject before = deployment(from, rollingUpdate(surge, 2));
        KubeObject newSet = set("new", fresh, fresh, before);
        KubeObject oldSet = set("old", old, old, before);

        Plan plan = plan(before.with(to, "spec", "replicas"), newSet, oldSet);

        assertThat(sizes(plan, newSet, oldSet)).hasToString(sizes);
    }

    @Test
    void a_new_template_makes_a_new_set_within_the_limits() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1));
        Plan plan = plan(deployment, set("old", 3, 3, deployment));
        KubeObject made = ((Plan.Intent.Create) plan.steps().getFirst().intent()).object();
        String hash = made.label(Rollout.HASH_LABEL).orElseThrow();

        assertThat(made.name()).isEqualTo("web-" + hash);
        assertThat(Rollout.specified(made)).isEqualTo(1);
        assertThat(made.spec().textMap("selector", "matchLabels")).containsEntry(Rollout.HASH_LABEL, hash).containsEntry("app", "web");
        assertThat(made.tree().textMap("spec", "template", "metadata", "labels")).containsEntry(Rollout.HASH_LABEL, hash);
        assertThat(made.annotations()).containsEntry(Revisions.REVISION, "2").containsEntry(Revisions.DESIRED, "3").containsEntry(Revisions.MAX, "4");
        assertThat(Given.events(plan)).containsExactly("Normal ScalingReplicaSet Scaled up replica set " + made.name() + " from 0 to 1");
        assertThat(Given.status(plan).objects("conditions").getLast().text("message")).isEqualTo("Created new replica set \"" + made.name() + "\"");
    }

    @Test
    void a_name_that_is_taken_raises_the_collision_count_which_changes_the_name() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1));
        String name = ((Plan.Intent.Create) plan(deployment).steps().getFirst().intent()).object().name();
        KubeObject squatter = Given.replicaSet(name, 1).with(Json.of("matchLabels", Json.of("app", "other")), "spec", "selector")
                .withController(Given.replicaSet("somebody", 1));

        Plan collided = plan(deployment, squatter);
        assertThat(Given.status(collided).number(0, "collisionCount")).isEqualTo(1);
        assertThat(Given.deeds(collided)).isEmpty();

        Plan again = plan(deployment.withStatus(Given.status(collided)), squatter);
        assertThat(Given.deeds(again)).singleElement().asString().startsWith("create ReplicaSet/web-").doesNotEndWith(name);
    }

    @Test
    void a_refused_set_is_told_in_the_condition_and_by_an_event() {
        Plan plan = plan(deployment(3, rollingUpdate(1, 1)));
        List<Plan.Step> instead = plan.steps().getFirst().otherwise().apply(Status.forbidden("replicasets.apps", "web", "exceeded quota"));

        Json condition = ((Plan.Intent.SetStatus) instead.getFirst().intent()).status().objects("conditions").getFirst();
        assertThat(condition.text("reason")).isEqualTo("ReplicaSetCreateError");
        assertThat(condition.text("message")).startsWith("Failed to create new replica set \"web-").endsWith("is forbidden: exceeded quota");
        EventRecord event = ((Plan.Intent.Event) instead.getLast().intent()).event();
        assertThat(event.type() + " " + event.reason() + " " + event.message()).isEqualTo("Warning ReplicaSetCreateError " + condition.text("message"));
    }

    @Test
    void a_namespace_that_goes_is_no_failure() {
        Json cause = Json.of("reason", "NamespaceTerminating");
        Status going = new Status(403, "Forbidden", "it is being terminated", Json.of("causes", List.of(cause)));

        assertThat(plan(deployment(3, rollingUpdate(1, 1))).steps().getFirst().otherwise().apply(going)).isEmpty();
        Plan pods = Given.objects(Given.replicaSet("web", 3)).plan(ReplicaSetReconciler.ofReplicaSets(), "default/web");
        assertThat(pods.steps().getFirst().otherwise().apply(going)).isEmpty();
    }

    @Test
    void a_long_name_leaves_room_for_the_hash() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1)).with("w".repeat(253), "metadata", "name");
        Plan plan = Given.objects(deployment).plan(new DeploymentReconciler(), "default/" + deployment.name());

        assertThat(((Plan.Intent.Create) plan.steps().getFirst().intent()).object().name()).hasSize(253).matches("w+-[a-z0-9]+");
    }

    @Test
    void recreate_stops_all_old_pods_before_anything_else() {
        KubeObject deployment = deployment(3, RECREATE);
        KubeObject old = set("old", 3, 3, deployment);

        assertThat(sizes(plan(deployment, old), old)).containsExactly("old 3>0");
    }

    @Test
    void recreate_waits_for_pods_that_are_still_stopping() {
        KubeObject deployment = deployment(3, RECREATE);
        KubeObject old = set("old", 0, 0, deployment);
        KubeObject pod = Given.pod("old-a", "terminating").withController(old);

        assertThat(Given.deeds(Given.objects(deployment, old, pod).plan(reconciler, "default/web"))).isEmpty();
        assertThat(Pods.isActive(pod)).isFalse();
    }

    @Test
    void recreate_starts_all_new_pods_at_once_when_the_old_ones_are_gone() {
        KubeObject deployment = deployment(3, RECREATE);
        Plan plan = plan(deployment, set("old", 0, 0, deployment));

        assertThat(Rollout.specified(((Plan.Intent.Create) plan.steps().getFirst().intent()).object())).isEqualTo(3);
    }

    @Test
    void a_paused_deployment_makes_no_new_set_but_still_scales() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1)).with(true, "spec", "paused");
        KubeObject old = set("old", 3, 3, deployment);

        Plan first = plan(deployment, old);
        assertThat(Given.deeds(first)).isEmpty();
        assertThat(Given.status(first).objects("conditions").getLast().text("reason")).isEqualTo("DeploymentPaused");

        Plan scaled = plan(deployment.withStatus(Given.status(first)).with(5L, "spec", "replicas"), old);
        assertThat(sizes(scaled, old)).containsExactly("old 3>5");
    }

    @Test
    void an_old_template_brings_its_set_back_with_a_new_revision() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1));
        KubeObject back = set("new", 0, 0, deployment).withAnnotation(Revisions.REVISION, "1");
        KubeObject old = set("old", 3, 3, deployment).withAnnotation(Revisions.REVISION, "2");

        Plan plan = plan(deployment, back, old);

        assertThat(Given.reasons(plan)).containsExactly("deployment.template-again");
        KubeObject updated = ((Plan.Intent.Update) plan.steps().getFirst().intent()).object();
        assertThat(updated.annotations()).containsEntry(Revisions.REVISION, "3").containsEntry(Revisions.HISTORY, "1");
    }

    @Test
    void empty_sets_beyond_the_history_limit_are_deleted_the_oldest_revision_first() {
        KubeObject deployment = deployment(1, rollingUpdate(1, 1)).with(1L, "spec", "revisionHistoryLimit")
                .with(Json.of("replicas", 1, "updatedReplicas", 1, "availableReplicas", 1, "observedGeneration", 2), "status");
        KubeObject fresh = set("new", 1, 1, deployment).withAnnotation(Revisions.REVISION, "9");

        Plan plan = plan(deployment.withAnnotation(Revisions.REVISION, "9").withStatus(deployment.status().with("conditions",
                        List.of(Json.of("type", "Progressing", "status", "True", "reason", "NewReplicaSetAvailable")))), fresh,
                set("c", 0, 0, deployment).withAnnotation(Revisions.REVISION, "3"),
                set("a", 0, 0, deployment).withAnnotation(Revisions.REVISION, "5"),
                set("b", 0, 0, deployment).withAnnotation(Revisions.REVISION, "4"));

        assertThat(Given.deeds(plan)).containsExactly("delete ReplicaSet/c", "delete ReplicaSet/b");
    }

    @Test
    void a_selector_that_takes_everything_is_not_acted_on() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1)).with(Json.EMPTY, "spec", "selector");
        Plan plan = plan(deployment);

        assertThat(Given.deeds(plan)).isEmpty();
        assertThat(Given.events(plan)).containsExactly(
                "Warning SelectingAll This deployment is selecting all pods. A non-empty selector is required.");
    }

    @Test
    void a_failure_of_a_set_is_passed_on() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1));
        KubeObject fresh = set("new", 3, 0, deployment).with(List.of(Json.of("type", "ReplicaFailure", "status", "True", "reason", "FailedCreate",
                "message", "exceeded quota", "lastTransitionTime", Given.ago(5))), "status", "conditions");

        assertThat(Given.status(plan(deployment, fresh)).objects("conditions"))
                .contains(Json.of("type", "ReplicaFailure", "status", "True", "reason", "FailedCreate", "message", "exceeded quota",
                        "lastTransitionTime", Given.ago(5), "lastUpdateTime", Given.ago(5)));
    }

    @Test
    void a_rollout_without_progress_is_looked_at_again_at_its_deadline() {
        KubeObject deployment = deployment(3, rollingUpdate(1, 1));
        KubeObject fresh = set("new", 3, 0, deployment);
        KubeObject settled = deployment.withStatus(Given.status(plan(deployment, fresh)));

        Plan plan = plan(settled, fresh);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.lookAgainAt()).hasValue(Given.NOW + 600_000 + 1_000);

        Plan late = plan(settled.with(5L, "spec", "progressDeadlineSeconds").with(
                settled.status().objects("conditions").stream().map(c -> c.with("lastUpdateTime", Given.ago(7))).toList(), "status", "conditions"), fresh);
        assertThat(Given.status(late).objects("conditions").getLast().text("message")).isEqualTo("ReplicaSet \"new\" has timed out progressing.");
    }
}
