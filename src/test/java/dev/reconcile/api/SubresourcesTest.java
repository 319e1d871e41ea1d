package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubresourcesTest {
    private final Lab lab = new Lab();

    @BeforeEach
    void aPod() {
        Lab.object(lab.create("pods", "default", Lab.pod("web")));
    }

    private Reply debug(String yaml) {
        Json patch = Lab.yaml("{spec: {ephemeralContainers: [" + yaml + "]}}");
        return lab.api.handle(new Request(Lab.LEARNER, Verb.PATCH, "pods", "default", "web", "ephemeralcontainers", null,
                new Patch(Patch.Type.STRATEGIC, patch), Options.NONE));
    }

    @Test
    void a_container_is_added_to_a_running_pod_and_stays() {
        KubeObject pod = Lab.object(debug("{name: debugger, image: busybox, targetContainerName: web}"));
        Json container = pod.spec().objects("ephemeralContainers").getFirst();
        assertThat(container.text("imagePullPolicy")).isEqualTo("Always");
        assertThat(container.text("terminationMessagePolicy")).isEqualTo("File");
        Json without = pod.spec().without("ephemeralContainers");
        Request removal = Request.update(Lab.LEARNER, "pods", pod.with(without, "spec"), Options.NONE).on("ephemeralcontainers");
        assertThat(Lab.message(lab.api.handle(removal))).isEqualTo("422 Pod \"web\" is invalid: spec.ephemeralContainers: Forbidden: "
                + "existing ephemeral containers \"debugger\" may not be removed\n");
        assertThat(Lab.object(debug("{name: second, image: busybox}")).spec().objects("ephemeralContainers")).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{name: web, image: busybox} | spec.ephemeralContainers[0].name: Duplicate value: \"web\"",
        "{name: d, image: busybox, targetContainerName: x} | spec.ephemeralContainers[0].targetContainerName: Not found: \"x\"",
        "{name: d, image: busybox, lifecycle: {preStop: {exec: {command: [a]}}}} | spec.ephemeralContainers[0].lifecycle: Forbidden: cannot be set for an Ephemeral Container",
        "{name: d} | spec.ephemeralContainers[0].image: Required value",
    })
    void a_wrong_container_is_refused(String container, String message) {
        assertThat(Lab.message(debug(container))).isEqualTo("422 Pod \"web\" is invalid: " + message);
    }

    @Test
    void other_fields_do_not_change_through_it() {
        KubeObject pod = lab.get("pods", "default", "web").with("nginx:9", "spec", "priorityClassName");
        Request request = Request.update(Lab.LEARNER, "pods", pod, Options.NONE).on("ephemeralcontainers");
        assertThat(Lab.object(lab.api.handle(request)).spec().has("priorityClassName")).isFalse();
    }

    @Test
    void an_eviction_can_be_tried_without_happening() {
        Request eviction = new Request(Lab.LEARNER, Verb.CREATE, "pods", "default", "web", "eviction",
                Lab.yaml("metadata: {name: web}"), null, Options.of("dryRun", List.of("All")));
        assertThat(lab.api.handle(eviction)).isInstanceOf(Reply.One.class);
        assertThat(lab.store.get("pods", "default", "web")).isPresent();
    }

    @Test
    void a_collection_is_deleted_by_selector() {
        Lab.object(lab.create("configmaps", "default", "metadata: {name: a, labels: {tier: red}}"));
        Lab.object(lab.create("configmaps", "default", "metadata: {name: b, labels: {tier: blue}}"));
        Request tried = new Request(Lab.LEARNER, Verb.DELETE_COLLECTION, "configmaps", "default", "", "", null, null,
                Options.of("labelSelector", "tier=red", "dryRun", List.of("All")));
        lab.api.handle(tried);
        assertThat(lab.store.list("configmaps", "default")).hasSize(2);
        lab.api.handle(new Request(Lab.LEARNER, Verb.DELETE_COLLECTION, "configmaps", "default", "", "", null, null, Options.of("labelSelector", "tier=red")));
        assertThat(lab.store.list("configmaps", "default")).extracting(KubeObject::name).containsExactly("b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{dryRun: [Some]} | 422 CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"",
        "{fieldValidation: Loose} | 422 CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Loose\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
    })
    void options_that_make_no_sense_are_refused(String options, String message) {
        Request request = Request.create(Lab.LEARNER, "configmaps", "default", Lab.yaml("metadata: {name: x}"), new Options(Lab.yaml(options)));
        assertThat(Lab.message(lab.api.handle(request))).isEqualTo(message);
    }

    @Test
    void force_is_for_apply_alone() {
        Request request = Request.patch(Lab.LEARNER, new dev.reconcile.model.ObjectKey("pods", "default", "web"),
                new Patch(Patch.Type.MERGE, Lab.yaml("metadata: {labels: {a: b}}")), Options.of("force", true));
        assertThat(Lab.message(lab.api.handle(request)))
                .isEqualTo("422 PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch");
    }

    @Test
    void a_write_of_the_status_may_change_metadata_as_far_as_the_kind_allows() {
        KubeObject pod = lab.get("pods", "default", "web");
        KubeObject changed = pod.withLabel("seen", "yes").withAnnotation("seen", "yes").with(pod.status().with("message", "x"), "status")
                .with(List.of(Json.of("apiVersion", "v1", "kind", "Pod", "name", "a", "uid", "u")), "metadata", "ownerReferences");
        KubeObject written = Lab.object(lab.api.handle(Request.update(Lab.LEARNER, "pods", changed, Options.NONE).on("status")));
        assertThat(written.labels()).containsEntry("seen", "yes");
        assertThat(written.annotations()).containsEntry("seen", "yes");
        assertThat(written.ownerReferences()).isEmpty();

        KubeObject deployment = Lab.object(lab.create("deployments.apps", "default", """
                metadata: {name: web, labels: {app: web}}
                spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}"""));
        KubeObject labelled = deployment.withLabel("seen", "yes").withAnnotation("seen", "yes");
        written = Lab.object(lab.api.handle(Request.update(Lab.LEARNER, "deployments.apps", labelled, Options.NONE).on("status")));
        assertThat(written.labels()).doesNotContainKey("seen");
        assertThat(written.annotations()).containsEntry("seen", "yes");

        Request wrong = Request.update(Lab.LEARNER, "pods", lab.get("pods", "default", "web").withLabel("a b", "x"), Options.NONE).on("status");
        assertThat(Lab.message(lab.api.handle(wrong))).startsWith("422 Pod \"web\" is invalid: metadata.labels: Invalid value: \"a b\": name part");
    }
}
