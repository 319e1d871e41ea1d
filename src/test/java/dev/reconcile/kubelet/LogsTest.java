package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogsTest {
    private final Lab lab = Lab.standard();

    @Test
    void a_log_is_what_the_container_wrote() {
        lab.pod("talk", "busybox:1.36", "command: [sh, -c, 'for i in 1 2 3; do echo line $i; sleep 2; done; sleep 1000']").after("8s");

        assertThat(lab.log("talk")).isEqualTo("line 1\nline 2\nline 3\n");
        assertThat(lab.log("talk", "tailLines", 1)).isEqualTo("line 3\n");
        assertThat(lab.log("talk", "tailLines", "2")).isEqualTo("line 2\nline 3\n");
        assertThat(lab.log("talk", "sinceSeconds", 3)).isEqualTo("line 3\n");
        assertThat(lab.log("talk", "timestamps", true, "tailLines", 1)).matches("2025-11-24T16:00:0\\d\\.\\d{9}Z line 3\n");
        assertThat(lab.log("talk", "limitBytes", 4)).isEqualTo("line");
    }

    @Test
    void the_previous_log_is_that_of_the_container_before() {
        lab.pod("crash", "busybox:1.36", "command: [sh, -c, 'echo born; sleep 3; echo dying; exit 1']").after("8s");

        assertThat(lab.state("crash")).isEqualTo("running");
        assertThat(lab.log("crash")).isEqualTo("born\n");
        assertThat(lab.log("crash", "previous", true)).isEqualTo("born\ndying\n");
    }

    @Test
    void while_a_container_waits_there_is_a_reason_instead() {
        lab.pod("slow", "mysql:8.0", "").after("1s").pod("bad", "nginx:nope", "").after("5s");

        assertThat(lab.log("slow")).isEqualTo("container \"main\" in pod \"slow\" is waiting to start: ContainerCreating");
        assertThat(lab.log("bad")).isEqualTo("container \"main\" in pod \"bad\" is waiting to start: trying and failing to pull image");
        assertThat(lab.log("bad", "previous", true)).isEqualTo("previous terminated container \"main\" in pod \"bad\" not found");
    }

    @Test
    void with_several_containers_one_has_to_be_named() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: two}
                spec:
                  initContainers:
                  - {name: first, image: "busybox:1.36", command: [sh, -c, "echo first"]}
                  containers:
                  - {name: a, image: "nginx:1.20"}
                  - {name: b, image: "busybox:1.36", command: [sh, -c, "echo b; sleep 1000"]}
                """).after("20s");

        assertThat(lab.log("two")).isEqualTo(
                "a container name must be specified for pod two, choose one of: [a b] or one of the init containers: [first]");
        assertThat(lab.log("two", "container", "c")).isEqualTo("container c is not valid for pod two");
        assertThat(lab.log("two", "container", "b")).isEqualTo("b\n");
        assertThat(lab.log("two", "container", "first")).isEqualTo("first\n");
    }

    @Test
    void variables_come_from_everywhere_and_a_missing_source_holds_the_container_back() {
        lab.pod("env", "busybox:1.36", """
                command: [sh, -c, 'echo $(GREETING) $NAME $NODE $LEVEL; sleep 1000']
                env:
                - {name: GREETING, value: hello}
                - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                - {name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}
                """).after("4s");
        assertThat(lab.state("env")).isEqualTo("waiting CreateContainerConfigError");
        assertThat(lab.container("env").text("state", "waiting", "message")).isEqualTo("configmap \"settings\" not found");

        lab.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {level: debug}}").after("2s");

        assertThat(lab.state("env")).isEqualTo("running");
        assertThat(lab.log("env")).isEqualTo("hello env worker-1 debug\n");
    }

    @Test
    void a_log_keeps_only_its_newest_lines() {
        lab.pod("talk", "busybox:1.36", "command: [sh, -c, 'while true; do echo 0123456789012345678901234567890123456789; sleep 1; done']").after("2h");

        assertThat(lab.log("talk").length()).isBetween(ContainerLog.MAX_CHARACTERS - 50, ContainerLog.MAX_CHARACTERS);
    }
}
