package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Longer lives of StatefulSets, as their users meet them. */
class StatefulSetScenarioTest {
    private static final String SETS = "statefulsets.apps";
    private static final String CLAIMS = "persistentvolumeclaims";

    private static KubeObject set(long replicas, String extra) {
        return Given.yaml("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: mysql, namespace: default}
                spec:
                  replicas: %d
                  serviceName: mysql
                  selector: {matchLabels: {app: mysql}}
                  template:
                    metadata: {labels: {app: mysql}}
                    spec: {containers: [{name: c, image: "mysql:8.0"}]}
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                  %s
                """.formatted(replicas, extra));
    }

    private static List<String> names(Bench bench, String resource) {
        return bench.list(resource).stream().map(KubeObject::name).toList();
    }

    private static List<String> images(Bench bench) {
        return bench.list("pods").stream().map(pod -> pod.spec().objects("containers").getFirst().text("image")).toList();
    }

    private static List<String> comingsAndGoings(Bench bench, long since) {
        return bench.changes(since, "pods").filter(c -> c.kind() != Body.ChangeKind.MODIFIED)
                .map(c -> (c.kind() == Body.ChangeKind.ADDED ? "+" : "-") + c.key().name()).toList();
    }

    @Test
    void pods_and_claims_come_in_order_with_the_events_of_the_recording() {
        Bench bench = Bench.with(500, 500).create(set(2, "")).after(20);

        assertThat(bench.events(0, "SuccessfulCreate")).containsExactly(
                "create Claim data-mysql-0 Pod mysql-0 in StatefulSet mysql success",
                "create Pod mysql-0 in StatefulSet mysql successful",
                "create Claim data-mysql-1 Pod mysql-1 in StatefulSet mysql success",
                "create Pod mysql-1 in StatefulSet mysql successful");
        assertThat(names(bench, CLAIMS)).containsExactly("data-mysql-0", "data-mysql-1");
        assertThat(bench.get(CLAIMS, "data-mysql-0").labels()).containsEntry("app", "mysql");
        assertThat(bench.get("pods", "mysql-1").spec().objects("volumes").getFirst().text("persistentVolumeClaim", "claimName")).isEqualTo("data-mysql-1");
    }

    @Test
    void claims_stay_when_pods_go_and_are_found_again() {
        Bench bench = Bench.with(500, 500).create(set(3, "")).after(20);
        String uid = bench.get(CLAIMS, "data-mysql-2").uid();
        bench.change(SETS, "mysql", s -> s.with(1L, "spec", "replicas")).after(20);
        assertThat(names(bench, "pods")).containsExactly("mysql-0");
        assertThat(names(bench, CLAIMS)).hasSize(3);

        bench.change(SETS, "mysql", s -> s.with(3L, "spec", "replicas")).after(20);
        assertThat(bench.get(CLAIMS, "data-mysql-2").uid()).isEqualTo(uid);

        bench.delete(SETS, "mysql", Options.of("propagationPolicy", "Background")).after(20);
        assertThat(names(bench, "pods")).isEmpty();
        assertThat(names(bench, CLAIMS)).containsExactly("data-mysql-0", "data-mysql-1", "data-mysql-2");
    }

    @Test
    void when_scaled_delete_takes_the_claims_of_pods_that_are_too_many() {
        Bench bench = Bench.with(500, 500).create(set(3, "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Retain}")).after(20);
        String before = bench.get(CLAIMS, "data-mysql-1").uid();
        bench.change(SETS, "mysql", s -> s.with(1L, "spec", "replicas")).after(20);
        assertThat(names(bench, CLAIMS)).containsExactly("data-mysql-0");

        bench.change(SETS, "mysql", s -> s.with(2L, "spec", "replicas")).after(20);
        assertThat(bench.get(CLAIMS, "data-mysql-1").uid()).isNotEqualTo(before);
        bench.delete(SETS, "mysql", Options.of("propagationPolicy", "Background")).after(20);
        assertThat(names(bench, CLAIMS)).hasSize(2);
    }

    @Test
    void when_deleted_delete_takes_the_claims_with_the_set_and_not_before() {
        Bench bench = Bench.with(500, 500).create(set(2, "persistentVolumeClaimRetentionPolicy: {whenScaled: Retain, whenDeleted: Delete}")).after(20);
        bench.change(SETS, "mysql", s -> s.with(1L, "spec", "replicas")).after(20);
        assertThat(names(bench, CLAIMS)).hasSize(2);

        bench.delete(SETS, "mysql", Options.of("propagationPolicy", "Background")).after(20);
        assertThat(names(bench, CLAIMS)).isEmpty();
    }

    @Test
    void a_canary_stays_above_the_partition_until_the_partition_moves() {
        Bench bench = Bench.with(500, 500).create(set(3, "updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}")).after(20);
        bench.change(SETS, "mysql", Bench.image("mysql:8.1")).after(30);
        assertThat(images(bench)).containsExactly("mysql:8.0", "mysql:8.0", "mysql:8.1");

        bench.delete("pods", "mysql-0", Options.NONE).after(20);
        assertThat(images(bench)).containsExactly("mysql:8.0", "mysql:8.0", "mysql:8.1");
        Json status = bench.get(SETS, "mysql").status();
        assertThat(status.number(0, "currentReplicas")).isEqualTo(2);
        assertThat(status.number(0, "updatedReplicas")).isEqualTo(1);
        assertThat(status.text("currentRevision")).isNotEqualTo(status.text("updateRevision"));

        bench.change(SETS, "mysql", s -> s.with(0L, "spec", "updateStrategy", "rollingUpdate", "partition")).after(30);
        assertThat(images(bench)).containsOnly("mysql:8.1");
    }

    @Test
    void max_unavailable_replaces_several_at_once_from_the_top() {
        Bench bench = Bench.with(500, 500).create(set(5, "updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 2}}")).after(20);
        long before = bench.position();
        bench.change(SETS, "mysql", Bench.image("mysql:8.1")).after(40);

        assertThat(comingsAndGoings(bench, before)).startsWith("-mysql-4", "-mysql-3").hasSize(10);
        assertThat(images(bench)).containsOnly("mysql:8.1");
    }

    @Test
    void a_broken_update_halts_and_undoing_it_needs_the_broken_pod_deleted_by_hand() {
        Bench bench = Bench.with(500, 500).create(set(3, "")).after(20);
        bench.change(SETS, "mysql", Bench.image("mysql:nonexistent")).after(60);
        assertThat(images(bench)).containsExactly("mysql:8.0", "mysql:8.0", "mysql:nonexistent");

        bench.change(SETS, "mysql", Bench.image("mysql:8.0")).after(600);
        assertThat(images(bench)).containsExactly("mysql:8.0", "mysql:8.0", "mysql:nonexistent");

        bench.delete("pods", "mysql-2", Options.NONE).after(20);
        assertThat(images(bench)).containsOnly("mysql:8.0");
        assertThat(bench.list("pods")).allMatch(Pods::isReady);
    }

    @Test
    void on_delete_waits_for_people() {
        Bench bench = Bench.with(500, 500).create(set(2, "updateStrategy: {type: OnDelete}")).after(20);
        bench.change(SETS, "mysql", Bench.image("mysql:8.1")).after(60);
        assertThat(images(bench)).containsOnly("mysql:8.0");

        bench.delete("pods", "mysql-0", Options.NONE).after(20);
        assertThat(images(bench)).containsExactly("mysql:8.1", "mysql:8.0");
        assertThat(bench.get(SETS, "mysql").status().text("currentRevision")).isNotEqualTo(bench.get(SETS, "mysql").status().text("updateRevision"));
    }

    @Test
    void a_failed_pod_is_deleted_and_made_anew() {
        Bench bench = Bench.with(500, 500).create(set(1, "")).after(20);
        KubeObject pod = bench.get("pods", "mysql-0");
        bench.status("pods", pod, pod.status().with("phase", "Failed").with("reason", "Evicted")).after(20);

        assertThat(bench.get("pods", "mysql-0").uid()).isNotEqualTo(pod.uid());
        assertThat(Pods.phase(bench.get("pods", "mysql-0"))).isEqualTo("Running");
        assertThat(bench.events(0, "SuccessfulDelete")).containsExactly("delete Pod mysql-0 in StatefulSet mysql successful");
    }

    @Test
    void the_ordinals_can_move() {
        Bench bench = Bench.with(500, 500).create(set(2, "ordinals: {start: 3}")).after(20);
        assertThat(names(bench, "pods")).containsExactly("mysql-3", "mysql-4");

        bench.change(SETS, "mysql", s -> s.with(4L, "spec", "ordinals", "start")).after(30);
        assertThat(names(bench, "pods")).containsExactly("mysql-4", "mysql-5");
    }

    @Test
    void min_ready_seconds_slow_everything_down() {
        Bench bench = Bench.with(500, 500).create(set(2, "minReadySeconds: 10")).after(8);
        assertThat(names(bench, "pods")).containsExactly("mysql-0");
        assertThat(bench.get(SETS, "mysql").status().number(-1, "availableReplicas")).isZero();
        assertThat(bench.get(SETS, "mysql").status().number(-1, "readyReplicas")).isEqualTo(1);

        bench.after(30);
        assertThat(bench.get(SETS, "mysql").status().number(-1, "availableReplicas")).isEqualTo(2);
    }

    @Test
    void labels_taken_from_a_pod_come_back() {
        Bench bench = Bench.with(500, 500).create(set(1, "")).after(20);
        bench.change("pods", "mysql-0", p -> p.withLabel("statefulset.kubernetes.io/pod-name", null)).after(5);

        assertThat(bench.get("pods", "mysql-0").labels()).containsEntry("statefulset.kubernetes.io/pod-name", "mysql-0");
        assertThat(bench.events(0, "SuccessfulUpdate")).containsExactly("update Pod mysql-0 in StatefulSet mysql successful");
    }

    @Test
    void pods_that_lack_a_claim_of_a_new_template_are_in_the_way() {
        Bench bench = Bench.with(500, 500).create(set(1, "").with(null, "spec", "volumeClaimTemplates")).after(20);
        bench.delete(SETS, "mysql", Options.of("propagationPolicy", "Orphan")).after(5);
        long since = bench.position();
        bench.create(set(1, "")).after(1);

        assertThat(bench.events(since, "FailedUpdate").getFirst()).startsWith(
                "update Pod mysql-0 in StatefulSet mysql failed error: Pod \"mysql-0\" is invalid: spec: Forbidden: pod updates may not change fields other than");
        assertThat(names(bench, CLAIMS)).containsExactly("data-mysql-0");

        bench.delete("pods", "mysql-0", Options.NONE).after(10);
        assertThat(bench.get("pods", "mysql-0").spec().objects("volumes")).contains(
                Json.of("name", "data", "persistentVolumeClaim", Json.of("claimName", "data-mysql-0")));
    }
}
