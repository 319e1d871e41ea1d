package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** Which files can be started, and which written. */
class FirstProcessTest {
    private final Lab lab = Lab.standard();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            nginx:1.20                        | command: [/usr/sbin/nginx, -g, daemon off;]
            nginx:1.20                        | command: [/docker-entrypoint.sh, nginx, -g, daemon off;]
            nginx:1.20                        | command: [/bin/bash, -c, sleep 1h]
            nginx:alpine                      | command: [/docker-entrypoint.sh, nginx, -g, daemon off;]
            busybox:1.36                      | command: [/bin/sleep, 1h]
            mysql:8.0                         | command: [/usr/local/bin/docker-entrypoint.sh, mysqld]
            redis:7                           | command: [/usr/local/bin/redis-server]
            registry.k8s.io/pause:3.10        | command: [/pause]
            """)
    void a_program_is_started_by_its_path(String image, String command) {
        lab.pod("box", image, command + "\nenv: [{name: MYSQL_ROOT_PASSWORD, value: x}]").after("30s");

        assertThat(lab.state("box")).isEqualTo("running");
    }

    @Test
    void a_file_that_is_not_there_cannot_be_started() {
        lab.pod("box", "nginx:1.20", "command: [/nginx-start.sh]").after("10s");

        assertThat(lab.container("box").text("lastState", "terminated", "reason")).isEqualTo("StartError");
        assertThat(lab.container("box").text("lastState", "terminated", "message"))
                .contains("exec: \"/nginx-start.sh\": stat /nginx-start.sh: no such file or directory");
    }

    @Test
    void nothing_is_written_to_a_root_that_is_read_only() {
        lab.pod("box", "busybox:1.36", """
                securityContext: {readOnlyRootFilesystem: true}
                command: [sh, -c, 'echo a > /tmp/a; echo b >> /etc/hosts; echo done > /dev/termination-log; exit 1']""").after("15s");

        assertThat(lab.log("box")).isEqualTo("sh: can't create /tmp/a: Read-only file system\n");
        assertThat(lab.container("box").text("lastState", "terminated", "message")).isEqualTo("done\n");
    }

    @Test
    void nginx_needs_places_to_write_to() {
        lab.pod("strict", "nginx:1.20", "securityContext: {readOnlyRootFilesystem: true}").after("5s");
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: roomy}
                spec:
                  volumes: [{name: cache, emptyDir: {}}, {name: run, emptyDir: {}}]
                  containers:
                  - name: main
                    image: nginx:1.20
                    securityContext: {readOnlyRootFilesystem: true}
                    volumeMounts: [{name: cache, mountPath: /var/cache/nginx}, {name: run, mountPath: /var/run}]
                """).after("10s");

        assertThat(lab.log("strict")).contains("can not modify /etc/nginx/conf.d/default.conf (read-only file system?)")
                .contains("nginx: [emerg] mkdir() \"/var/cache/nginx/client_temp\" failed (30: Read-only file system)");
        assertThat(lab.container("strict").text("lastState", "terminated", "exitCode")).isNull();
        assertThat(lab.container("strict").number(0, "lastState", "terminated", "exitCode")).isEqualTo(1);
        assertThat(lab.state("roomy")).isEqualTo("running");
    }
}
