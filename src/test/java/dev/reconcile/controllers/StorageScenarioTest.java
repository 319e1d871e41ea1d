package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageScenarioTest {
    private static final String CLAIMS = "persistentvolumeclaims";
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: db}
            spec:
              terminationGracePeriodSeconds: 1
              containers: [{name: main, image: nginx, volumeMounts: [{name: d, mountPath: /data}]}]
              volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]
            """;

    private final Playground cluster = Playground.standard();

    private KubeObject volumeOf(String claim) {
        return cluster.get("persistentvolumes", cluster.get(CLAIMS, claim).spec().textOrEmpty("volumeName"));
    }

    @Test
    void the_articles_database_gets_a_bound_claim_for_each_pod_and_keeps_them() throws IOException {
        for (String file : List.of("mysql-headless-svc", "mysql-statefulset")) {
            String yaml = Files.readString(Path.of("src/main/resources/home/" + file + ".yaml"));
            cluster.apply(yaml.replace("image: mysql:8.0", "image: mysql:8.0\n          env: [{name: MYSQL_ROOT_PASSWORD, value: secret}]"));
        }
        cluster.after(180);

        assertThat(cluster.names(CLAIMS)).containsExactly("data-mysql-0", "data-mysql-1", "data-mysql-2");
        assertThat(cluster.list(CLAIMS)).allSatisfy(claim -> {
            assertThat(claim.status().toString()).isEqualTo("{\"accessModes\":[\"ReadWriteOnce\"],\"capacity\":{\"storage\":\"10Gi\"},\"phase\":\"Bound\"}");
            assertThat(claim.spec().text("storageClassName")).isEqualTo("standard");
        });
        String volume = volumeOf("data-mysql-0").name();
        assertThat(cluster.events(CLAIMS, "data-mysql-0")).containsExactly(
                "WaitForFirstConsumer: waiting for first consumer to be created before binding",
                "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'rancher.io/local-path' or manually by the "
                        + "system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
                "Provisioning: External provisioner is provisioning volume for claim \"default/data-mysql-0\"",
                "ProvisioningSucceeded: Successfully provisioned volume " + volume);
        assertThat(cluster.events("pods", "mysql-0").getFirst()).startsWith("Scheduled: Successfully assigned default/mysql-0 to worker-");
        assertThat(cluster.list("persistentvolumes")).hasSize(3)
                .allSatisfy(each -> assertThat(each.status().text("phase")).isEqualTo("Bound"));

        cluster.patch("statefulsets.apps", "mysql", Json.of("spec", Json.of("replicas", 1)));
        cluster.after(60).delete("statefulsets.apps", "mysql").after(60);

        assertThat(cluster.names("pods")).isEmpty();
        assertThat(cluster.names(CLAIMS)).hasSize(3);
        assertThat(volumeOf("data-mysql-2").status().text("phase")).isEqualTo("Bound");
    }

    @Test
    void a_pod_returns_to_the_node_of_its_volume() {
        cluster.apply(CLAIM).apply(POD).after(30);
        String home = cluster.node("db");
        cluster.delete("pods", "db").after(5).apply(POD).after(5);
        assertThat(cluster.node("db")).isEqualTo(home);

        cluster.delete("pods", "db").after(5);
        cluster.change("nodes", home, node -> node.with(true, "spec", "unschedulable")).apply(POD).after(5);

        assertThat(cluster.pod("db").condition("PodScheduled").orElseThrow().text("message")).isEqualTo(
                "0/4 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable, 2 node(s) didn't match PersistentVolume's node "
                        + "affinity. no new claims to deallocate, preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.");
    }

    @Test
    void a_claim_in_use_is_deleted_only_when_its_pod_is_gone_and_its_volume_with_it() {
        cluster.apply(CLAIM).apply(POD).after(30).delete(CLAIMS, "data").after(30);
        assertThat(cluster.get(CLAIMS, "data").isTerminating()).isTrue();
        assertThat(cluster.get(CLAIMS, "data").finalizers()).containsExactly("kubernetes.io/pvc-protection");

        cluster.delete("pods", "db").after(10);

        assertThat(cluster.has(CLAIMS, "data")).isFalse();
        assertThat(cluster.names("persistentvolumes")).isEmpty();
    }

    @Test
    void a_retained_volume_outlives_its_claim_and_says_released() {
        cluster.apply(CLAIM).apply(POD).after(30);
        String volume = volumeOf("data").name();
        cluster.change("persistentvolumes", volume, v -> v.with("Retain", "spec", "persistentVolumeReclaimPolicy"));
        cluster.delete("pods", "db").after(10).delete(CLAIMS, "data").after(10);

        assertThat(cluster.status("persistentvolumes", volume, "phase")).isEqualTo("Released");
        cluster.delete("persistentvolumes", volume).after(1);
        assertThat(cluster.names("persistentvolumes")).isEmpty();
    }

    @Test
    void a_bound_volume_is_protected() {
        cluster.apply(CLAIM).apply(POD).after(30);
        String volume = volumeOf("data").name();
        cluster.delete("persistentvolumes", volume).after(10);

        assertThat(cluster.get("persistentvolumes", volume).isTerminating()).isTrue();
        assertThat(cluster.status(CLAIMS, "data", "phase")).isEqualTo("Bound");
    }

    @Test
    void a_mode_that_directories_do_not_have_is_named_on_the_claim() {
        cluster.apply(CLAIM.replace("ReadWriteOnce", "ReadWriteMany")).apply(POD).after(60);

        assertThat(cluster.events(CLAIMS, "data")).last().isEqualTo("ProvisioningFailed: failed to provision volume with StorageClass \"standard\": "
                + "NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes");
        assertThat(cluster.node("db")).isEmpty();
        assertThat(cluster.events("pods", "db")).isEmpty();
    }

    @Test
    void a_volume_made_by_hand_is_reserved_for_the_pod_that_waits() {
        cluster.apply("""
                apiVersion: storage.k8s.io/v1
                kind: StorageClass
                metadata: {name: local}
                provisioner: kubernetes.io/no-provisioner
                volumeBindingMode: WaitForFirstConsumer
                """).apply(CLAIM.replace("spec: {", "spec: {storageClassName: local, ")).apply(POD).after(5);
        assertThat(cluster.pod("db").condition("PodScheduled").orElseThrow().text("message")).contains(
                "3 node(s) didn't find available persistent volumes to bind");
        assertThat(cluster.events(CLAIMS, "data")).containsExactly("WaitForFirstConsumer: waiting for first consumer to be created before binding",
                "WaitForPodScheduled: waiting for pod db to be scheduled");

        cluster.apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: disk}
                spec:
                  accessModes: [ReadWriteOnce]
                  capacity: {storage: 2Gi}
                  storageClassName: local
                  local: {path: /mnt/disk}
                  nodeAffinity:
                    required:
                      nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [worker-2]}]}]
                """).after(10);

        assertThat(cluster.node("db")).isEqualTo("worker-2");
        assertThat(volumeOf("data").name()).isEqualTo("disk");
        assertThat(cluster.status(CLAIMS, "data", "capacity", "storage")).isEqualTo("2Gi");
    }

    @Test
    void claims_grow_where_their_class_allows_it() {
        cluster.apply(CLAIM).apply(POD).after(30);
        Json larger = Json.of("spec", Json.of("resources", Json.of("requests", Json.of("storage", "2Gi"))));

        assertThat(Playground.refusal(cluster.patch(CLAIMS, "data", larger)).message()).isEqualTo(
                "persistentvolumeclaims \"data\" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions "
                        + "the pvc must support resize");
        cluster.change("storageclasses.storage.k8s.io", "standard", c -> c.with(true, "allowVolumeExpansion"));
        cluster.patch(CLAIMS, "data", larger);
        cluster.after(5);

        assertThat(cluster.status(CLAIMS, "data", "capacity", "storage")).isEqualTo("2Gi");
        assertThat(volumeOf("data").spec().text("capacity", "storage")).isEqualTo("2Gi");
    }

    @Test
    void provisioning_goes_on_after_saving_and_loading() {
        cluster.apply(CLAIM).apply(POD).millis(900).fork().after(30);

        assertThat(cluster.status(CLAIMS, "data", "phase")).isEqualTo("Bound");
        assertThat(cluster.status("pods", "db", "phase")).isEqualTo("Running");
    }

    @Test
    void an_ephemeral_volume_gets_a_claim_that_lives_as_long_as_its_pod() {
        cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: scratch}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers: [{name: main, image: nginx, volumeMounts: [{name: d, mountPath: /data}]}]
                  volumes:
                    - name: d
                      ephemeral:
                        volumeClaimTemplate:
                          metadata: {labels: {kind: scratch}}
                          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """).after(60);

        KubeObject claim = cluster.get(CLAIMS, "scratch-d");
        assertThat(claim.labels()).containsEntry("kind", "scratch");
        assertThat(claim.controllerReference().orElseThrow().text("name")).isEqualTo("scratch");
        assertThat(cluster.pod("scratch").status().text("phase")).isEqualTo("Running");

        cluster.delete("pods", "scratch").after(60);
        assertThat(cluster.names(CLAIMS)).isEmpty();
    }

    @Test
    void the_claim_of_somebody_else_is_not_taken_for_an_ephemeral_volume() {
        cluster.apply(CLAIM.replace("name: data", "name: scratch-d")).apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: scratch}
                spec:
                  containers: [{name: main, image: nginx}]
                  volumes:
                    - {name: d, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}
                """).after(60);

        String problem = "PVC default/scratch-d was not created for pod default/scratch (pod is not owner)";
        assertThat(cluster.events("pods", "scratch")).anySatisfy(event -> assertThat(event).startsWith("FailedBinding: ephemeral volume d: " + problem))
                .anySatisfy(event -> assertThat(event).startsWith("FailedScheduling: 0/").contains(problem));
    }
}
