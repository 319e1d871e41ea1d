package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTest {
    private final Lab lab = Lab.standard();

    @Test
    void a_pod_is_not_ready_before_its_probe_has_passed() {
        lab.pod("web", "nginx:1.20", "readinessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 10}").after("8s");
        assertThat(lab.state("web")).isEqualTo("running");
        assertThat(lab.condition("web", "Ready")).isEqualTo("False ContainersNotReady");

        lab.after("10s");

        assertThat(lab.condition("web", "Ready")).isEqualTo("True");
    }

    @Test
    void a_wrong_path_keeps_a_pod_unready_and_says_why() {
        lab.pod("web", "nginx:1.20", "readinessProbe: {httpGet: {path: /healthz, port: 80}, periodSeconds: 5}").after("1m");

        assertThat(lab.condition("web", "Ready")).isEqualTo("False ContainersNotReady");
        assertThat(lab.container("web").number(0, "restartCount")).isZero();
        assertThat(lab.events("web")).endsWith("Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 404");
    }

    @Test
    void a_closed_port_refuses_the_connection() {
        lab.pod("web", "nginx:1.20", "readinessProbe: {httpGet: {path: /, port: 8080}}").after("10s");
        lab.pod("tcp", "nginx:1.20", "readinessProbe: {tcpSocket: {port: 3306}}").after("10s");

        assertThat(lab.events("web")).endsWith(
                "Unhealthy: Readiness probe failed: Get \"http://10.244.1.2:8080/\": dial tcp 10.244.1.2:8080: connect: connection refused");
        assertThat(lab.events("tcp").getLast()).matches("Unhealthy: Readiness probe failed: dial tcp [0-9.]+:3306: connect: connection refused");
    }

    @Test
    void a_failed_liveness_probe_restarts_the_container() {
        lab.pod("web", "nginx:1.20", "livenessProbe: {httpGet: {path: /healthz, port: 80}, periodSeconds: 5, failureThreshold: 2}").after("12s");

        assertThat(lab.events("web")).contains(
                "Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 404",
                "Killing: Container main failed liveness probe, will be restarted");
        assertThat(lab.container("web").number(0, "restartCount")).isEqualTo(1);
        assertThat(lab.state("web")).isEqualTo("running");
    }

    @Test
    void a_startup_probe_holds_the_others_back() {
        lab.pod("db", "busybox:1.36", """
                command: [sh, -c, 'sleep 25; serve 8080']
                startupProbe: {tcpSocket: {port: 8080}, periodSeconds: 5, failureThreshold: 10}
                livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 1}
                """).after("20s");
        assertThat(lab.container("db").isTrue("started")).isFalse();

        lab.after("20s");

        assertThat(lab.container("db").isTrue("started")).isTrue();
        assertThat(lab.container("db").isTrue("ready")).isTrue();
        assertThat(lab.container("db").number(0, "restartCount")).isZero();
    }

    @Test
    void a_command_answers_with_its_exit_code() {
        lab.pod("file", "busybox:1.36", """
                command: [sh, -c, 'sleep 5; echo yes > /tmp/ready; sleep 1000']
                readinessProbe: {exec: {command: [sh, -c, 'test -f /tmp/ready']}, periodSeconds: 2}
                """).after("4s");
        assertThat(lab.condition("file", "Ready")).isEqualTo("False ContainersNotReady");

        lab.after("8s");

        assertThat(lab.condition("file", "Ready")).isEqualTo("True");
    }

    @Test
    void readiness_is_lost_after_as_many_failures_as_its_threshold() {
        lab.pod("file", "busybox:1.36", """
                command: [sh, -c, 'sleep 20; echo > /tmp/gone; sleep 1000']
                readinessProbe: {exec: {command: [sh, -c, '! [ -f /tmp/gone ]']}, periodSeconds: 2, failureThreshold: 3}
                """).after("20s");
        assertThat(lab.condition("file", "Ready")).isEqualTo("True");

        lab.after("10s");

        assertThat(lab.condition("file", "Ready")).isEqualTo("False ContainersNotReady");
    }

    @Test
    void what_never_gets_ready_is_reported_less_and_less_often() {
        lab.pod("web", "nginx:1.20", "readinessProbe: {httpGet: {path: /healthz, port: 80}, periodSeconds: 1}").after("10m");
        long count = lab.cluster().view().eventsAbout(lab.pod("web").uid()).stream()
                .filter(event -> "Unhealthy".equals(event.tree().text("reason")))
                .mapToLong(event -> event.tree().number(1, "count"))
                .sum();

        assertThat(count).isBetween(25L, 28L);
    }
}
