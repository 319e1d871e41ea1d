package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopTest {
    private final Lab lab = Lab.standard();

    @Test
    void a_process_without_a_handler_is_killed_when_its_grace_is_over() {
        lab.pod("deaf", "busybox:1.36", "command: [sleep, '3600']").after("5s").delete("deaf").after("29s");
        assertThat(lab.exists("deaf")).isTrue();

        lab.after("2s");

        assertThat(lab.exists("deaf")).isFalse();
        assertThat(lab.life("deaf")).contains("bound Failed terminated:Error unready");
    }

    @Test
    void a_shell_with_a_trap_ends_as_it_wants() {
        lab.pod("polite", "busybox:1.36", "command: [sh, -c, 'trap \"exit 7\" TERM; while true; do sleep 1; done']").after("5s").delete("polite").after("4s");

        assertThat(lab.exists("polite")).isFalse();
        assertThat(lab.life("polite")).contains("bound Failed terminated:Error unready");
    }

    @Test
    void a_shorter_grace_is_kept() {
        lab.pod("deaf", "busybox:1.36", "command: [sleep, '3600']").after("5s").delete("deaf", "gracePeriodSeconds", 3).after("5s");

        assertThat(lab.exists("deaf")).isFalse();
    }

    @Test
    void a_forced_deletion_leaves_nothing_running() {
        lab.pod("deaf", "busybox:1.36", "command: [sleep, '3600']").after("5s").delete("deaf", "gracePeriodSeconds", 0);
        assertThat(lab.exists("deaf")).isFalse();

        lab.after("1s").pod("deaf", "busybox:1.36", "command: [sleep, '3600']").after("5s");

        assertThat(lab.state("deaf")).isEqualTo("running");
        assertThat(lab.cluster().save().toString().split("\"path\":\"default/deaf\"")).hasSize(2);
    }

    @Test
    void the_pre_stop_hook_comes_before_sigterm() {
        lab.pod("web", "nginx:1.20", "lifecycle: {preStop: {sleep: {seconds: 10}}}").after("8s").delete("web").after("9s");
        assertThat(lab.exists("web")).isTrue();

        lab.after("3s");

        assertThat(lab.exists("web")).isFalse();
    }

    @Test
    void a_failing_post_start_hook_restarts_the_container() {
        lab.pod("web", "nginx:1.20", "lifecycle: {postStart: {exec: {command: [sh, -c, 'exit 1']}}}").after("6s");

        assertThat(lab.events("web")).contains("FailedPostStartHook: PostStartHook failed", "Killing: FailedPostStartHook");
        assertThat(lab.container("web").number(0, "restartCount")).isPositive();
    }

    @Test
    void a_pod_that_waits_for_its_image_goes_at_once() {
        lab.pod("web", "nginx:nope", "").after("10s").delete("web").after("1s");

        assertThat(lab.exists("web")).isFalse();
    }
}
