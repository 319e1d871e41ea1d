package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about Jobs, by their names there. */
class JobConformanceTest {
    private static final String JOBS = "jobs.batch";
    private static final String OF_JOB = "job-name=work";

    private final Candidate candidate = new Candidate();

    private void work(String spec, String restart, String script) {
        candidate.create("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: work, labels: {kind: test}}
                spec:
                  %s
                  template:
                    spec:
                      restartPolicy: %s
                      terminationGracePeriodSeconds: 1
                      containers:
                      - {name: c, image: "busybox:1.36", command: [sh, -c, "%s"]}
                """.formatted(spec, restart, script));
    }

    private boolean is(String condition) {
        return Conditions.isTrue(candidate.get(JOBS, "work").status(), condition);
    }

    private List<KubeObject> active() {
        return candidate.pods(OF_JOB).stream().filter(Pods::isActive).toList();
    }

    /** It has come to its end, for that reason, with so many successes, and nothing of it runs. */
    private void completes(String reason, long succeeded) {
        candidate.until("it is complete", () -> is("Complete"));
        Json status = candidate.get(JOBS, "work").status();
        assertThat(status.objects("conditions")).filteredOn(condition -> "True".equals(condition.text("status")))
                .extracting(condition -> condition.text("type") + " " + condition.text("reason"))
                .containsSubsequence("SuccessCriteriaMet " + reason, "Complete " + reason);
        assertThat(status.number(0, "succeeded")).isEqualTo(succeeded);
        isAtRest(status);
    }

    private static void isAtRest(Json status) {
        assertThat(status.number(0, "active")).isZero();
        assertThat(status.number("ready")).hasValue(0L);
        assertThat(status.number("terminating")).hasValue(0L);
    }

    private void fails(String reason) {
        candidate.until("it fails", () -> is("Failed"));
        Json status = candidate.get(JOBS, "work").status();
        assertThat(status.objects("conditions")).extracting(condition -> condition.text("type") + " " + condition.text("reason"))
                .containsExactly("FailureTarget " + reason, "Failed " + reason);
        isAtRest(status);
    }

    @Test
    @DisplayName("[sig-apps] Job should adopt matching orphans and release non-matching pods [Conformance]")
    void adopts_and_releases() {
        work("parallelism: 2\n  completions: 4", "Never", "sleep 1000");
        candidate.until("two run", () -> candidate.ready(OF_JOB) == 2);
        String orphan = active().getFirst().name();
        candidate.update("pods", orphan, pod -> pod.with(null, "metadata", "ownerReferences"));
        candidate.until("it is adopted again", () -> candidate.get("pods", orphan).isControlledBy(candidate.get(JOBS, "work").uid()));

        candidate.update("pods", orphan, pod -> pod.with(null, "metadata", "labels"));
        candidate.until("it is released", () -> candidate.get("pods", orphan).controllerReference().isEmpty());
        candidate.until("and replaced", () -> active().size() == 2);
    }

    @Test
    @DisplayName("[sig-apps] Job should allow to use a pod failure policy to ignore failure matching on DisruptionTarget condition [Conformance]")
    void ignores_disruptions() {
        candidate.create("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: work}
                spec:
                  completionMode: Indexed
                  completions: 3
                  parallelism: 3
                  backoffLimit: 2
                  podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]}]}
                  template:
                    spec:
                      restartPolicy: Never
                      nodeName: worker-1
                      volumes: [{name: data, hostPath: {path: /tmp/work}}]
                      containers:
                      - name: c
                        image: busybox:1.36
                        command: [sh, -c, "f=/data/$JOB_COMPLETION_INDEX; if [ -f $f ]; then exit 0; fi; touch $f; sleep 1000000"]
                        volumeMounts: [{name: data, mountPath: /data}]
                """);
        candidate.until("all are ready", () -> candidate.get(JOBS, "work").status().number(0, "ready") == 3);
        List<KubeObject> first = active();
        assertThat(first).hasSize(3).allSatisfy(pod -> assertThat(candidate.evict(pod.name())).isTrue());
        candidate.until("they are gone", () -> first.stream().noneMatch(pod -> candidate.has("pods", pod.name())));
        completes("CompletionsReached", 3);
        assertThat(candidate.get(JOBS, "work").status().number(0, "failed")).isZero();
        assertThat(candidate.get(JOBS, "work").status().text("completedIndexes")).isEqualTo("0-2");
    }

