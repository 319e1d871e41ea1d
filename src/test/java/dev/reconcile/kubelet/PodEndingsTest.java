package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import org.junit.jupiter.api.Test;

/** What containers leave behind, and in which order they go. */
class PodEndingsTest {
    private final Lab lab = Lab.standard();

    private Json ended(String name) {
        return lab.container(name).object("state", "terminated");
    }

    private Lab once(String name, String container) {
        return lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: busybox:1.36
                """.formatted(name) + container.indent(4));
    }

    @Test
    void a_container_s_last_words_are_its_termination_message() {
        once("file", "command: [sh, -c, 'echo sorry > /dev/termination-log; exit 1']");
        once("own", "command: [sh, -c, 'echo -n bye > /var/end/message']\nterminationMessagePath: /var/end/message");
        once("logs", "command: [sh, -c, 'echo out; exit 2']\nterminationMessagePolicy: FallbackToLogsOnError");
        once("none", "command: [sh, -c, 'echo out; exit 2']");
        lab.after("15s");

        assertThat(ended("file").text("message")).isEqualTo("sorry\n");
        assertThat(ended("own").text("message")).isEqualTo("bye");
        assertThat(ended("logs").text("message")).isEqualTo("out\n");
        assertThat(ended("none").has("message")).isFalse();
    }

    @Test
    void a_program_that_takes_too_much_memory_is_killed_for_it() {
        once("oom", "command: [sh, -c, 'sleep 1; oom']").after("10s");

        assertThat(lab.state("oom")).isEqualTo("terminated OOMKilled 137");
        assertThat(lab.pod("oom").status().text("phase")).isEqualTo("Failed");
    }

    @Test
    void a_failing_pre_stop_hook_is_reported_and_the_container_stopped() {
        lab.pod("box", "busybox:1.36", "command: [sh, -c, 'trap exit TERM; while true; do sleep 0.1; done']\nlifecycle: {preStop: {exec: {command: [sh, -c, 'exit 3']}}}")
                .after("5s").delete("box").after("5s");

        assertThat(lab.exists("box")).isFalse();
        assertThat(lab.events("box")).contains("FailedPreStopHook: PreStopHook failed");
    }

    @Test
    void sidecars_go_last_and_in_the_reverse_order_of_their_coming() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app}
                spec:
                  volumes: [{name: d, hostPath: {path: /order}}]
                  nodeName: worker-1
                  initContainers:
                  - &c
                    name: one
                    image: busybox:1.36
                    restartPolicy: Always
                    volumeMounts: [{name: d, mountPath: /order}]
                    env: [{name: ME, value: one}]
                    command: [sh, -c, "trap 'echo $ME >> /order/log; exit 0' TERM; while true; do sleep 0.1; done"]
                  - name: two
                    image: busybox:1.36
                    restartPolicy: Always
                    volumeMounts: [{name: d, mountPath: /order}]
                    command: [sh, -c, "trap 'echo two >> /order/log; exit 0' TERM; while true; do sleep 0.1; done"]
                  containers:
                  - name: main
                    image: busybox:1.36
                    volumeMounts: [{name: d, mountPath: /order}]
                    command: [sh, -c, "trap 'sleep 1; echo main >> /order/log; exit 0' TERM; while true; do sleep 0.1; done"]
                """.replace("  - &c\n", "  -\n")).after("15s");
        assertThat(lab.condition("app", "Ready")).isEqualTo("True");
        lab.delete("app").after("10s");
        assertThat(lab.exists("app")).isFalse();

        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: reader}
                spec:
                  volumes: [{name: d, hostPath: {path: /order}}]
                  nodeName: worker-1
                  restartPolicy: Never
                  containers: [{name: main, image: "busybox:1.36", volumeMounts: [{name: d, mountPath: /order}], command: [cat, /order/log]}]
                """).after("5s");

        assertThat(lab.log("reader")).isEqualTo("main\ntwo\none\n");
    }

    @Test
    void an_unready_sidecar_keeps_the_pod_unready() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app}
                spec:
                  initContainers:
                  - name: proxy
                    image: redis:7
                    restartPolicy: Always
                    readinessProbe: {tcpSocket: {port: 1}}
                  containers:
                  - {name: main, image: "nginx:1.20"}
                """).after("20s");

        assertThat(lab.container("app").isTrue("ready")).isTrue();
        assertThat(lab.condition("app", "Ready")).isEqualTo("False ContainersNotReady");
        assertThat(lab.pod("app").condition("ContainersReady").orElseThrow().text("message")).isEqualTo("containers with unready status: [proxy]");
    }

    @Test
    void what_may_not_run_as_root_does_not() {
        once("box", "command: [sleep, '9']\nsecurityContext: {runAsNonRoot: true}").after("5s");
        once("user", "command: [sleep, '9']\nsecurityContext: {runAsNonRoot: true, runAsUser: 1000}").after("5s");

        assertThat(lab.state("box")).isEqualTo("waiting CreateContainerConfigError");
        assertThat(lab.events("box")).anySatisfy(event -> assertThat(event).matches(
                "Failed: Error: container has runAsNonRoot and image will run as root \\(pod: \"box_default\\(.*\\)\", container: main\\)"));
        assertThat(lab.state("user")).isEqualTo("running");
    }

    @Test
    void a_node_turns_away_what_does_not_fit() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: big}
                spec:
                  nodeName: worker-1
                  containers: [{name: main, image: "nginx:1.20", resources: {requests: {cpu: "5"}}}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: elsewhere}
                spec:
                  nodeName: worker-1
                  nodeSelector: {disk: ssd}
                  containers: [{name: main, image: "nginx:1.20"}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: first}
                spec:
                  nodeName: worker-1
                  containers: [{name: main, image: "nginx:1.20", ports: [{containerPort: 80, hostPort: 8080}]}]
                """).after("2s").apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: second}
                spec:
                  nodeName: worker-1
                  containers: [{name: main, image: "nginx:1.20", ports: [{containerPort: 80, hostPort: 8080}]}]
                """).after("2s");

        assertThat(why("big")).isEqualTo("Failed OutOfcpu Pod was rejected: Node didn't have enough resource: cpu, requested: 5000, used: 0, capacity: 4000");
        assertThat(why("elsewhere")).isEqualTo(
                "Failed NodeAffinity Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector");
        assertThat(why("second")).isEqualTo(
                "Failed NodePorts Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports");
    }

    private String why(String name) {
        Json status = lab.pod(name).status();
        return status.text("phase") + " " + status.text("reason") + " " + status.text("message");
    }
}
