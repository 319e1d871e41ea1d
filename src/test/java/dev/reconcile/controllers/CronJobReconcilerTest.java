package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CronJobReconcilerTest {
    private static final long DUE = Given.NOW / 60_000;

    private final CronJobReconciler reconciler = new CronJobReconciler();

    private static KubeObject cron(String spec) {
        return Given.yaml("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: tick, namespace: default, uid: uid-tick, creationTimestamp: "%s"}
                spec:
                  schedule: "* * * * *"
                  %s
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: x}]}}}}
                """.formatted(Given.ago(30), spec));
    }

    /** The jobs listed as active, as the controller does it for those that it made. */
    private static KubeObject listing(KubeObject cron, List<KubeObject> jobs) {
        List<Json> active = jobs.stream().filter(job -> !JobEnd.isFinished(job)).map(job -> Json.of("name", job.name(), "uid", job.uid())).toList();
        return active.isEmpty() ? cron : cron.with(active, "status", "active");
    }

    private static KubeObject job(String name, String end, long startedAgo) {
        KubeObject job = KubeObject.of("batch/v1", "Job", "default", name).with("uid-" + name, "metadata", "uid").withController(cron(""))
                .with(Given.ago(startedAgo), "status", "startTime");
        return end.isEmpty() ? job : job.with(List.of(Json.of("type", end, "status", "True")), "status", "conditions");
    }

    static Stream<Arguments> times() {
        String due = "create Job/tick-" + DUE;
        return Stream.of(
                arguments("a due time starts a job", "concurrencyPolicy: Allow", List.of(), List.of(due)),
                arguments("beside another one", "concurrencyPolicy: Allow", List.of(job("a", "", 5)), List.of(due)),
                arguments("but not if that is forbidden", "concurrencyPolicy: Forbid", List.of(job("a", "", 5)), List.of()),
                arguments("a finished one forbids nothing", "concurrencyPolicy: Forbid", List.of(job("a", "Complete", 5)), List.of(due)),
                arguments("or instead of another one", "concurrencyPolicy: Replace", List.of(job("a", "", 5)), List.of("delete Job/a", due)),
                arguments("a suspended one starts nothing", "suspend: true", List.of(), List.of()),
                arguments("a due time within the starting deadline starts a job", "startingDeadlineSeconds: 20\n  timeZone: Etc/UTC", List.of(), List.of(due)),
                arguments("the eldest finished jobs go", "successfulJobsHistoryLimit: 1\n  failedJobsHistoryLimit: 0\n  suspend: true",
                        List.of(job("a", "Complete", 5), job("b", "Complete", 50), job("c", "Failed", 9)), List.of("delete Job/b", "delete Job/c")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    void starts_and_forgets_jobs(String because, String spec, List<KubeObject> jobs, List<String> deeds) {
        assertThat(Given.deeds(Given.objects(listing(cron(spec), jobs)).and(jobs).plan(reconciler, "default/tick"))).containsExactlyElementsOf(deeds);
    }

    @Test
    void a_job_that_it_did_not_make_is_wondered_at_once_and_does_not_count() {
        Given given = Given.objects(cron("concurrencyPolicy: Forbid"), job("manual", "", 5));
        Plan plan = given.plan(reconciler, "default/tick");

        assertThat(Given.events(plan)).containsExactly("Warning UnexpectedJob Saw a job that the controller did not create or forgot: manual",
                "Normal SuccessfulCreate Created job tick-" + DUE);
        assertThat(Given.status(plan)).isNull();
    }

    @Test
    void a_job_that_went_missing_is_struck_off() {
        KubeObject cron = listing(cron("suspend: true"), List.of(job("a", "", 5)));
        Plan plan = Given.objects(cron).plan(reconciler, "default/tick");

        assertThat(Given.events(plan)).containsExactly("Normal MissingJob Active job went missing: a");
        assertThat(Given.status(plan).has("active")).isFalse();
    }

    @Test
    void a_job_that_ends_is_seen_struck_off_and_remembered() {
        KubeObject job = job("a", "Complete", 5).with(Given.ago(1), "status", "completionTime");
        KubeObject cron = cron("suspend: true").with(List.of(Json.of("name", "a", "uid", "uid-a")), "status", "active");
        Plan plan = Given.objects(cron, job).plan(reconciler, "default/tick");

        assertThat(Given.events(plan)).containsExactly("Normal SawCompletedJob Saw completed job: a, condition: Complete");
        assertThat(Given.status(plan)).isEqualTo(Json.of("lastSuccessfulTime", Given.ago(1)));
    }

    @Test
    void more_than_a_hundred_missed_starts_are_one_start_and_a_warning() {
        KubeObject cron = cron("").with(Given.ago(60 * 150), "status", "lastScheduleTime");
        Plan plan = Given.objects(cron).plan(reconciler, "default/tick");

        assertThat(Given.deeds(plan)).containsExactly("create Job/tick-" + DUE);
        assertThat(Given.events(plan)).contains(
                "Warning TooManyMissedTimes too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
        KubeObject limited = cron.with(200L, "spec", "startingDeadlineSeconds");
        assertThat(Given.events(Given.objects(limited).plan(reconciler, "default/tick"))).containsExactly("Normal SuccessfulCreate Created job tick-" + DUE);
    }

    @Test
    void a_start_that_is_too_late_is_given_up() {
        KubeObject hourly = cron("startingDeadlineSeconds: 600").with("30 * * * *", "spec", "schedule").with(Given.ago(7200), "status", "lastScheduleTime");

        assertThat(Given.deeds(Given.objects(hourly).plan(reconciler, "default/tick"))).isEmpty();
        assertThat(Given.deeds(Given.objects(hourly.with(3600L, "spec", "startingDeadlineSeconds")).plan(reconciler, "default/tick"))).hasSize(1);
    }

    @Test
    void a_day_that_never_comes_is_told_once() {
        KubeObject never = cron("").with("59 23 31 2 *", "spec", "schedule");

        assertThat(Given.events(Given.objects(never).plan(reconciler, "default/tick"))).containsExactly(
                "Warning InvalidSchedule invalid schedule: 59 23 31 2 * : time difference between two schedules is less than 1 second");
    }

    @Test
    void a_changed_schedule_counts_from_then_on() {
        Bench bench = Bench.with(100, 100).create(cron("").with(null, "metadata", "uid").with("0 0 * * *", "spec", "schedule")).after(1830);
        int before = bench.list("jobs.batch").size();
        bench.change("cronjobs.batch", "tick", c -> c.with("*/10 * * * *", "spec", "schedule")).after(60);
        assertThat(bench.list("jobs.batch")).hasSize(before);

        bench.after(600);
        assertThat(bench.list("jobs.batch")).hasSize(before + 1);
    }

    @Test
    void nothing_is_due_twice() {
        KubeObject cron = cron("").with(Times.text(Given.NOW), "status", "lastScheduleTime");
        Plan plan = Given.objects(cron).plan(reconciler, "default/tick");

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.lookAgainAt()).hasValue(Given.NOW + 60_000);
    }

    @Test
    void a_job_is_named_by_the_minute_and_carries_its_time() {
        Plan plan = Given.objects(cron("timeZone: Asia/Seoul")).plan(reconciler, "default/tick");
        KubeObject job = ((Plan.Intent.Create) plan.steps().getFirst().intent()).object();

        assertThat(job.name()).isEqualTo("tick-" + DUE);
        assertThat(job.annotations()).containsEntry("batch.kubernetes.io/cronjob-scheduled-timestamp", "2026-01-01T09:00:00+09:00");
        assertThat(Given.events(plan)).containsExactly("Normal SuccessfulCreate Created job tick-" + DUE);
    }

    @Test
    void a_job_that_it_has_made_is_listed_together_with_its_time() {
        Bench bench = Bench.with(100, 100).create(cron("").with(null, "metadata", "uid")).after(61);
        List<Json> statuses = bench.changes(0, "cronjobs.batch").map(change -> change.after().status()).filter(status -> !status.isEmpty()).toList();

        KubeObject job = bench.list("jobs.batch").getFirst();
        assertThat(statuses).hasSize(1);
        assertThat(statuses.getFirst().text("lastScheduleTime")).isEqualTo(Times.text(Given.NOW + 60_000));
        assertThat(statuses.getFirst().objects("active")).singleElement()
                .satisfies(reference -> assertThat(reference.text("uid")).isEqualTo(job.uid()));
    }

    @Test
    void what_is_due_every_while_is_due_at_even_distances_whatever_happens_in_between() {
        Bench bench = Bench.with(100, 100).create(cron("").with(null, "metadata", "uid").with("@every 90s", "spec", "schedule"));
        for (int i = 1; i <= 4; i++) {
            bench.after(50).change("cronjobs.batch", "tick", c -> c.withAnnotation("look", "again")).after(40);
            bench.change("cronjobs.batch", "tick", c -> c.withAnnotation("look", "once more")).after(0);
            assertThat(bench.list("jobs.batch")).as("after %d times 90 s", i).hasSize(i)
                    .last().extracting(job -> job.annotations().get("batch.kubernetes.io/cronjob-scheduled-timestamp"))
                    .isEqualTo(Times.text(Given.NOW + i * 90_000));
        }
    }

    @Test
    void a_forbidden_start_is_said_once_for_each_due_time() {
        Bench bench = Bench.with(100, 100);
        bench.create(cron("concurrencyPolicy: Forbid").with(null, "metadata", "uid")).after(150);

        assertThat(bench.list("jobs.batch")).hasSize(1);
        assertThat(bench.list("events").stream().filter(e -> "JobAlreadyActive".equals(e.tree().text("reason"))).mapToLong(e -> e.tree().number(1, "count")).sum())
                .isEqualTo(1);
        assertThat(bench.get("cronjobs.batch", "tick").status().objects("active")).hasSize(1);
    }

    @Test
    void a_night_of_jobs_keeps_only_the_last() {
        Bench bench = Bench.with(100, 100).create(cron("").with(null, "metadata", "uid")).after(5);
        List<String> names = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            bench.after(60);
            for (KubeObject pod : bench.list("pods")) {
                if (Pods.isActive(pod)) {
                    bench.status("pods", pod, pod.status().with("phase", "Succeeded"));
                }
            }
            bench.after(0);
        }
        bench.after(5);
        bench.list("jobs.batch").forEach(job -> names.add(job.name()));
        assertThat(names).hasSize(3);
        assertThat(bench.list("pods")).hasSize(3);
        assertThat(bench.get("cronjobs.batch", "tick").status().has("lastSuccessfulTime")).isTrue();
    }
}
