package dev.reconcile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemObjectsTest {
    private final Cluster cluster = Story.begin();

    private List<KubeObject> list(String resource) {
        return cluster.view().list(resource, "kube-system");
    }

    @Test
    void everything_runs_when_the_learner_arrives() {
        assertThat(list("pods")).hasSize(10).allSatisfy(pod -> assertThat(Pods.isReady(pod)).as(pod.name()).isTrue());
        assertThat(list("pods").stream().map(pod -> pod.name().replaceFirst("(coredns|kube-proxy)-.*", "$1")).distinct()).containsExactlyInAnyOrder("coredns",
                "etcd-control-plane", "kube-apiserver-control-plane", "kube-controller-manager-control-plane", "kube-proxy", "kube-scheduler-control-plane");
        assertThat(list("pods").stream().filter(pod -> pod.name().startsWith("coredns")).map(Pods::node)).containsOnly("control-plane");
        assertThat(list("deployments.apps").getFirst().status().number(0, "availableReplicas")).isEqualTo(2);
        assertThat(list("daemonsets.apps").getFirst().status().number(0, "numberReady")).isEqualTo(4);
        assertThat(list("services").getFirst().spec().text("clusterIP")).isEqualTo("10.96.0.10");
        assertThat(list("endpointslices.discovery.k8s.io")).hasSize(1);
    }

    @Test
    void every_namespace_has_its_account_and_the_certificate() {
        for (KubeObject namespace : cluster.view().list("namespaces", "")) {
            assertThat(cluster.view().get("serviceaccounts", namespace.name(), "default")).as(namespace.name()).isPresent();
            assertThat(cluster.view().get("configmaps", namespace.name(), "kube-root-ca.crt")).as(namespace.name()).isPresent();
        }
    }

    @Test
    void it_is_all_done_well_before_that() {
        long last = cluster.log().since(0).stream().mapToLong(Entry::time).max().orElseThrow();

        assertThat(Story.START - last).isGreaterThan(30_000);
    }

    @Test
    void a_pod_from_a_file_of_its_node_comes_back_when_it_is_deleted() {
        ObjectKey key = new ObjectKey("pods", "kube-system", "kube-scheduler-control-plane");
        KubeObject before = cluster.view().get(key).orElseThrow();

        cluster.request(Request.delete(Caller.learner(0), key, Options.NONE));
        cluster.runUntil(cluster.now() + 2_000);

        KubeObject after = cluster.view().get(key).orElseThrow();
        assertThat(after.uid()).isNotEqualTo(before.uid());
        assertThat(after.spec()).isEqualTo(before.spec());
        assertThat(after.status().text("phase")).isEqualTo("Running");
        assertThat(after.status().objects("containerStatuses")).as("its container never noticed").isEqualTo(before.status().objects("containerStatuses"));
        assertThat(after.status().get("podIP")).isEqualTo(before.status().get("podIP"));
        assertThat(cluster.view().eventsAbout(after.uid())).isEmpty();
        Cluster fork = cluster.fork();
        fork.runUntil(fork.now() + 60_000);
        assertThat(fork.view().get(key).orElseThrow()).isEqualTo(after);
    }
}