    @Test
    @DisplayName("[sig-apps] Job should allow to use the pod failure policy on exit code to fail the job early [Conformance]")
    void fails_early() {
        work("""
                completionMode: Indexed
                  completions: 4
                  parallelism: 2
                  backoffLimit: 6
                  podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [1]}}]}""",
                "Never", "[ $JOB_COMPLETION_INDEX = 0 ] && exit 1; sleep 1000");
        fails("PodFailurePolicy");
        Json failed = Conditions.find(candidate.get(JOBS, "work").status(), "Failed").orElseThrow();
        assertThat(failed.text("reason")).isEqualTo("PodFailurePolicy");
        assertThat(failed.text("message")).matches("Container c for pod default/work-0-\\w{5} failed with exit code 1 matching FailJob rule at index 0");
        assertThat(active()).isEmpty();
    }

    @Test
    @DisplayName("[sig-apps] Job should apply changes to a job status [Conformance]")
    void status() {
        work("parallelism: 1\n  completions: 1", "Never", "sleep 1000");
        candidate.until("it runs", () -> candidate.ready(OF_JOB) == 1);
        candidate.hasWorkingStatus(JOBS, "work", "kind=test");
        assertThat(candidate.get(JOBS, "work").annotations()).containsEntry("patchedstatus", "true");
    }

    @Test
    @DisplayName("[sig-apps] Job should create pods for an Indexed job with completion indexes and specified hostname [Conformance]")
    void indexed() {
        work("completionMode: Indexed\n  completions: 4\n  parallelism: 2", "Never", "echo $JOB_COMPLETION_INDEX $(hostname)");
        completes("CompletionsReached", 4);
        assertThat(candidate.get(JOBS, "work").status().text("completedIndexes")).isEqualTo("0-3");
        List<KubeObject> succeeded = candidate.pods(OF_JOB);
        assertThat(succeeded).extracting(pod -> pod.annotations().get("batch.kubernetes.io/job-completion-index")).containsExactlyInAnyOrder("0", "1", "2", "3");
        assertThat(succeeded).allSatisfy(pod -> assertThat(pod.spec().text("hostname"))
                .isEqualTo("work-" + pod.annotations().get("batch.kubernetes.io/job-completion-index")));
    }

    @Test
    @DisplayName("[sig-apps] Job should delete a job [Conformance]")
    void deleted() {
        work("parallelism: 2\n  completions: 2", "Never", "sleep 1000");
        candidate.until("two are active", () -> active().size() == 2);
        candidate.delete(JOBS, "work", "Foreground");
        candidate.until("it is gone", () -> !candidate.has(JOBS, "work"));
        candidate.until("its pods are gone", () -> candidate.pods(OF_JOB).isEmpty());
    }

    @Test
    @DisplayName("[sig-apps] Job should manage the lifecycle of a job [Conformance]")
    void lifecycle() {
        Watch watch = candidate.watch(JOBS, "kind=test");
        work("parallelism: 2\n  completions: 4\n  suspend: true", "Never", "exit 0");
        candidate.until("it is suspended", () -> is("Suspended"));
        assertThat(active()).isEmpty();
        KubeObject before = candidate.get(JOBS, "work");
        KubeObject patched = candidate.patch(JOBS, "work", Json.of("metadata", Json.of("labels", Json.of("stage", "patched"))));
        assertThat(patched.revision()).isGreaterThan(before.revision());
        assertThat(patched.labels()).containsEntry("stage", "patched");
        KubeObject updated = candidate.update(JOBS, "work", job -> job.withAnnotation("updated", "true").with(false, "spec", "suspend"));
        assertThat(updated.annotations()).containsEntry("updated", "true");
        assertThat(candidate.list(JOBS, "", "kind=test")).hasSize(1);
        completes("CompletionsReached", 4);
        candidate.deleteCollection(JOBS, "kind=test");
        candidate.until("all is gone", () -> candidate.list(JOBS, "", "kind=test").isEmpty() && candidate.pods(OF_JOB).isEmpty());
        List<Watch.Event> events = watch.next();
        assertThat(events).first().extracting(Watch.Event::type).isEqualTo(Watch.Type.ADDED);
        assertThat(events).filteredOn(event -> event.type() == Watch.Type.MODIFIED).extracting(event -> event.object().labels().get("stage")).contains("patched");
        assertThat(events).filteredOn(event -> event.type() == Watch.Type.MODIFIED).extracting(event -> event.object().annotations().get("updated")).contains("true");
        assertThat(events).last().extracting(Watch.Event::type).isEqualTo(Watch.Type.DELETED);
    }

