package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobReconcilerTest {
    private final JobReconciler reconciler = new JobReconciler();

    private static KubeObject job(String spec) {
        return Given.yaml("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: sum, namespace: default, uid: uid-sum}
                spec:
                  %s
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: web}}, spec: {restartPolicy: %s, containers: [{name: c, image: x}]}}
                status: {startTime: "%s"}
                """.formatted(spec, spec.contains("OnFailure") ? "OnFailure" : "Never", Given.ago(100)).replace(" #OnFailure", ""));
    }

    /** {@code a} runs, {@code a:finished} has succeeded; {@code a:failed} ended a while ago, {@code a:failing} just now. */
    private static List<KubeObject> pods(List<String> words) {
        List<KubeObject> pods = new ArrayList<>();
        for (String word : words) {
            String[] parts = word.split(":", 2);
            String trait = parts.length > 1 ? parts[1] : "";
            boolean failed = trait.startsWith("fail");
            KubeObject pod = pod(parts[0], failed || trait.isEmpty() || trait.equals("counted") ? new String[0] : new String[] {trait})
                    .withController(job("parallelism: 1")).with(List.of(JobPods.TRACKING), "metadata", "finalizers");
            if (failed) {
                pod = pod.with("Failed", "status", "phase").with(List.of(Json.of("state", Json.of("terminated",
                        Json.of("finishedAt", Given.ago(trait.equals("failed") ? 60 : 2))))), "status", "containerStatuses");
            }
            pods.add(pod);
        }
        return pods;
    }

    private Plan plan(String spec, String... has) {
        return Given.objects(job(spec)).and(pods(List.of(has))).plan(reconciler, "default/sum");
    }

    private static List<String> deeds(Plan plan) {
        return Given.deeds(plan).stream().map(deed -> deed.replaceFirst("(create Pod/sum-).*", "$1*")).toList();
    }

    static Stream<Arguments> work() {
        return Stream.of(
                arguments("as many as may run at once", "completions: 10\n  parallelism: 3", List.of(),
                        List.of("create Pod/sum-*", "create Pod/sum-*", "create Pod/sum-*")),
                arguments("no more than are still needed", "completions: 2\n  parallelism: 3", List.of("a:finished"),
                        List.of("create Pod/sum-*", "update Pod/a")),
                arguments("one that succeeded makes room for the next", "completions: 10\n  parallelism: 2", List.of("a:finished", "b"),
                        List.of("create Pod/sum-*", "update Pod/a")),
                arguments("one that failed a while ago too", "completions: 10\n  parallelism: 2", List.of("a:failed", "b"),
                        List.of("create Pod/sum-*", "update Pod/a")),
                arguments("after a failure it waits", "completions: 10\n  parallelism: 2", List.of("a:failing", "b"), List.of("update Pod/a")),
                arguments("fewer at once are wanted now", "completions: 10\n  parallelism: 1", List.of("a", "b:unready"), List.of("delete Pod/b")),
                arguments("enough is enough", "completions: 1\n  parallelism: 1", List.of("a:finished"), List.of("update Pod/a")),
                arguments("a work queue starts nothing new after a success", "parallelism: 3", List.of("a:finished", "b"), List.of("update Pod/a")),
                arguments("too many failures end it", "completions: 4\n  parallelism: 2\n  backoffLimit: 0", List.of("a:failed", "b"),
                        List.of("delete Pod/b", "update Pod/a")),
                arguments("so does its deadline", "completions: 4\n  parallelism: 1\n  activeDeadlineSeconds: 60", List.of("a"),
                        List.of("delete Pod/a")),
                arguments("so do restarts within a pod", "completions: 1\n  parallelism: 1\n  backoffLimit: 2 #OnFailure", List.of("a:restarts 2"),
                        List.of("delete Pod/a")),
                arguments("a suspended job runs nothing", "completions: 1\n  parallelism: 1\n  suspend: true", List.of("a"), List.of("delete Pod/a")),
                arguments("a pod that is deleted counts as failed and is replaced", "completions: 1\n  parallelism: 1", List.of("a:terminating"),
                        List.of("create Pod/sum-*", "update Pod/a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    void runs_what_is_needed(String because, String spec, List<String> has, List<String> deeds) {
        assertThat(deeds(plan(spec, has.toArray(String[]::new)))).containsExactlyElementsOf(deeds);
    }

    @Test
    void the_wait_doubles_with_each_failure_in_a_row() {
        assertThat(plan("completions: 1\n  parallelism: 1", "a:failing").lookAgainAt()).hasValue(Given.NOW + 8_000);
        assertThat(plan("completions: 1\n  parallelism: 1", "a:failing", "b:failing").lookAgainAt()).hasValue(Given.NOW + 18_000);
    }

    @Test
    void pods_of_a_job_that_is_gone_are_let_go() {
        assertThat(Given.deeds(Given.objects().and(pods(List.of("a"))).plan(reconciler, "default/sum"))).containsExactly("update Pod/a");
    }

    private static List<String> conditions(Json status) {
        return status.objects("conditions").stream().map(c -> c.text("type") + " " + c.text("reason")).toList();
    }

    /** Lets a pod end as if its container had. */
    private static void end(Bench bench, String phase) {
        KubeObject pod = bench.list("pods").stream().filter(p -> Pods.isActive(p)).findFirst().orElseThrow();
        bench.status("pods", pod, pod.status().with("phase", phase).with("conditions", List.of()));
    }

    @Test
    void a_job_runs_to_its_end() {
        Bench bench = Bench.with(500, 500).create(job("completions: 3\n  parallelism: 2").with(null, "metadata", "uid").with(null, "spec", "selector")).after(2);
        assertThat(bench.list("pods")).hasSize(2);

        for (int i = 0; i < 3; i++) {
            end(bench, "Succeeded");
            bench.after(2);
        }
        Json status = bench.get("jobs.batch", "sum").status();
        assertThat(conditions(status)).containsExactly("SuccessCriteriaMet CompletionsReached", "Complete CompletionsReached");
        assertThat(status.number(0, "succeeded")).isEqualTo(3);
        assertThat(status.has("completionTime")).isTrue();
        assertThat(bench.list("pods")).hasSize(3).allSatisfy(pod -> assertThat(pod.finalizers()).isEmpty());
        assertThat(bench.events(0, "Completed")).containsExactly("Job completed");
    }

    @Test
    void a_job_that_fails_too_often_fails_as_a_whole_and_goes_when_its_time_is_over() {
        Bench bench = Bench.with(500, 500)
                .create(job("completions: 1\n  parallelism: 1\n  backoffLimit: 1\n  ttlSecondsAfterFinished: 30").with(null, "metadata", "uid").with(null, "spec", "selector")).after(2);
        end(bench, "Failed");
        bench.after(15);
        end(bench, "Failed");
        bench.after(5);

        assertThat(conditions(bench.get("jobs.batch", "sum").status())).containsExactly("FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded");
        assertThat(bench.events(0, "BackoffLimitExceeded")).containsExactly("Job has reached the specified backoff limit");

        bench.after(60);
        assertThat(bench.has("jobs.batch", "sum")).isFalse();
        assertThat(bench.list("pods")).isEmpty();
    }
}
