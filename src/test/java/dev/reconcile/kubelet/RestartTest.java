package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestartTest {
    private final Lab lab = Lab.standard();

    @Test
    void a_container_that_keeps_ending_is_restarted_at_once_and_then_after_longer_and_longer_waits() {
        lab.pod("crash", "busybox:1.36", "command: [sh, -c, 'echo going down; exit 3']").after("60s");

        assertThat(lab.life("crash")).startsWith(
                "unbound Pending - unready",
                "bound Pending - unready",
                "bound Pending waiting:ContainerCreating unready",
                "bound Running terminated:Error unready",
                "bound Running waiting:CrashLoopBackOff unready");
        assertThat(lab.state("crash")).isEqualTo("waiting CrashLoopBackOff");
        assertThat(lab.container("crash").number(0, "restartCount")).isEqualTo(3);
        assertThat(lab.container("crash").text("state", "waiting", "message")).matches(
                "back-off 40s restarting failed container=main pod=crash_default\\(.*\\)");
        assertThat(lab.container("crash").number(0, "lastState", "terminated", "exitCode")).isEqualTo(3);
        assertThat(lab.container("crash").text("lastState", "terminated", "reason")).isEqualTo("Error");
    }

    @Test
    void waits_grow_to_five_minutes_and_no_further() {
        lab.pod("crash", "busybox:1.36", "command: [sh, -c, 'exit 1']").after("2h");

        assertThat(lab.container("crash").text("state", "waiting", "message")).startsWith("back-off 5m0s restarting failed container=main");
        assertThat(lab.container("crash").number(0, "restartCount")).isBetween(25L, 29L);
    }

    @Test
    void a_container_that_ran_for_ten_minutes_starts_over_with_short_waits() {
        lab.pod("crash", "busybox:1.36", "command: [sh, -c, 'sleep 1300; exit 1']").after("3h");

        assertThat(lab.life("crash")).noneMatch(state -> state.contains("CrashLoopBackOff"));
    }

    @Test
    void a_command_that_does_not_exist_is_runcs_complaint() {
        lab.pod("typo", "busybox:1.36", "command: [slep, '10']").after("3s");

        assertThat(lab.state("typo")).isEqualTo("waiting RunContainerError");
        lab.after("4s");
        assertThat(lab.state("typo")).isEqualTo("waiting CrashLoopBackOff");
        assertThat(lab.container("typo").number(0, "lastState", "terminated", "exitCode")).isEqualTo(128);
        assertThat(lab.container("typo").text("lastState", "terminated", "message")).endsWith(
                "exec: \"slep\": executable file not found in $PATH");
        assertThat(lab.container("typo").text("lastState", "terminated", "reason")).isEqualTo("StartError");
    }

    @Test
    void with_never_the_pod_ends_as_its_container_did() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: once}
                spec:
                  restartPolicy: Never
                  containers:
                  - {name: main, image: "busybox:1.36", command: [sh, -c, "sleep 5"]}
                """).after("5s");
        assertThat(lab.pod("once").status().text("phase")).isEqualTo("Running");

        lab.after("5s");

        assertThat(lab.pod("once").status().text("phase")).isEqualTo("Succeeded");
        assertThat(lab.state("once")).isEqualTo("terminated Completed 0");
        assertThat(lab.condition("once", "Ready")).isEqualTo("False PodCompleted");
        assertThat(lab.condition("once", "Initialized")).isEqualTo("True PodCompleted");
    }

    @Test
    void on_failure_restarts_only_what_failed() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: job}
                spec:
                  restartPolicy: OnFailure
                  containers:
                  - {name: good, image: "busybox:1.36", command: [sh, -c, "exit 0"]}
                  - {name: bad, image: "busybox:1.36", command: [sh, -c, "exit 1"]}
                """).after("30s");

        assertThat(lab.pod("job").status().objects("containerStatuses")).satisfiesExactly(
                good -> assertThat(good.text("state", "terminated", "reason")).isEqualTo("Completed"),
                bad -> assertThat(bad.number(0, "restartCount")).isEqualTo(2));
    }

    @Test
    void mysql_without_a_password_says_so_and_fails() {
        lab.pod("db", "mysql:8.0", "").after("12s");

        assertThat(lab.log("db")).contains("[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified");
        assertThat(lab.container("db").number(0, "lastState", "terminated", "exitCode")).isEqualTo(1);
    }

    @Test
    void an_image_that_is_gone_needs_no_pull_to_restart() {
        lab.pod("crash", "busybox:1.36", "command: [sh, -c, 'exit 1']").after("20s");

        assertThat(lab.events("crash")).contains("Pulled: Container image \"busybox:1.36\" already present on machine");
    }

    @Test
    void the_whole_pod_ends_at_its_deadline() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: late}
                spec:
                  activeDeadlineSeconds: 20
                  terminationGracePeriodSeconds: 5
                  restartPolicy: Never
                  containers:
                  - {name: main, image: "busybox:1.36", command: [sleep, "3600"]}
                """).after("30s");

        assertThat(lab.pod("late").status().text("phase")).isEqualTo("Failed");
        assertThat(lab.pod("late").status().text("reason")).isEqualTo("DeadlineExceeded");
        assertThat(lab.state("late")).isEqualTo("terminated Error 137");
    }

    @Test
    void the_articles_job_and_backup_programs_do_their_work() {
        lab.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: backup}
                spec:
                  restartPolicy: OnFailure
                  containers: [{name: main, image: "backup-tool:v1", command: [bash, backup.sh]}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: data}
                spec:
                  restartPolicy: OnFailure
                  containers: [{name: main, image: "processor:v1", command: [python, process.py]}]
                """).after("15s");

        assertThat(lab.log("backup")).isEqualTo("backup started\nbackup finished: /backup/db.sql.gz\n");
        assertThat(lab.pod("backup").status().text("phase")).isEqualTo("Succeeded");
        assertThat(lab.log("data")).contains("processed 1000 records");
        assertThat(lab.pod("data").status().text("phase")).isEqualTo("Succeeded");
    }

    @Test
    void mysql_with_a_password_serves() {
        lab.pod("db", "mysql:8.0", """
                env: [{name: MYSQL_ROOT_PASSWORD, value: secret}]
                readinessProbe: {tcpSocket: {port: 3306}, periodSeconds: 5}
                """).after("30s");

        assertThat(lab.condition("db", "Ready")).isEqualTo("True");
        assertThat(lab.log("db")).contains("ready for connections");
    }
}
