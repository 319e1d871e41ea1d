package dev.reconcile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong and what the cluster makes of it; each from its line in a script. */
class FaultTest {
    private final Playground cluster = Playground.standard();

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: 'nginx:1.20'}]}}
            """;

    private static String pod(String name, String more) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\nspec: {containers: [{name: main, image: nginx}]%s}\n".formatted(name, more);
    }

    private String condition(String resource, String name, String type) {
        Json condition = cluster.get(resource, name).condition(type).orElseThrow();
        return condition.text("status") + " " + condition.textOrEmpty("reason");
    }

    private List<String> taints(String node) {
        return cluster.get("nodes", node).spec().objects("taints").stream().map(t -> t.text("key") + ":" + t.text("effect")).toList();
    }

    // words

    @ParameterizedTest
    @ValueSource(strings = {
            "crash-container web-0", "crash-container web-0 container=main namespace=shop exit-code=3", "oom-kill-container web-0 container=main",
            "power-off-node worker-1", "power-on-node worker-1", "cut-off-node worker-1", "reconnect-node worker-1", "fill-disk worker-1", "free-disk worker-1",
            "break-image nginx:1.21", "slow-image nginx:1.21 factor=20", "restore-image nginx:1.21",
            "break-volume data-mysql-0", "restore-volume data-mysql-0 namespace=shop"})
    void every_fault_is_one_line(String line) {
        assertThat(Fault.parse(line).orElseThrow().text()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "explode worker-1", "power-off-node", "power-off-node worker-1 now=true", "slow-image nginx factor=0",
            "crash-container web exit-code=900", "crash-container container=main"})
    void anything_else_is_no_fault(String line) {
        assertThat(Fault.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "power-off-node worker-9     | nodes \"worker-9\" not found",
            "crash-container nobody      | pods \"nobody\" not found",
            "crash-container web container=side | container \"side\" of pod \"web\" is not running",
            "break-volume data           | persistentvolumeclaims \"data\" not found",
            "break-image UPPER           | couldn't parse image name \"UPPER\": invalid reference format"})
    void what_is_not_there_cannot_fail(String line, String problem) {
        cluster.apply(pod("web", "")).after(20);
        long position = cluster.cluster().log().position();

        assertThat(cluster.cluster().fault("exercise", Fault.parse(line).orElseThrow()).map(Status::message)).contains(problem);
        assertThat(cluster.cluster().log().position()).isEqualTo(position);
    }

    // containers

    @Test
    void a_crash_stands_in_the_log_and_is_the_cause_of_the_restart() {
        cluster.apply(pod("web", "")).after(20).fault("crash-container web exit-code=3").after(30);

        Json status = cluster.pod("web").status().objects("containerStatuses").getFirst();
        assertThat(status.number(0, "restartCount")).isEqualTo(1);
        assertThat(status.number(0, "lastState", "terminated", "exitCode")).isEqualTo(3);
        assertThat(cluster.cluster().log().since(0)).anySatisfy(entry -> assertThat(entry.body()).isEqualTo(new Body.Act(Body.ActKind.FAULT,
                "crash-container web exit-code=3", Json.of("fault", "crash-container", "namespace", "default", "pod", "web", "container", "", "exitCode", 3))));
    }

    @Test
    void a_container_without_memory_is_killed() {
        cluster.apply(pod("web", "")).after(20).fault("oom-kill-container web").after(30);

        Json last = cluster.pod("web").status().objects("containerStatuses").getFirst().object("lastState", "terminated");
        assertThat(last.text("reason")).isEqualTo("OOMKilled");
        assertThat(last.number(0, "exitCode")).isEqualTo(137);
    }

    // nodes

    @Test
    void a_lost_node_is_noticed_after_the_grace_period_and_emptied_after_the_tolerations() {
        cluster.apply(WEB).after(30);
        String node = cluster.node(cluster.names("pods").getFirst());
        String pod = cluster.list("pods").stream().filter(p -> node.equals(p.spec().text("nodeName"))).findFirst().orElseThrow().name();

        cluster.fault("power-off-node " + node).after(38);
        assertThat(condition("nodes", node, "Ready")).isEqualTo("True KubeletReady");

        cluster.after(15);
        for (String type : List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure")) {
            assertThat(condition("nodes", node, type)).isEqualTo("Unknown NodeStatusUnknown");
        }
        assertThat(cluster.get("nodes", node).condition("Ready").orElseThrow().text("message")).isEqualTo("Kubelet stopped posting node status.");
        assertThat(taints(node)).containsExactly("node.kubernetes.io/unreachable:NoSchedule", "node.kubernetes.io/unreachable:NoExecute");
        assertThat(cluster.events("nodes", node)).last().isEqualTo("NodeNotReady: Node " + node + " status is now: NodeNotReady");
        assertThat(cluster.events("pods", pod)).last().isEqualTo("NodeNotReady: Node is not ready");
        assertThat(condition("pods", pod, "Ready")).startsWith("False");
        assertThat(cluster.status("deployments.apps", "web", "readyReplicas")).isEqualTo("2");

        cluster.after(290);
        assertThat(cluster.pod(pod).isTerminating()).isFalse();
        cluster.after(15);
        assertThat(cluster.pod(pod).isTerminating()).isTrue();
        assertThat(cluster.events("pods", pod)).contains("TaintManagerEviction: Marking for deletion Pod default/" + pod);
        assertThat(cluster.pod(pod).condition("DisruptionTarget").orElseThrow().text("reason")).isEqualTo("DeletionByTaintManager");
        cluster.after(30);
        assertThat(cluster.status("deployments.apps", "web", "readyReplicas")).isEqualTo("3");
        assertThat(cluster.pod(pod).isTerminating()).as("nobody there to end it").isTrue();

        cluster.fault("power-on-node " + node).after(14);
        assertThat(condition("nodes", node, "Ready")).startsWith("Unknown");
        cluster.after(20);
        assertThat(condition("nodes", node, "Ready")).isEqualTo("True KubeletReady");
        assertThat(taints(node)).isEmpty();
        assertThat(cluster.has("pods", pod)).isFalse();
        assertThat(cluster.events("nodes", node)).contains("NodeReady: Node " + node + " status is now: NodeReady").anyMatch(e -> e.startsWith("Rebooted"));
    }

    @Test
    void a_pod_that_outlives_a_short_power_cut_is_started_again() {
        cluster.apply(pod("web", ", nodeSelector: {kubernetes.io/hostname: worker-2}")).after(20);
        cluster.fault("power-off-node worker-2").after(100).fork().fault("power-on-node worker-2").after(60);

        assertThat(condition("pods", "web", "Ready")).startsWith("True");
        Json container = cluster.pod("web").status().objects("containerStatuses").getFirst();
        assertThat(container.number(0, "restartCount")).isEqualTo(1);
        assertThat(container.object("lastState", "terminated").text("reason")).as("nobody saw how it ended").isEqualTo("Unknown");
        assertThat(container.number(0, "lastState", "terminated", "exitCode")).isEqualTo(255);
        assertThat(cluster.events("pods", "web")).containsOnlyOnce("SandboxChanged: Pod sandbox changed, it will be killed and re-created.");
    }

    @Test
    void a_kubelet_that_starts_anew_has_forgotten_how_long_it_wanted_to_wait() {
        cluster.apply(pod("web", ", nodeSelector: {kubernetes.io/hostname: worker-2}").replace("image: nginx", "image: busybox, command: [sh, -c, exit 1]"));
        cluster.after(240);
        assertThat(cluster.pod("web").status().objects("containerStatuses").getFirst().text("state", "waiting", "reason")).isEqualTo("CrashLoopBackOff");
        long before = cluster.pod("web").status().objects("containerStatuses").getFirst().number(0, "restartCount");

        cluster.fault("power-off-node worker-2").after(5).fault("power-on-node worker-2").after(25);
        assertThat(cluster.pod("web").status().objects("containerStatuses").getFirst().number(0, "restartCount")).isGreaterThan(before);
    }

    @Test
    void a_node_that_is_connected_while_it_boots_is_heard_when_it_has_booted() {
        cluster.fault("power-off-node worker-2").fault("cut-off-node worker-2").after(100);
        cluster.fault("power-on-node worker-2").after(5).fault("reconnect-node worker-2").after(30);

        assertThat(condition("nodes", "worker-2", "Ready")).isEqualTo("True KubeletReady");
        assertThat(taints("worker-2")).isEmpty();
    }

    @Test
    void containers_of_a_node_that_is_cut_off_run_on() {
        cluster.apply(pod("web", ", nodeSelector: {kubernetes.io/hostname: worker-2}")).after(20);
        cluster.fault("cut-off-node worker-2").after(100);
        assertThat(condition("pods", "web", "Ready")).startsWith("False");

        cluster.fault("reconnect-node worker-2").after(10);

        assertThat(condition("pods", "web", "Ready")).startsWith("True");
        assertThat(cluster.pod("web").status().objects("containerStatuses").getFirst().number(0, "restartCount")).isZero();
        assertThat(cluster.events("nodes", "worker-2")).endsWith("NodeReady: Node worker-2 status is now: NodeReady");
    }

    @Test
    void pods_of_a_node_that_is_removed_go_too() {
        cluster.apply(pod("web", ", nodeSelector: {kubernetes.io/hostname: worker-2}")).after(20);
        cluster.fault("power-off-node worker-2").after(1).delete("nodes", "worker-2").after(39);
        assertThat(cluster.has("pods", "web")).isTrue();

        cluster.after(5);

        assertThat(cluster.has("pods", "web")).isFalse();
    }

    @Test
    void a_cordoned_node_has_its_taint() {
        cluster.change("nodes", "worker-1", node -> node.with(true, "spec", "unschedulable")).after(1);
        assertThat(taints("worker-1")).containsExactly("node.kubernetes.io/unschedulable:NoSchedule");

        cluster.change("nodes", "worker-1", node -> node.with(null, "spec", "unschedulable")).after(1);
        assertThat(taints("worker-1")).isEmpty();
    }

    @Test
    void a_taint_that_a_person_sets_evicts_at_once() {
        cluster.apply(pod("web", ", nodeSelector: {kubernetes.io/hostname: worker-2}")).after(20);
        cluster.change("nodes", "worker-2", node -> node.with(List.of(Json.of("key", "gpu", "effect", "NoExecute")), "spec", "taints")).after(60);

        assertThat(cluster.has("pods", "web")).isFalse();
    }

    // disks, images, volumes

    @Test
    void a_full_disk_evicts_pods_until_there_is_room() {
        cluster.apply(pod("web", ", nodeSelector: {kubernetes.io/hostname: worker-2}")).after(20).fault("fill-disk worker-2").after(30);

        assertThat(condition("nodes", "worker-2", "DiskPressure")).isEqualTo("True KubeletHasDiskPressure");
        assertThat(taints("worker-2")).containsExactly("node.kubernetes.io/disk-pressure:NoSchedule");
        assertThat(cluster.pod("web").status().text("phase")).isEqualTo("Failed");
        assertThat(cluster.pod("web").status().text("reason")).isEqualTo("Evicted");
        assertThat(cluster.pod("web").status().text("message")).startsWith("The node was low on resource: ephemeral-storage. Threshold quantity: ");
        assertThat(cluster.events("pods", "web")).anyMatch(event -> event.startsWith("Evicted: The node was low"));
        assertThat(cluster.events("nodes", "worker-2")).contains("EvictionThresholdMet: Attempting to reclaim ephemeral-storage");

        cluster.fault("free-disk worker-2").after(290);
        assertThat(condition("nodes", "worker-2", "DiskPressure")).startsWith("True");
        cluster.after(20);
        assertThat(condition("nodes", "worker-2", "DiskPressure")).isEqualTo("False KubeletHasNoDiskPressure");
        assertThat(taints("worker-2")).isEmpty();
    }

    @Test
    void an_image_that_the_registry_does_not_give_is_tried_again() {
        cluster.fault("break-image nginx:1.20").apply(WEB).after(60).fork();
        assertThat(cluster.list("pods")).allSatisfy(pod -> assertThat(pod.status().objects("containerStatuses").getFirst().text("state", "waiting", "reason"))
                .isIn("ErrImagePull", "ImagePullBackOff"));

        cluster.fault("restore-image nginx:1.20").after(120);
        assertThat(cluster.status("deployments.apps", "web", "readyReplicas")).isEqualTo("3");
    }

    @Test
    void a_slow_registry_takes_longer() {
        cluster.fault("slow-image nginx:1.20 factor=30").apply(WEB).after(40);
        assertThat(cluster.get("deployments.apps", "web").status().has("readyReplicas")).isFalse();

        cluster.after(300);
        assertThat(cluster.status("deployments.apps", "web", "readyReplicas")).isEqualTo("3");
    }

    @Test
    void a_volume_that_cannot_be_mounted_holds_the_pod_back() {
        cluster.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """).fault("break-volume data").apply(pod("db", ", volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]")).after(60);
        assertThat(cluster.pod("db").status().objects("containerStatuses").getFirst().text("state", "waiting", "reason")).isEqualTo("ContainerCreating");
        assertThat(cluster.events("pods", "db")).last().asString().startsWith("FailedMount: MountVolume.SetUp failed for volume \"pvc-")
                .endsWith("is not a directory");

        cluster.fork().fault("restore-volume data").after(120);
        assertThat(cluster.status("pods", "db", "phase")).isEqualTo("Running");
    }

    @Test
    void a_config_map_that_is_missing_holds_the_pod_back_until_it_comes() {
        cluster.apply(pod("web", ", volumes: [{name: conf, configMap: {name: conf}}]")).after(30);
        assertThat(cluster.events("pods", "web")).last().isEqualTo("FailedMount: MountVolume.SetUp failed for volume \"conf\" : configmap \"conf\" not found");

        cluster.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\n").after(20);
        assertThat(cluster.status("pods", "web", "phase")).isEqualTo("Running");
    }
}
