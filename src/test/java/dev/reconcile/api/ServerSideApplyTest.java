package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSideApplyTest {
    private static final ObjectKey WEB = new ObjectKey("deployments.apps", "default", "web");

    private final Lab lab = new Lab();

    private Reply apply(String manager, String yaml, Object... options) {
        Options all = new Options(Json.of(options).with("fieldManager", manager));
        return lab.api.handle(Request.patch(Lab.LEARNER, WEB, new Patch(Patch.Type.APPLY, Lab.yaml(yaml)), all));
    }

    private static String web(String spec) {
        return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: " + spec + "}";
    }

    private KubeObject live() {
        return lab.get("deployments.apps", "default", "web");
    }

    private static String fields(KubeObject object, String manager, String operation) {
        return object.metadata().objects("managedFields").stream()
                .filter(entry -> manager.equals(entry.text("manager")) && operation.equals(entry.text("operation")))
                .map(entry -> entry.object("fieldsV1").toString())
                .findFirst().orElse("nothing");
    }

    private KubeObject created(String manager) {
        return Lab.object(lab.create("deployments.apps", "default", Lab.deployment("web"), "fieldManager", manager));
    }

    private Reply update(String manager, Object value, String... path) {
        KubeObject changed = live().with(value, path);
        return lab.api.handle(Request.update(Lab.LEARNER, "deployments.apps", changed, Options.of("fieldManager", manager)));
    }

    @Test
    void an_intent_creates_what_is_not_there_and_owns_exactly_what_it_names() {
        Reply reply = apply("me", Lab.deployment("web"));
        assertThat(reply).isInstanceOfSatisfying(Reply.One.class, one -> assertThat(one.code()).isEqualTo(201));
        assertThat(fields(live(), "me", "Apply")).isEqualTo("{\"f:spec\":{\"f:replicas\":{},\"f:selector\":{},\"f:template\":{"
                + "\"f:metadata\":{\"f:labels\":{\"f:app\":{}}},\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":\\\"web\\\"}\":{"
                + "\".\":{},\"f:image\":{},\"f:name\":{}}}}}}}");
        assertThat(live().metadata().objects("managedFields")).hasSize(1);
    }

    @Test
    void another_owner_s_value_is_a_conflict_in_upstreams_words_unless_it_is_forced() {
        created("kubectl-client-side-apply");
        Reply reply = apply("kubectl", web("{replicas: 5}"));
        assertThat(Lab.message(reply)).isEqualTo("409 Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using apps/v1: .spec.replicas");
        assertThat(((Reply.Failed) reply).status().toJson().object("details")).hasToString(
                "{\"causes\":[{\"field\":\".spec.replicas\",\"message\":\"conflict with \\\"kubectl-client-side-apply\\\" using apps/v1\",\"reason\":\"FieldManagerConflict\"}]}");
        assertThat(live().spec().number(0, "replicas")).isEqualTo(3);
        Lab.object(apply("kubectl", web("{replicas: 5}"), "force", true));
        assertThat(live().spec().number(0, "replicas")).isEqualTo(5);
        assertThat(fields(live(), "kubectl", "Apply")).isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
        assertThat(fields(live(), "kubectl-client-side-apply", "Update")).doesNotContain("f:replicas");
    }

    @Test
    void several_conflicts_are_listed_by_owner() {
        created("kubectl-create");
        assertThat(Lab.message(apply("me", web("{replicas: 5, template: {spec: {containers: [{name: web, image: nginx:1.21}]}}}")))).isEqualTo("""
                409 Apply failed with 2 conflicts: conflicts with "kubectl-create" using apps/v1:
                - .spec.replicas
                - .spec.template.spec.containers[name="web"].image""");
    }

    @Test
    void the_same_value_is_shared_without_a_conflict() {
        created("kubectl-create");
        Lab.object(apply("me", web("{replicas: 3}")));
        assertThat(fields(live(), "me", "Apply")).isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
        assertThat(fields(live(), "kubectl-create", "Update")).contains("f:replicas");
    }

    @Test
    void the_same_intent_again_writes_nothing() {
        apply("me", Lab.deployment("web"));
        KubeObject before = live();
        lab.clock.advanceTo(lab.clock.now() + 60_000);
        Lab.object(apply("me", Lab.deployment("web")));
        assertThat(live()).isSameAs(before);
    }

    @Test
    void what_is_no_longer_applied_goes_unless_somebody_else_owns_it() {
        apply("me", web("{replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web, tier: front}}, spec: {"
                + "nodeSelector: {disk: ssd}, containers: [{name: web, image: nginx}, {name: log, image: busybox}]}}}"));
        apply("other", web("{template: {metadata: {labels: {tier: front}}}}"));
        Lab.object(apply("me", web("{selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {"
                + "containers: [{name: web, image: nginx}]}}}")));
        Json spec = live().spec();
        assertThat(spec.number(0, "replicas")).as("defaulted again").isEqualTo(1);
        assertThat(spec.has("template", "spec", "nodeSelector")).isFalse();
        assertThat(spec.objects("template", "spec", "containers")).extracting(c -> c.text("name")).containsExactly("web");
        assertThat(spec.textMap("template", "metadata", "labels")).containsEntry("tier", "front");
    }

    @Test
    void an_intent_without_labels_any_more_keeps_its_name() {
        apply("me", Lab.deployment("web").replace("{name: web}", "{name: web, labels: {team: blue}}"));
        Lab.object(apply("me", Lab.deployment("web")));
        assertThat(live().labels()).isEmpty();
    }

    @Test
    void two_appliers_share_a_list_of_containers_by_name() {
        apply("me", Lab.deployment("web"));
        Lab.object(apply("sidecars", web("{template: {spec: {containers: [{name: log, image: busybox}]}}}")));
        assertThat(live().spec().objects("template", "spec", "containers")).extracting(c -> c.text("name")).containsExactly("log", "web");
        Lab.object(apply("me", Lab.deployment("web")));
        assertThat(live().spec().objects("template", "spec", "containers")).extracting(c -> c.text("name")).containsExactlyInAnyOrder("log", "web");
    }

    @Test
    void an_update_takes_the_fields_that_it_changes_from_others() {
        apply("me", Lab.deployment("web"));
        Lab.object(update("kubectl-edit", 7, "spec", "replicas"));
        assertThat(fields(live(), "kubectl-edit", "Update")).isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
        assertThat(fields(live(), "me", "Apply")).doesNotContain("f:replicas");
        assertThat(Lab.message(apply("me", Lab.deployment("web")))).isEqualTo(
                "409 Apply failed with 1 conflict: conflict with \"kubectl-edit\" using apps/v1: .spec.replicas");
    }

    @Test
    void scaling_and_status_writes_are_owned_through_their_subresources() {
        created("kubectl-create");
        Json scale = Json.of("metadata", Json.of("name", "web", "namespace", "default"), "spec", Json.of("replicas", 4));
        Request rescale = new Request(Lab.LEARNER, Verb.UPDATE, "deployments.apps", "default", "web", "scale", scale, null, Options.NONE);
        assertThat(lab.api.handle(rescale)).isInstanceOf(Reply.One.class);
        KubeObject stated = live().with(Json.of("observedGeneration", 2, "replicas", 4), "status");
        lab.api.handle(Request.update(Caller.controller("deployment-controller", 0), "deployments.apps", stated, Options.NONE).on("status"));
        assertThat(live().metadata().objects("managedFields"))
                .extracting(e -> e.text("manager") + " " + e.text("operation") + " " + e.textOrEmpty("subresource"))
                .containsExactly("kube-controller-manager Update status", "kubectl Update scale", "kubectl-create Update ");
        assertThat(fields(live(), "kube-controller-manager", "Update")).isEqualTo("{\"f:status\":{\"f:observedGeneration\":{},\"f:replicas\":{}}}");
    }

    @Test
    void kubectl_goes_over_from_client_side_apply_without_a_conflict() {
        Json last = Lab.yaml(Lab.deployment("web"));
        KubeObject first = new KubeObject(last).withAnnotation("kubectl.kubernetes.io/last-applied-configuration", last.toString());
        lab.api.handle(Request.create(Lab.LEARNER, "deployments.apps", "default", first.tree(), Options.of("fieldManager", "kubectl-client-side-apply")));
        String wanted = Lab.deployment("web").replace("replicas: 3", "replicas: 4");
        assertThat(Lab.message(apply("somebody", wanted))).startsWith("409 Apply failed with 1 conflict");
        Lab.object(apply("kubectl", wanted));
        assertThat(live().spec().number(0, "replicas")).isEqualTo(4);
        assertThat(live().annotation("kubectl.kubernetes.io/last-applied-configuration").orElseThrow()).contains("\"replicas\":4");
    }

    @Test
    void ten_updaters_are_remembered_one_by_one_and_older_ones_together() {
        created("writer-0");
        for (int i = 1; i <= 12; i++) {
            lab.clock.advanceTo(lab.clock.now() + 1000);
            Lab.object(update("writer-" + i, "v", "metadata", "annotations", "a" + i));
        }
        List<Json> entries = live().metadata().objects("managedFields");
        assertThat(entries).hasSize(10).extracting(e -> e.text("manager")).contains("ancient-changes", "writer-12", "writer-4").doesNotContain("writer-1");
    }

    @Test
    void a_dry_run_shows_what_would_be_and_changes_nothing() {
        created("kubectl-create");
        KubeObject before = live();
        KubeObject tried = Lab.object(apply("me", web("{replicas: 5}"), "force", true, "dryRun", List.of("All")));
        assertThat(tried.spec().number(0, "replicas")).isEqualTo(5);
        assertThat(live()).isSameAs(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{apiVersion: v1, kind: Deployment, metadata: {name: web}} | 400 Incorrect version specified in apply patch. Specified patch version: v1, expected: apps/v1",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, managedFields: [{manager: x}]}} | 400 metadata.managedFields must be nil",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replica: 1}} | 500 failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: many}} | 500 failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.replicas: expected numeric (int or float), got string",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{image: x}]}}}} | 500 failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.template.spec.containers: element 0: associative list with keys has an element that omits key field \"name\" (and doesn't have default value)",
    })
    void a_malformed_intent_is_refused_in_upstreams_words(String yaml, String message) {
        created("kubectl-create");
        KubeObject before = live();
        assertThat(Lab.message(apply("me", yaml))).isEqualTo(message);
        assertThat(live()).isSameAs(before);
    }

    @Test
    void an_intent_needs_a_manager() {
        assertThat(Lab.message(apply("", web("{replicas: 5}"))))
                .isEqualTo("422 PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
    }
}
