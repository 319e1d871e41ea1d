package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceScenarioTest {
    private final Bench bench = Bench.with(500, 2000).create(
            KubeObject.of("v1", "Namespace", "", "default").with(List.of("kubernetes"), "spec", "finalizers")).after(1);

    private void deleteNamespace() {
        bench.cluster().request(Request.delete(Caller.learner(0), new ObjectKey("namespaces", "", "default"), Options.NONE));
    }

    @Test
    void a_namespace_gets_a_service_account_and_the_certificate() {
        assertThat(bench.has("serviceaccounts", "default")).isTrue();
        assertThat(bench.get("configmaps", "kube-root-ca.crt").tree().text("data", "ca.crt")).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void both_come_back_when_they_are_deleted() {
        bench.delete("serviceaccounts", "default", Options.NONE).delete("configmaps", "kube-root-ca.crt", Options.NONE).after(1);

        assertThat(bench.has("serviceaccounts", "default")).isTrue();
        assertThat(bench.has("configmaps", "kube-root-ca.crt")).isTrue();
    }

    @Test
    void a_changed_certificate_is_put_back() {
        String before = bench.get("configmaps", "kube-root-ca.crt").tree().text("data", "ca.crt");

        bench.change("configmaps", "kube-root-ca.crt", map -> map.with("forged", "data", "ca.crt")).after(1);

        assertThat(bench.get("configmaps", "kube-root-ca.crt").tree().text("data", "ca.crt")).isEqualTo(before);
    }

    private static final String SHOP = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {nodeSelector: {kubernetes.io/hostname: worker-2}, containers: [{name: main, image: nginx}]}}
            """;

    @Test
    void pods_go_first_and_what_owns_them_when_they_are_gone() {
        Playground cluster = Playground.standard().apply(SHOP).after(20).delete("namespaces", "shop");

        cluster.after(4);
        assertThat(cluster.cluster().view().list("pods", "shop")).as("all API servers are to know of it first").noneMatch(KubeObject::isTerminating);
        cluster.millis(1050);
        assertThat(cluster.cluster().view().list("pods", "shop")).hasSize(2).allMatch(KubeObject::isTerminating);
        assertThat(conditions(cluster.cluster().view(), "shop")).containsExactly(
                "NamespaceDeletionDiscoveryFailure False ResourcesDiscovered: All resources successfully discovered",
                "NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions: All legacy kube types successfully parsed",
                "NamespaceDeletionContentFailure False ContentDeleted: All content successfully deleted, may be waiting on finalization",
                "NamespaceContentRemaining True SomeResourcesRemain: Some resources are remaining: pods. has 2 resource instances",
                "NamespaceFinalizersRemaining False ContentHasNoFinalizers: All content-preserving finalizers finished");
        cluster.after(2);
        assertThat(cluster.cluster().view().list("pods", "shop")).isEmpty();
        assertThat(cluster.cluster().view().list("deployments.apps", "shop")).hasSize(1);
        KubeObject set = cluster.cluster().view().list("replicasets.apps", "shop").getFirst();
        assertThat(cluster.events(set)).noneMatch(event -> event.startsWith("FailedCreate"));

        cluster.after(6);
        assertThat(cluster.has("namespaces", "shop")).isFalse();
        for (String resource : List.of("deployments.apps", "replicasets.apps", "serviceaccounts", "events")) {
            assertThat(cluster.cluster().view().list(resource, "shop")).isEmpty();
        }
    }

    @Test
    void a_pod_that_outstays_its_grace_is_a_failure() {
        Playground cluster = Playground.standard().apply(SHOP).after(20).fault("power-off-node worker-2").delete("namespaces", "shop").after(60);

        assertThat(conditions(cluster.cluster().view(), "shop")).contains(
                "NamespaceDeletionContentFailure True ContentDeletionFailed: Failed to delete all resource types, 1 remaining: "
                        + "unexpected items still remain in namespace: shop for gvr: /v1, Resource=pods");
    }

    @Test
    void an_empty_namespace_takes_five_seconds() {
        deleteNamespace();
        bench.after(4);
        assertThat(bench.view().list("namespaces", "")).hasSize(1);
        bench.after(2);
        assertThat(bench.view().list("namespaces", "")).isEmpty();
    }

    @Test
    void finalizers_hold_the_namespace_and_its_conditions_name_them() {
        bench.create(KubeObject.of("v1", "ConfigMap", "default", "held").with(List.of("example.com/a", "example.com/b"), "metadata", "finalizers"))
                .create(KubeObject.of("apps/v1", "ControllerRevision", "default", "held").with(1L, "revision").with(Json.of("a", "b"), "data").with(List.of("example.com/a"), "metadata", "finalizers"));
        deleteNamespace();
        bench.after(60);

        assertThat(conditions()).endsWith(
                "NamespaceContentRemaining True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource instances, "
                        + "controllerrevisions.apps has 1 resource instances",
                "NamespaceFinalizersRemaining True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: "
                        + "example.com/a in 2 resource instances, example.com/b in 1 resource instances");

        bench.change("configmaps", "held", map -> map.with(null, "metadata", "finalizers")).after(6);
        assertThat(conditions()).endsWith(
                "NamespaceContentRemaining True SomeResourcesRemain: Some resources are remaining: controllerrevisions.apps has 1 resource instances",
                "NamespaceFinalizersRemaining True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: "
                        + "example.com/a in 1 resource instances");

        bench.change("controllerrevisions.apps", "held", map -> map.with(null, "metadata", "finalizers")).after(6);
        assertThat(bench.view().list("namespaces", "")).isEmpty();
    }

    private List<String> conditions() {
        return conditions(bench.view(), "default");
    }

    private static List<String> conditions(View view, String namespace) {
        return view.get("namespaces", "", namespace).orElseThrow().status().objects("conditions").stream()
                .map(c -> "%s %s %s: %s".formatted(c.text("type"), c.text("status"), c.text("reason"), c.text("message"))).toList();
    }

    @Test
    void events_are_forgotten_after_an_hour() {
        bench.create(Given.replicaSet("web", 2).with(null, "metadata", "uid")).after(3);
        assertThat(bench.list("events")).isNotEmpty();

        bench.after(3540);
        assertThat(bench.list("events")).isNotEmpty();

        bench.after(180);
        assertThat(bench.list("events")).isEmpty();
    }
}
