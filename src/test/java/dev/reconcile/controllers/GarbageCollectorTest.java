package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.ago;
import static dev.reconcile.controllers.Given.pod;
import static dev.reconcile.controllers.Given.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Body;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GarbageCollectorTest {
    private static final String POD = "pods default/a";
    private static final String SET = "replicasets.apps default/web";

    private final GarbageCollector collector = new GarbageCollector(Given.KINDS);

    private static KubeObject dying(KubeObject object, String... finalizers) {
        return object.with(ago(1), "metadata", "deletionTimestamp")
                .with(finalizers.length == 0 ? null : List.of(finalizers), "metadata", "finalizers");
    }

    private static KubeObject owned(KubeObject... owners) {
        KubeObject pod = pod("a");
        for (KubeObject owner : owners) {
            pod = pod.withController(owner);
        }
        return pod;
    }

    static Stream<Arguments> situations() {
        KubeObject web = replicaSet("web", 1);
        KubeObject other = replicaSet("other", 1);
        KubeObject unknown = web.with("Widget", "kind");
        return Stream.of(
                arguments("an owner that exists is reason to stay", POD, List.of(web, owned(web)), List.of()),
                arguments("without its owner it goes", POD, List.of(owned(web)), List.of("delete Pod/a")),
                arguments("another object of the owner's name is not the owner", POD,
                        List.of(web.with("uid-later", "metadata", "uid"), owned(web)), List.of("delete Pod/a")),
                arguments("one owner of two is reason to stay, without the other", POD, List.of(web, owned(web, other)), List.of("update Pod/a")),
                arguments("what has no owner stays", POD, List.of(pod("a")), List.of()),
                arguments("what is going already is left alone", POD, List.of(dying(owned(web))), List.of()),
                arguments("owners of a kind that nobody knows are left alone", POD, List.of(owned(unknown)), List.of()),
                arguments("an owner that goes in the background still exists", POD, List.of(dying(web, "example.com/hold"), owned(web)), List.of()),
                arguments("an owner in the foreground takes it along", POD,
                        List.of(dying(web, "foregroundDeletion"), owned(web)), List.of("delete Pod/a")),
                arguments("an owner in the foreground waits", SET, List.of(dying(web, "foregroundDeletion"), owned(web)), List.of()),
                arguments("and goes when nothing is left", SET, List.of(dying(web, "foregroundDeletion")), List.of("update ReplicaSet/web")),
                arguments("it does not wait for what does not block it", SET,
                        List.of(dying(web, "foregroundDeletion"), owned(web).with(List.of(Json.of("uid", "uid-web")), "metadata", "ownerReferences")),
                        List.of("update ReplicaSet/web")),
                arguments("orphans are freed before their owner goes", SET, List.of(dying(web, "orphan"), owned(web)),
                        List.of("update Pod/a", "update ReplicaSet/web")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void decides_by_the_owners(String because, String key, List<KubeObject> objects, List<String> deeds) {
        assertThat(Given.deeds(Given.objects().and(objects).plan(collector, key))).containsExactlyElementsOf(deeds);
    }

    @Test
    void what_has_dependents_of_its_own_goes_in_the_foreground_if_its_owner_waits() {
        KubeObject deployment = dying(KubeObject.of("apps/v1", "Deployment", "default", "web").with("uid-d", "metadata", "uid"), "foregroundDeletion");
        KubeObject set = replicaSet("web", 1).withController(deployment);

        Plan plan = Given.objects(deployment, set, owned(set)).plan(collector, SET);

        assertThat(((Plan.Intent.Delete) plan.steps().getFirst().intent()).options())
                .isEqualTo(Options.of("propagationPolicy", "Foreground", "preconditions", Json.of("uid", "uid-web")));
    }

    private static Bench running() {
        return Bench.with(1000, 1000).create(Bench.deployment("web", 2, null)).after(10);
    }

    private static List<String> gone(Bench bench, long since, String resource) {
        return bench.changes(since, resource).filter(c -> c.kind() == Body.ChangeKind.DELETED).map(c -> c.key().resource()).toList();
    }

    @Test
    void in_the_background_the_deployment_goes_first_then_the_replica_set_then_the_pods() {
        Bench bench = running();
        long before = bench.position();

        bench.delete("deployments.apps", "web", Options.of("propagationPolicy", "Background"));
        assertThat(bench.has("deployments.apps", "web")).isFalse();
        assertThat(bench.list("replicasets.apps")).hasSize(1);

        bench.after(10);
        assertThat(bench.since(before).map(e -> e.body() instanceof Body.Change c && c.kind() == Body.ChangeKind.DELETED ? c.key() : null)
                .filter(key -> key != null && !key.resource().equals("events")).map(ObjectKey::resource))
                .containsExactly("deployments.apps", "replicasets.apps", "pods", "pods");
    }

    @Test
    void in_the_foreground_the_pods_go_first_then_the_replica_set_then_the_deployment() {
        Bench bench = running();
        long before = bench.position();

        bench.delete("deployments.apps", "web", Options.of("propagationPolicy", "Foreground"));
        assertThat(bench.get("deployments.apps", "web").finalizers()).containsExactly("foregroundDeletion");

        bench.after(10);
        assertThat(bench.since(before).map(e -> e.body() instanceof Body.Change c && c.kind() == Body.ChangeKind.DELETED ? c.key() : null)
                .filter(key -> key != null && !key.resource().equals("events")).map(ObjectKey::resource))
                .containsExactly("pods", "pods", "replicasets.apps", "deployments.apps");
    }

    @Test
    void orphans_stay_and_a_new_owner_takes_them_in() {
        Bench bench = running();
        long before = bench.position();

        bench.delete("deployments.apps", "web", Options.of("propagationPolicy", "Orphan")).after(10);

        assertThat(bench.list("deployments.apps")).isEmpty();
        assertThat(bench.list("replicasets.apps")).singleElement().satisfies(set -> assertThat(set.ownerReferences()).isEmpty());
        assertThat(gone(bench, before, "pods")).isEmpty();

        bench.create(Bench.deployment("web", 2, null)).after(10);
        assertThat(bench.list("replicasets.apps")).singleElement()
                .satisfies(set -> assertThat(set.controllerReference()).isPresent());
        assertThat(gone(bench, before, "pods")).isEmpty();
    }
}
