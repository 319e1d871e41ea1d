package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    private final Lab lab = Lab.standard();

    /** With a line that every one of them understands, where it has a shell. */
    @ParameterizedTest
    @ValueSource(strings = {"nginx", "nginx:1.14.2", "nginx:1.16.1", "nginx:1.20", "nginx:1.21", "nginx:1.25-alpine", "nginx:alpine", "httpd:2.4", "redis:7",
        "prom/node-exporter:latest", "myapp:v1", "myapp:v2", "registry.k8s.io/nginx-slim:0.24", "registry.k8s.io/pause:3.10",
        "registry.k8s.io/e2e-test-images/agnhost:2.53", "registry.k8s.io/e2e-test-images/httpd:2.4.38-4", "registry.k8s.io/e2e-test-images/nginx:1.14-4",
        "gcr.io/google-samples/hello-app:1.0", "fluent/fluentd:v1.16-1", "memcached", "mongo:7", "registry.k8s.io/hpa-example"})
    void these_run_and_stay(String image) {
        lab.pod("box", image, "").after("40s");

        assertThat(lab.state("box")).isEqualTo("running");
        assertThat(lab.container("box").number(-1, "restartCount")).isZero();
        assertThat(lab.delete("box").after("3s").exists("box")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"busybox:1.28", "busybox:1.36", "busybox", "alpine", "ubuntu:22.04", "debian:bookworm", "python:3.12", "node:20",
        "curlimages/curl", "registry.k8s.io/e2e-test-images/busybox:1.29-4", "nicolaka/netshoot", "registry.k8s.io/e2e-test-images/jessie-dnsutils:1.3"})
    void these_do_what_they_are_told(String image) {
        lab.pod("box", image, "command: [sh, -c, 'echo here; sleep 1000']").after("20s");

        assertThat(lab.log("box")).isEqualTo("here\n");
        assertThat(lab.state("box")).isEqualTo("running");
    }

    @Test
    void a_version_of_nginx_calls_itself_by_its_version() {
        lab.pod("old", "nginx:1.14.2", "").pod("new", "nginx:1.27", "").after("15s");

        assertThat(lab.log("old")).isEmpty();
        assertThat(lab.log("new")).contains("[notice] 1#1: nginx/1.27.5").endsWith("start worker process 29\n");
    }

    @Test
    void two_thousand_digits_take_a_while() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: pi}
                spec:
                  restartPolicy: Never
                  containers: [{name: main, image: "perl:5.34.0", command: [perl, "-Mbignum=bpi", "-wle", "print bpi(2000)"]}]
                """).after("20s");

        assertThat(lab.log("pi")).hasSize(2002).startsWith("3.14159265358979323846").endsWith("\n");
        assertThat(Pi.digits(2000)).endsWith("58133904780275901");
    }

    @Test
    void agnhost_plays_many_parts() {
        lab.pod("live", "registry.k8s.io/e2e-test-images/agnhost:2.40",
                "args: [liveness]\nlivenessProbe: {httpGet: {path: /healthz, port: 8080}, initialDelaySeconds: 3, periodSeconds: 3}").after("25s");
        lab.pod("args", "registry.k8s.io/e2e-test-images/agnhost:2.40", "args: [entrypoint-tester, a, b]").after("4s");

        assertThat(lab.events("live")).contains("Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500");
        assertThat(lab.log("args")).isEqualTo("[/agnhost entrypoint-tester a b]\n");
    }

    @Test
    void a_server_of_files_serves_what_is_written_beside_it() {
        lab.pod("web", "python:3.12", "workingDir: /srv\ncommand: [sh, -c, 'mkdir /srv; echo hi > /srv/index.html; python3 -m http.server 9000']").after("15s");
        lab.pod("client", "curlimages/curl", "command: [sh, -c, 'curl -s http://%s:9000/; sleep 100']".formatted(lab.pod("web").status().text("podIP"))).after("10s");

        assertThat(lab.log("client")).isEqualTo("hi\n");
    }
}
