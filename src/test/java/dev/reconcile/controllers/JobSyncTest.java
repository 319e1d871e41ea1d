package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one look at a Job does to its pods and its status, row by row as upstream's {@code TestControllerSyncJob} has it. */
class JobSyncTest {
    private static final String LONG_AGO = Given.ago(600);

    private final JobReconciler reconciler = new JobReconciler();

    private static KubeObject job(String spec, String status) {
        return Given.yaml("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: sum, namespace: default, uid: uid-sum}
                spec: {backoffLimit: 6, %s, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: x}]}}}
                status: {startTime: "%s", %s}
                """.formatted(spec.replace("Indexed", "completionMode: Indexed"), LONG_AGO, status));
    }

    /** Words such as {@code 3 running}, {@code running 0} for an index, {@code 2 ready}; each ended long ago. */
    private static List<KubeObject> pods(String words) {
        List<KubeObject> pods = new ArrayList<>();
        for (String word : words.isEmpty() ? new String[0] : words.split(", ")) {
            String[] parts = word.split(" ");
            boolean counted = parts[0].matches("\\d+");
            int count = counted ? Integer.parseInt(parts[0]) : 1;
            for (int i = 0; i < count; i++) {
                KubeObject pod = pod(counted ? parts[1] : parts[0], "p" + pods.size());
                pods.add(counted ? pod : pod.withAnnotation(JobPods.INDEX, parts[1]));
            }
        }
        return pods;
    }

    private static KubeObject pod(String state, String name) {
        KubeObject pod = Given.pod(name, state.equals("ready") ? new String[0] : new String[] {"unready"})
                .withController(job("parallelism: 1", "active: 0")).with(List.of(JobPods.TRACKING), "metadata", "finalizers");
        Json ended = Json.of("name", "c", "state", Json.of("terminated", Json.of("finishedAt", LONG_AGO, "exitCode", 1L)));
        return switch (state) {
            case "pending" -> pod.with("Pending", "status", "phase");
            case "succeeded" -> pod.with("Succeeded", "status", "phase").with(List.of(ended), "status", "containerStatuses");
            case "failed" -> pod.with("Failed", "status", "phase").with(List.of(ended), "status", "containerStatuses");
            case "terminating" -> pod.with(LONG_AGO, "metadata", "deletionTimestamp");
            default -> pod;
        };
    }

    private static long count(Plan plan, String deed) {
        return Given.deeds(plan).stream().filter(text -> text.startsWith(deed)).count();
    }

    private static String outcome(Plan plan, KubeObject job) {
        Json status = Given.status(plan) == null ? job.status() : Given.status(plan);
        String conditions = String.join("+", status.objects("conditions").stream()
                .map(c -> c.text("type") + ("True".equals(c.text("status")) ? "" : "=" + c.text("status"))).toList());
        return "+%d -%d let %d: active %d ready %d ok %d failed %d leaving %d %s %s".formatted(count(plan, "create"), count(plan, "delete"), count(plan, "update"),
                status.number(0, "active"), status.number(0, "ready"), status.number(0, "succeeded"), status.number(0, "failed"),
                status.number(0, "terminating"), status.textOrEmpty("completedIndexes"), conditions).strip();
    }

    private Plan plan(KubeObject job, String pods) {
        return Given.objects(job).and(pods(pods)).plan(reconciler, "default/sum");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            start                             | parallelism: 2, completions: 5  |                                 | +2 -0 let 0: active 2 ready 0 ok 0 failed 0 leaving 0
            start of a work queue             | parallelism: 2                  |                                 | +2 -0 let 0: active 2 ready 0 ok 0 failed 0 leaving 0
            pending pods                      | parallelism: 2, completions: 5  | 2 pending                       | +0 -0 let 0: active 2 ready 0 ok 0 failed 0 leaving 0
            enough pods                       | parallelism: 3, completions: 5  | 1 running, 2 ready              | +0 -0 let 0: active 3 ready 2 ok 0 failed 0 leaving 0
            too few                           | parallelism: 2, completions: 5  | 1 running, 1 succeeded          | +1 -0 let 1: active 2 ready 0 ok 1 failed 0 leaving 0
            too few in a queue                | parallelism: 2                  | 1 running                       | +1 -0 let 0: active 2 ready 0 ok 0 failed 0 leaving 0
            only failed are replaced          | parallelism: 1, podReplacementPolicy: Failed | 1 running, 1 failed, 1 terminating | +0 -0 let 1: active 1 ready 0 ok 0 failed 1 leaving 1
            terminating are, too              | parallelism: 1, podReplacementPolicy: TerminatingOrFailed | 1 running, 1 failed, 1 terminating | +0 -0 let 2: active 1 ready 0 ok 0 failed 2 leaving 1
            more leave than may run           | parallelism: 1, completions: 1, podReplacementPolicy: Failed | 2 running, 4 terminating | +0 -1 let 1: active 1 ready 0 ok 0 failed 0 leaving 5
            too many                          | parallelism: 2, completions: 5  | 3 running                       | +0 -1 let 1: active 2 ready 0 ok 0 failed 0 leaving 1
            too many ready                    | parallelism: 2, completions: 5  | 3 ready                         | +0 -1 let 1: active 2 ready 2 ok 0 failed 0 leaving 1
            a new failure                     | parallelism: 2, completions: 5  | 1 running, 1 failed             | +1 -0 let 1: active 2 ready 0 ok 0 failed 1 leaving 0
            a failure and a success           | parallelism: 2, completions: 5  | 1 running, 1 succeeded, 1 failed | +1 -0 let 2: active 2 ready 0 ok 1 failed 1 leaving 0
            finish                            | parallelism: 2, completions: 5  | 5 succeeded                     | +0 -0 let 5: active 0 ready 0 ok 5 failed 0 leaving 0  SuccessCriteriaMet+Complete
            a queue about to finish           | parallelism: 2                  | 1 running, 1 succeeded          | +0 -0 let 1: active 1 ready 0 ok 1 failed 0 leaving 0
            a queue finishes                  | parallelism: 2                  | 2 succeeded                     | +0 -0 let 2: active 0 ready 0 ok 2 failed 0 leaving 0  SuccessCriteriaMet+Complete
            a queue finishes despite one      | parallelism: 2                  | 1 succeeded, 1 failed           | +0 -0 let 2: active 0 ready 0 ok 1 failed 1 leaving 0  SuccessCriteriaMet+Complete
            far too many                      | parallelism: 2, completions: 5  | 10 running                      | +0 -8 let 8: active 2 ready 0 ok 0 failed 0 leaving 8
            more than are still needed        | parallelism: 3, completions: 4  | 3 running, 2 succeeded          | +0 -1 let 3: active 2 ready 0 ok 2 failed 0 leaving 1
            nothing but the count             | parallelism: 2, completions: 5  | 2 running, 2 succeeded          | +0 -0 let 2: active 2 ready 0 ok 2 failed 0 leaving 0
            too many failures                 | parallelism: 2, completions: 5, backoffLimit: 0 | 1 failed        | +0 -0 let 1: active 0 ready 0 ok 0 failed 1 leaving 0  FailureTarget+Failed
            ready pods of a failed job        | parallelism: 2, completions: 3, backoffLimit: 0 | 2 ready, 1 failed | +0 -2 let 3: active 0 ready 0 ok 0 failed 3 leaving 2  FailureTarget
            suspending                        | parallelism: 2, completions: 4, suspend: true | 2 ready           | +0 -2 let 2: active 0 ready 0 ok 0 failed 0 leaving 2  Suspended
            indexes start                     | parallelism: 2, completions: 5, Indexed |                         | +2 -0 let 0: active 2 ready 0 ok 0 failed 0 leaving 0
            an index leaves, others come      | parallelism: 2, completions: 5, Indexed, podReplacementPolicy: Failed | 1 terminating | +1 -0 let 0: active 1 ready 0 ok 0 failed 0 leaving 1
            one without index leaves          | parallelism: 2, completions: 5, Indexed | 1 terminating           | +2 -0 let 1: active 2 ready 0 ok 0 failed 0 leaving 1
            indexes finish                    | parallelism: 2, completions: 3, Indexed | succeeded 0, failed 1, succeeded 1, succeeded 2 | +0 -0 let 4: active 0 ready 0 ok 3 failed 1 leaving 0 0-2 SuccessCriteriaMet+Complete
            indexes fail                      | parallelism: 2, completions: 3, Indexed, backoffLimit: 0 | succeeded 0, failed 1, running 2 | +0 -1 let 3: active 0 ready 0 ok 1 failed 2 leaving 1 0 FailureTarget
            an index succeeds twice           | parallelism: 2, completions: 3, Indexed | succeeded 0, succeeded 1, succeeded 1 | +1 -0 let 3: active 1 ready 0 ok 2 failed 0 leaving 0 0,1
            indexes in a muddle               | parallelism: 8, completions: 20, Indexed | running 0, succeeded 2, pending 3, succeeded 4, succeeded 5, succeeded 7, succeeded 8, succeeded 9 | +6 -0 let 6: active 8 ready 0 ok 6 failed 0 leaving 0 2,4,5,7-9
            some indexes failed               | parallelism: 3, completions: 4, Indexed | failed 0, pending 1, failed 2 | +2 -0 let 2: active 3 ready 0 ok 0 failed 2 leaving 0
            pods without index                | parallelism: 2, completions: 5, Indexed | 1 running, 1 succeeded, 1 failed, running x, succeeded x, failed x, pending x, succeeded 0, running 1, running 2 | +0 -3 let 8: active 2 ready 0 ok 1 failed 0 leaving 3 0
            repeated indexes                  | parallelism: 5, completions: 5, Indexed | 1 succeeded, 1 failed, running x, succeeded 0, running 1, running 2, pending 2 | +0 -2 let 5: active 2 ready 0 ok 1 failed 0 leaving 2 0
            indexes out of range              | parallelism: 2, completions: 5, Indexed | succeeded 0, running 5, succeeded 6, pending 7, failed 8 | +0 -2 let 5: active 0 ready 0 ok 1 failed 0 leaving 2 0
            """)
    void one_look(String because, String spec, String pods, String outcome) {
        KubeObject job = job(spec, "active: 0");

        assertThat(outcome(plan(job, pods == null ? "" : pods), job)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a failure that was counted        | parallelism: 1, completions: 1 | failed: 1 | 1 running | +0 -0 let 0: active 1 ready 0 ok 0 failed 1 leaving 0
            resuming                          | parallelism: 2, completions: 4 | conditions: [{type: Suspended, status: 'True'}] | | +2 -0 let 0: active 2 ready 0 ok 0 failed 0 leaving 0  Suspended=False
            somebody denied that it failed    | parallelism: 1, completions: 1 | conditions: [{type: FailureTarget, status: 'False'}] | 1 ready | +0 -0 let 0: active 1 ready 1 ok 0 failed 0 leaving 0  FailureTarget=False
            somebody denied, and it fails     | parallelism: 1, completions: 1, backoffLimit: 0 | conditions: [{type: FailureTarget, status: 'False'}] | 1 failed | +0 -0 let 1: active 0 ready 0 ok 0 failed 1 leaving 0  FailureTarget+Failed
            somebody denied, and it succeeds  | parallelism: 1, completions: 1 | conditions: [{type: SuccessCriteriaMet, status: 'False'}] | 1 succeeded | +0 -0 let 1: active 0 ready 0 ok 1 failed 0 leaving 0  SuccessCriteriaMet+Complete
            past and new ones                 | parallelism: 0, completions: 9 | succeeded: 2, failed: 3, uncountedTerminatedPods: {succeeded: [uid-p0, gone], failed: [uid-p1, lost]} | 1 succeeded, 1 failed, 1 succeeded, 1 failed | +0 -0 let 4: active 0 ready 0 ok 5 failed 6 leaving 0
            one that flips from failed to ok  | parallelism: 0, completions: 9 | uncountedTerminatedPods: {failed: [uid-p0, uid-p1]} | 1 failed, 1 succeeded | +0 -0 let 2: active 0 ready 0 ok 0 failed 2 leaving 0
            success waits for those who leave | parallelism: 1, completions: 1 | conditions: [{type: SuccessCriteriaMet, status: 'True'}] | 1 succeeded, 1 terminating | +0 -0 let 2: active 0 ready 0 ok 1 failed 1 leaving 1  SuccessCriteriaMet
            failure waits for those who leave | parallelism: 1, completions: 1 | conditions: [{type: FailureTarget, status: 'True'}] | 1 terminating | +0 -0 let 1: active 0 ready 0 ok 0 failed 1 leaving 1  FailureTarget
            fewer indexes than before         | parallelism: 2, completions: 2, Indexed | succeeded: 1, completedIndexes: '3' | running 0, running 1 | +0 -0 let 0: active 2 ready 0 ok 0 failed 0 leaving 0
            fewer indexes, a new success      | parallelism: 2, completions: 2, Indexed | succeeded: 1, completedIndexes: '3' | running 0, succeeded 1 | +0 -0 let 1: active 1 ready 0 ok 1 failed 0 leaving 0 1
            past and new indexes              | parallelism: 0, completions: 7, Indexed | failed: 2, succeeded: 5, completedIndexes: '0-2,4,6,7' | succeeded 1, succeeded 3, failed 2, failed 5 | +0 -0 let 4: active 0 ready 0 ok 6 failed 4 leaving 0 0-4,6
            """)
    void one_look_at_a_job_with_a_past(String because, String spec, String status, String pods, String outcome) {
        KubeObject job = job(spec, status);

        assertThat(outcome(plan(job, pods == null ? "" : pods), job)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            pods are let go and counted       | parallelism: 2, completions: 5 | 1 pending, 1 running, 1 succeeded | +0 -0 let 3: active 2 ready 0 ok 1 failed 0 leaving 0
            it is not even suspended          | parallelism: 2, completions: 4, suspend: true | 2 running          | +0 -0 let 2: active 2 ready 0 ok 0 failed 0 leaving 0
            it may still fail                 | parallelism: 2, completions: 5, backoffLimit: 0 | 1 failed         | +0 -0 let 1: active 0 ready 0 ok 0 failed 1 leaving 0  FailureTarget+Failed
            """)
    void one_look_at_a_job_that_is_deleted(String because, String spec, String pods, String outcome) {
        KubeObject job = job(spec, "active: 0").with(Given.ago(1), "metadata", "deletionTimestamp");

        assertThat(outcome(plan(job, pods), job)).isEqualTo(outcome);
    }

    @Test
    void a_finished_job_holds_no_pod() {
        KubeObject job = job("parallelism: 1, completions: 1", "conditions: [{type: Complete, status: 'True'}]");

        assertThat(Given.deeds(plan(job, "1 running"))).containsExactly("update Pod/p0");
        assertThat(plan(job.with("a.b/c", "spec", "managedBy"), "1 running").steps()).isEmpty();
    }

    @Test
    void a_pod_that_lost_its_job_is_let_go_whatever_its_labels() {
        KubeObject job = job("parallelism: 1, completions: 1, manualSelector: true", "active: 0").with(null, "metadata", "uid").with(null, "status");
        Bench bench = Bench.with(500, 500).create(job.with("Never", "spec", "template", "spec", "restartPolicy")).after(2);
        String pod = bench.list("pods").getFirst().name();
        bench.delete("jobs.batch", "sum", Options.of("propagationPolicy", "Orphan")).after(5);

        assertThat(bench.has("jobs.batch", "sum")).isFalse();
        assertThat(bench.get("pods", pod).finalizers()).isEmpty();
    }

    @Test
    void a_pod_whose_labels_were_changed_just_before_does_not_keep_its_job() {
        KubeObject job = job("parallelism: 1, completions: 1", "active: 0").with(null, "metadata", "uid").with(null, "spec", "selector");
        Bench bench = Bench.with(500, 500).create(job.with("Never", "spec", "template", "spec", "restartPolicy")).after(2);
        bench.change("pods", bench.list("pods").getFirst().name(), pod -> pod.withLabel("batch.kubernetes.io/controller-uid", "nobody"));
        bench.delete("jobs.batch", "sum", Options.of("propagationPolicy", "Foreground")).after(10);

        assertThat(bench.has("jobs.batch", "sum")).isFalse();
        assertThat(bench.list("pods")).isEmpty();
    }

    @Test
    void a_refusal_is_asked_again_after_one_second_two_four_up_to_a_minute() {
        KubeObject job = job("parallelism: 1, completions: 1", "active: 0").with(null, "metadata", "uid").with(null, "spec", "selector");
        KubeObject refused = job.with(List.of("no name"), "spec", "template", "metadata", "finalizers");
        Bench bench = Bench.with(500, 500).create(refused.with("Never", "spec", "template", "spec", "restartPolicy"));
        List<Long> seconds = bench.after(200).since(0).filter(entry -> entry.body() instanceof Body.Refusal).map(entry -> (entry.time() - Given.NOW) / 1000).toList();

        assertThat(seconds).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
    }
}
