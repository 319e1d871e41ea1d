package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InitContainerTest {
    private final Lab lab = Lab.standard();

    private Lab podWith(String init) {
        return lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app}
                spec:
                  initContainers:
                %s
                  containers:
                  - {name: main, image: "nginx:1.20"}
                """.formatted(init.indent(2)));
    }

    private String init(String... path) {
        return String.valueOf(lab.pod("app").status().objects("initContainerStatuses").getFirst().at(path));
    }

    @Test
    void containers_wait_until_every_init_container_has_succeeded() {
        podWith("- {name: prepare, image: 'busybox:1.36', command: [sh, -c, 'sleep 10']}").after("6s");
        assertThat(lab.state("app")).isEqualTo("waiting PodInitializing");
        assertThat(lab.condition("app", "Initialized")).isEqualTo("False ContainersNotInitialized");

        lab.after("12s");

        assertThat(lab.state("app")).isEqualTo("running");
        assertThat(lab.condition("app", "Initialized")).isEqualTo("True");
        assertThat(init("state", "terminated", "reason")).isEqualTo("Completed");
        assertThat(init("ready")).isEqualTo("true");
    }

    @Test
    void a_failing_init_container_is_tried_again() {
        podWith("- {name: prepare, image: 'busybox:1.36', command: [sh, -c, 'exit 1']}").after("10s");

        assertThat(init("state", "waiting", "reason")).isEqualTo("CrashLoopBackOff");
        assertThat(lab.pod("app").status().text("phase")).isEqualTo("Pending");
    }

    @Test
    void a_sidecar_starts_first_and_stays() {
        podWith("- {name: proxy, image: 'redis:7', restartPolicy: Always}").after("15s");

        assertThat(init("state", "running")).isNotEqualTo("null");
        assertThat(init("ready")).isEqualTo("true");
        assertThat(lab.state("app")).isEqualTo("running");
        assertThat(lab.condition("app", "Initialized")).isEqualTo("True");
    }

    @Test
    void a_sidecar_ends_when_the_work_is_done() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: app}
                spec:
                  restartPolicy: Never
                  initContainers:
                  - {name: proxy, image: "redis:7", restartPolicy: Always}
                  containers:
                  - {name: main, image: "busybox:1.36", command: [sh, -c, "sleep 5"]}
                """).after("20s");

        assertThat(lab.pod("app").status().text("phase")).isEqualTo("Succeeded");
        assertThat(init("state", "terminated", "reason")).isEqualTo("Completed");
    }
}
