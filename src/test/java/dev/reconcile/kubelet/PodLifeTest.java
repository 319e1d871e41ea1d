package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PodLifeTest {
    private final Lab lab = Lab.standard();

    @Test
    void a_pod_is_bound_pulled_created_started_and_ready() {
        lab.pod("web", "nginx:1.20", "").after("10s");

        assertThat(lab.life("web")).containsExactly(
                "unbound Pending - unready",
                "bound Pending - unready",
                "bound Pending waiting:ContainerCreating unready",
                "bound Running running ready");
        assertThat(lab.events("web")).satisfiesExactly(
                event -> assertThat(event).isEqualTo("Scheduled: Successfully assigned default/web to worker-1"),
                event -> assertThat(event).isEqualTo("Pulling: Pulling image \"nginx:1.20\""),
                event -> assertThat(event).matches(
                        "Pulled: Successfully pulled image \"nginx:1.20\" in [23]\\.\\d+s \\([23]\\.\\d+s including waiting\\)\\. Image size: \\d+ bytes\\."),
                event -> assertThat(event).isEqualTo("Created: Created container: nginx".replace("nginx", "main")),
                event -> assertThat(event).isEqualTo("Started: Started container main"));
    }

    @Test
    void conditions_stand_in_upstreams_order() {
        lab.pod("web", "nginx:1.20", "").after("10s");

        assertThat(lab.pod("web").status().objects("conditions")).extracting(condition -> condition.text("type"))
                .containsExactly("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");
    }

    @Test
    void a_deleted_pod_stops_gracefully_and_is_then_removed() {
        lab.pod("web", "nginx:1.20", "").after("10s").delete("web").after("5s");

        assertThat(lab.exists("web")).isFalse();
        assertThat(lab.life("web")).endsWith("bound Succeeded terminated:Completed unready", "deleted");
        assertThat(lab.events("web")).endsWith("Killing: Stopping container main");
    }

    @Test
    void a_running_pod_costs_nothing() {
        lab.pod("web", "nginx:1.20", "readinessProbe: {httpGet: {path: /, port: 80}}").after("30s");
        long before = lab.cluster().log().position();

        lab.after("30m");

        assertThat(lab.cluster().log().position()).isEqualTo(before);
        assertThat(lab.condition("web", "Ready")).isEqualTo("True");
    }
}
