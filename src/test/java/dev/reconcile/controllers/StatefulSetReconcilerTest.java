package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatefulSetReconcilerTest {
    private final StatefulSetReconciler reconciler = new StatefulSetReconciler();

    private static KubeObject set(long replicas, String image) {
        return Given.yaml("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: default, uid: uid-db, generation: 1}
                spec:
                  replicas: %d
                  serviceName: db
                  selector: {matchLabels: {app: web}}
                  updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 0}}
                  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "%s"}]}}
                """.formatted(replicas, image));
    }

    /** The revision that a set of that image gets, as the reconciler makes it. */
    private KubeObject revision(String image, long number) {
        Plan plan = Given.objects(set(0, image)).plan(reconciler, "default/db");
        return ((Plan.Intent.Create) plan.steps().getFirst().intent()).object().with(number, "revision");
    }

    private List<KubeObject> pods(String... words) {
        List<KubeObject> pods = new ArrayList<>();
        for (String word : words) {
            String[] parts = word.split(":", 2);
            boolean old = parts[0].endsWith("'");
            KubeObject pod = pod("db-" + parts[0].replace("'", ""), parts.length > 1 ? parts[1].split(",") : new String[0]);
            pods.add(pod.withLabel(Ordinals.REVISION_LABEL, revision(old ? "old" : "new", 1).name()).withController(set(0, "new")));
        }
        return pods;
    }

    static Stream<Arguments> order() {
        return Stream.of(
                arguments("the first pod comes alone", 3, "", List.of(), List.of("create Pod/db-0")),
                arguments("the next one waits for it", 3, "", List.of("0:unready"), List.of()),
                arguments("and comes when it is ready", 3, "", List.of("0"), List.of("create Pod/db-1")),
                arguments("in parallel all come at once", 3, "Parallel", List.of(), List.of("create Pod/db-0", "create Pod/db-1", "create Pod/db-2")),
                arguments("a gap is filled before anything else", 3, "", List.of("0", "2"), List.of("create Pod/db-1")),
                arguments("a pod on its way out is waited for", 2, "", List.of("0", "1:terminating"), List.of()),
                arguments("a pod that ended is made anew", 1, "", List.of("0:finished"), List.of("delete Pod/db-0")),
                arguments("the highest goes first", 1, "", List.of("0", "1", "2"), List.of("delete Pod/db-2")),
                arguments("and is waited for", 1, "", List.of("0", "1", "2:terminating"), List.of()),
                arguments("in parallel all go at once", 1, "Parallel", List.of("0", "1", "2"), List.of("delete Pod/db-2", "delete Pod/db-1")),
                arguments("nothing goes while a wanted pod is not ready", 1, "", List.of("0:unready", "1"), List.of()),
                arguments("an update starts at the highest", 3, "", List.of("0'", "1'", "2'"), List.of("delete Pod/db-2")),
                arguments("and goes down one by one", 3, "", List.of("0'", "1'", "2"), List.of("delete Pod/db-1")),
                arguments("waiting for each new pod", 3, "", List.of("0'", "1'", "2:unready"), List.of()),
                arguments("down to the partition", 3, "partition 2", List.of("0'", "1'", "2"), List.of()),
                arguments("below the partition the old template comes back", 3, "partition 2", List.of(), List.of("create Pod/db-0")),
                arguments("on delete nothing is replaced", 2, "OnDelete", List.of("0'", "1'"), List.of()),
                arguments("a foreign pod with a name of ours is not ours", 1, "", List.of("0", "x"), List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("order")
    void keeps_the_order(String because, long replicas, String trait, List<String> has, List<String> deeds) {
        Plan plan = Given.objects(traited(set(replicas, "new"), trait), revision("old", 1), revision("new", 2))
                .and(pods(has.toArray(String[]::new))).plan(reconciler, "default/db");

        assertThat(Given.deeds(plan)).containsExactlyElementsOf(deeds);
    }

    private KubeObject traited(KubeObject set, String trait) {
        KubeObject known = set.with(revision("old", 1).name(), "status", "currentRevision");
        return switch (trait.split(" ")[0]) {
            case "Parallel" -> known.with("Parallel", "spec", "podManagementPolicy");
            case "OnDelete" -> known.with(Json.of("type", "OnDelete"), "spec", "updateStrategy");
            case "partition" -> known.with(Long.parseLong(trait.split(" ")[1]), "spec", "updateStrategy", "rollingUpdate", "partition");
            default -> known;
        };
    }

    @Test
    void a_pod_has_a_name_labels_and_claims_of_its_own() {
        KubeObject set = set(1, "new").with(List.of(Json.of("metadata", Json.of("name", "data"), "spec", Json.of("x", 1))), "spec", "volumeClaimTemplates");
        Plan plan = Given.objects(set).plan(reconciler, "default/db");

        assertThat(Given.deeds(plan)).containsExactly("create ControllerRevision/" + revision("new", 1).name(),
                "create PersistentVolumeClaim/data-db-0", "create Pod/db-0");
        assertThat(Given.events(plan)).containsExactly(
                "Normal SuccessfulCreate create Claim data-db-0 Pod db-0 in StatefulSet db success",
                "Normal SuccessfulCreate create Pod db-0 in StatefulSet db successful");
        KubeObject pod = plan.steps().stream().map(Plan.Step::intent).filter(Plan.Intent.Create.class::isInstance).map(Plan.Intent.Create.class::cast)
                .map(Plan.Intent.Create::object).filter(o -> o.kind().equals("Pod")).findFirst().orElseThrow();
        assertThat(pod.labels()).containsEntry("statefulset.kubernetes.io/pod-name", "db-0").containsEntry("apps.kubernetes.io/pod-index", "0")
                .containsEntry("controller-revision-hash", revision("new", 1).name());
        assertThat(pod.spec().text("hostname")).isEqualTo("db-0");
        assertThat(pod.spec().text("subdomain")).isEqualTo("db");
        assertThat(pod.spec().objects("volumes")).containsExactly(
                Json.of("name", "data", "persistentVolumeClaim", Json.of("claimName", "data-db-0")));
    }

    @Test
    void an_old_template_makes_its_revision_the_newest_again() {
        Plan plan = Given.objects(set(0, "old"), revision("old", 1), revision("new", 2)).plan(reconciler, "default/db");

        assertThat(Given.deeds(plan)).containsExactly("update ControllerRevision/" + revision("old", 1).name());
        assertThat(Given.reasons(plan)).contains("history.again");
    }

    private static List<String> births(Bench bench, long since) {
        return bench.changes(since, "pods").filter(c -> c.kind() != Body.ChangeKind.MODIFIED)
                .map(c -> (c.kind() == Body.ChangeKind.ADDED ? "+" : "-") + c.key().name()).toList();
    }

    @Test
    void a_life_of_growth_update_and_shrinking_goes_in_the_recorded_order() {
        Bench bench = Bench.with(1000, 1000).create(set(3, "1").with(null, "metadata", "uid")).after(20);
        assertThat(births(bench, 0)).containsExactly("+db-0", "+db-1", "+db-2");

        long grown = bench.position();
        bench.change("statefulsets.apps", "db", Bench.image("2")).after(30);
        assertThat(births(bench, grown)).containsExactly("-db-2", "+db-2", "-db-1", "+db-1", "-db-0", "+db-0");
        Json status = bench.get("statefulsets.apps", "db").status();
        assertThat(status.text("currentRevision")).isEqualTo(status.text("updateRevision"));
        assertThat(status.number(0, "currentReplicas")).isEqualTo(3);

        long updated = bench.position();
        bench.change("statefulsets.apps", "db", s -> s.with(1L, "spec", "replicas")).after(30);
        assertThat(births(bench, updated)).containsExactly("-db-2", "-db-1");
        assertThat(bench.list("controllerrevisions.apps")).hasSize(2);
    }
}
