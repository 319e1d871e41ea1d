package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
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

    @Test
    void a_namespace_goes_when_its_last_pod_is_gone_and_takes_everything_with_it() {
        bench.create(Given.replicaSet("web", 2).with(null, "metadata", "uid")).after(3);

        deleteNamespace();
        bench.after(1);
        assertThat(bench.view().get("namespaces", "", "default").orElseThrow().isTerminating()).isTrue();
        assertThat(bench.list("replicasets.apps")).isEmpty();

        bench.after(30);
        assertThat(bench.view().list("namespaces", "")).isEmpty();
        assertThat(bench.list("pods")).isEmpty();
        assertThat(bench.list("serviceaccounts")).isEmpty();
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