    @Test
    @DisplayName("[sig-apps] Job should run a job to completion when tasks sometimes fail and are locally restarted [Conformance]")
    void locally_restarted() {
        candidate.create("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: work}
                spec:
                  parallelism: 2
                  completions: 4
                  template:
                    spec:
                      restartPolicy: OnFailure
                      volumes: [{name: data, emptyDir: {}}]
                      containers:
                      - name: c
                        image: busybox:1.36
                        command: [sh, -c, "if [ -f /data/tried ]; then exit 0; fi; touch /data/tried; exit 1"]
                        volumeMounts: [{name: data, mountPath: /data}]
                """);
        completes("CompletionsReached", 4);
        assertThat(candidate.pods(OF_JOB)).hasSize(4).allMatch(pod -> Pods.mostRestarts(pod) == 1);
    }

    private static final String FAIL_ODD = "if [ $(expr $JOB_COMPLETION_INDEX % 2) -ne 0 ]; then exit 1; else exit 0; fi";

    @Test
    @DisplayName("[sig-apps] Job with successPolicy should succeeded when all indexes succeeded [Conformance]")
    void all_that_the_success_policy_asks_for() {
        work("completionMode: Indexed\n  completions: 2\n  parallelism: 2\n  successPolicy: {rules: [{succeededCount: 2}]}", "Never", "exit 0");
        completes("SuccessPolicy", 2);
        assertThat(candidate.get(JOBS, "work").status().number(0, "failed")).isZero();
    }

    @Test
    @DisplayName("[sig-apps] Job with successPolicy succeededIndexes rule should succeeded even when some indexes remain pending [Conformance]")
    void the_indexes_that_the_success_policy_asks_for() {
        work("completionMode: Indexed\n  completions: 5\n  parallelism: 2\n  successPolicy: {rules: [{succeededIndexes: \"0\"}]}", "Never", FAIL_ODD);
        completes("SuccessPolicy", 1);
        assertThat(candidate.get(JOBS, "work").status().text("completedIndexes")).isEqualTo("0");
    }

    @Test
    @DisplayName("[sig-apps] Job with successPolicy succeededCount rule should succeeded even when some indexes remain pending [Conformance]")
    void as_many_as_the_success_policy_asks_for() {
        work("completionMode: Indexed\n  completions: 5\n  parallelism: 2\n  backoffLimit: 2147483647\n  successPolicy: {rules: [{succeededCount: 1}]}",
                "Never", FAIL_ODD);
        completes("SuccessPolicy", 1);
        assertThat(candidate.get(JOBS, "work").status().text("completedIndexes")).isEqualTo("0");
    }

    @Test
    @DisplayName("[sig-apps] Job should execute all indexes despite some failing when using backoffLimitPerIndex [Conformance]")
    void every_index_is_tried() {
        work("completionMode: Indexed\n  completions: 4\n  parallelism: 2\n  backoffLimitPerIndex: 1", "Never", FAIL_ODD);
        fails("FailedIndexes");
        Json status = candidate.get(JOBS, "work").status();
        assertThat(status.text("failedIndexes")).isEqualTo("1,3");
        assertThat(status.text("completedIndexes")).isEqualTo("0,2");
        assertThat(status.number(0, "failed")).isEqualTo(4);
        assertThat(status.number(0, "succeeded")).isEqualTo(2);
    }

    @Test
    @DisplayName("[sig-apps] Job should terminate job execution when the number of failed indexes exceeds maxFailedIndexes [Conformance]")
    void too_many_indexes_fail() {
        work("completionMode: Indexed\n  completions: 4\n  parallelism: 1\n  backoffLimitPerIndex: 0\n  maxFailedIndexes: 0", "Never", "exit 1");
        fails("MaxFailedIndexesExceeded");
        assertThat(candidate.get(JOBS, "work").status().text("failedIndexes")).isEqualTo("0");
        assertThat(candidate.get(JOBS, "work").status().number(0, "failed")).isEqualTo(1);
    }

    @Test
    @DisplayName("[sig-apps] Job should mark indexes as failed when the FailIndex action is matched in podFailurePolicy [Conformance]")
    void an_index_fails_at_once() {
        work("""
                completionMode: Indexed
                  completions: 2
                  parallelism: 2
                  backoffLimitPerIndex: 1
                  podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, values: [1]}}]}""", "Never", FAIL_ODD);
        fails("FailedIndexes");
        Json status = candidate.get(JOBS, "work").status();
        assertThat(status.text("failedIndexes")).isEqualTo("1");
        assertThat(status.text("completedIndexes")).isEqualTo("0");
        assertThat(status.number(0, "failed")).isEqualTo(1);
        assertThat(status.number(0, "succeeded")).isEqualTo(1);
    }
}
