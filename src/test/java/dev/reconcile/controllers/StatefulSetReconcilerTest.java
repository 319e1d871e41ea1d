package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.api.Status;
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
            KubeObject named = new Ordinals(set(0, "new")).identified(pod("db-" + parts[0].replace("'", "")));
            KubeObject pod = Given.traits(named, parts.length > 1 ? parts[1].split(",") : new String[0]);
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
                arguments("several at once where so many may be unavailable", 4, "maxUnavailable 2", List.of("0'", "1'", "2'", "3'"),
                        List.of("delete Pod/db-3", "delete Pod/db-2")),
                arguments("counting those that are unavailable already", 4, "maxUnavailable 2 Parallel", List.of("0'", "1'", "2'", "3:unready"),
                        List.of("delete Pod/db-2")),
                arguments("a share of the pods is rounded down", 4, "maxUnavailable 60%", List.of("0'", "1'", "2'", "3'"),
                        List.of("delete Pod/db-3", "delete Pod/db-2")),
                arguments("but never to none", 4, "maxUnavailable 10%", List.of("0'", "1'", "2'", "3'"), List.of("delete Pod/db-3")),
                arguments("an old pod that is broken blocks its own repair", 2, "", List.of("0", "1':unready"), List.of()),
                arguments("in parallel a broken old pod is replaced", 2, "Parallel", List.of("0", "1':unready"), List.of("delete Pod/db-1")),
                arguments("ordinals begin where the set says", 2, "start 5", List.of("5"), List.of("create Pod/db-6")),
                arguments("and what is below goes when the rest is there", 2, "start 5", List.of("4", "5", "6"), List.of("delete Pod/db-4")),
                arguments("a pod has to stay ready for a while before the next", 2, "minReady 10", List.of("0:ready-for 5"), List.of()),
                arguments("and then the next one comes", 2, "minReady 10", List.of("0:ready-for 10"), List.of("create Pod/db-1")),
                arguments("a failed pod on its way out is waited for", 1, "", List.of("0:finished,terminating"), List.of()),
                arguments("lost labels are given back", 1, "", List.of("0:anonymous"), List.of("update Pod/db-0")),
                arguments("a set on its way out does nothing", 2, "leaving", List.of("0"), List.of()),
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
        String[] words = trait.split(" ");
        return switch (words[0]) {
            case "Parallel" -> known.with("Parallel", "spec", "podManagementPolicy");
            case "OnDelete" -> known.with(Json.of("type", "OnDelete"), "spec", "updateStrategy");
            case "partition" -> known.with(Long.parseLong(words[1]), "spec", "updateStrategy", "rollingUpdate", "partition");
            case "maxUnavailable" -> known.with(words.length > 2 ? words[2] : null, "spec", "podManagementPolicy")
                    .with(words[1].endsWith("%") ? words[1] : Long.parseLong(words[1]), "spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
            case "start" -> known.with(Long.parseLong(words[1]), "spec", "ordinals", "start");
            case "minReady" -> known.with(Long.parseLong(words[1]), "spec", "minReadySeconds");
            case "leaving" -> known.with(Given.ago(1), "metadata", "deletionTimestamp");
            default -> known;
        };
    }

    @Test
    void a_pod_has_a_name_labels_and_claims_of_its_own() {
        KubeObject set = withClaims(set(1, "new"));
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

    static Stream<Arguments> claims() {
        return Stream.of(
                arguments("claims are kept: nobody owns them", "Retain Retain", "0", "", "nobody"),
                arguments("a former owner is taken off", "Retain Retain", "0", "set", "nobody"),
                arguments("they go with the set", "Delete Retain", "0", "", "StatefulSet db"),
                arguments("also those of pods beyond the number", "Delete Retain", "1", "", "StatefulSet db"),
                arguments("they go with pods that are too many: nobody owns the others", "Retain Delete", "0", "set", "nobody"),
                arguments("a pod beyond the number takes them along", "Retain Delete", "1", "", "Pod db-1"),
                arguments("both: wanted pods leave them to the set", "Delete Delete", "0", "", "StatefulSet db"),
                arguments("both: too many take them along", "Delete Delete", "1", "set", "Pod db-1"),
                arguments("an earlier set's claim is left alone", "Delete Delete", "0", "stale", "StatefulSet db"),
                arguments("another controller's claim is left alone", "Delete Delete", "0", "other", "Volume other"),
                arguments("and our reference beside it taken off", "Delete Delete", "0", "other set", "Volume other"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void owns_claims_as_the_retention_policy_says(String because, String policy, String ordinal, String owners, String owner) {
        String[] when = policy.split(" ");
        KubeObject set = withClaims(set(1, "new")).with(
                Json.of("whenDeleted", when[0], "whenScaled", when[1]), "spec", "persistentVolumeClaimRetentionPolicy");
        KubeObject claim = claim("data-db-" + ordinal);
        for (String word : owners.isEmpty() ? new String[0] : owners.split(" ")) {
            claim = claim.withController(switch (word) {
                case "set" -> set;
                case "stale" -> set.with("uid-before", "metadata", "uid");
                default -> KubeObject.of("v1", "Volume", "default", "other").with("uid-other", "metadata", "uid");
            });
        }
        Plan plan = Given.objects(set, revision("new", 1), claim, claim("data-db-" + (1 - Integer.parseInt(ordinal))))
                .and(pods("0", "1")).plan(reconciler, "default/db");

        KubeObject before = claim;
        KubeObject after = plan.steps().stream().map(Plan.Step::intent).filter(Plan.Intent.Update.class::isInstance).map(Plan.Intent.Update.class::cast)
                .map(Plan.Intent.Update::object).filter(o -> o.name().equals(before.name())).findFirst().orElse(before);
        assertThat(after.ownerReferences().stream().map(o -> o.text("kind") + " " + o.text("name")).findFirst().orElse("nobody")).isEqualTo(owner);
        assertThat(after.ownerReferences()).hasSizeLessThanOrEqualTo(1);
    }

    private static KubeObject withClaims(KubeObject set) {
        return set.with(List.of(Json.of("metadata", Json.of("name", "data"), "spec", Json.of("x", 1))), "spec", "volumeClaimTemplates");
    }

    private static KubeObject claim(String name) {
        return KubeObject.of("v1", "PersistentVolumeClaim", "default", name).with("uid-" + name, "metadata", "uid");
    }

    @Test
    void a_claim_that_goes_with_an_earlier_pod_is_waited_for() {
        KubeObject set = withClaims(set(1, "new")).with("Delete", "spec", "persistentVolumeClaimRetentionPolicy", "whenScaled");
        Plan plan = Given.objects(set, revision("new", 1), claim("data-db-0").withController(pod("db-0"))).plan(reconciler, "default/db");

        assertThat(Given.deeds(plan)).isEmpty();
    }

    @Test
    void a_claim_that_is_being_deleted_is_waited_for_and_told_about_once() {
        KubeObject claim = claim("data-db-0").with(Given.ago(1), "metadata", "deletionTimestamp");
        Given given = Given.objects(withClaims(set(1, "new")), revision("new", 1), claim);
        String warning = "create Pod db-0 in StatefulSet db failed error: pvc data-db-0 is being deleted";

        assertThat(Given.deeds(given.plan(reconciler, "default/db"))).isEmpty();
        assertThat(Given.events(given.plan(reconciler, "default/db"))).containsExactly("Warning FailedCreate " + warning);
        KubeObject said = KubeObject.of("v1", "Event", "default", "db.1").with("uid-db", "involvedObject", "uid")
                .with(warning, "message").with(Given.ago(0), "lastTimestamp");
        assertThat(Given.events(given.and(said).plan(reconciler, "default/db"))).isEmpty();
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

    @Test
    void in_parallel_a_refused_pod_ends_its_batch() {
        KubeObject set = set(7, "new").with("Parallel", "spec", "podManagementPolicy");
        Plan plan = Given.objects(set, revision("new", 1)).plan(reconciler, "default/db");
        List<Plan.Step> creations = plan.steps().stream().filter(step -> step.intent().action().equals("create")).toList();
        Status refused = Status.forbidden("pods", "db-3", "exceeded quota");

        // Batches are of 1, 2 and 4 pods.
        List<Plan.Step> instead = creations.get(4).otherwise().apply(refused);
        assertThat(instead.stream().map(step -> step.intent().action() + " " + step.intent().target())).containsExactly("event StatefulSet/db",
                "create Pod/db-5", "event StatefulSet/db", "create Pod/db-6", "event StatefulSet/db", "status StatefulSet/db");
        assertThat(instead.get(1).otherwise().apply(refused).stream().map(step -> step.intent().action())).containsExactly(
                "event", "create", "event", "status");
        assertThat(creations.get(2).otherwise().apply(refused).stream().map(step -> step.intent().action())).containsExactly("event", "status");
    }
}
