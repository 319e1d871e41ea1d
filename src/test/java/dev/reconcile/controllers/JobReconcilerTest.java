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

    /**
     * {@code a} runs, {@code a:finished} has succeeded; {@code a:failed} ended a while ago, {@code a:failing} just now, {@code a:exit 3} with that
     * code; {@code a:index 2} has that index; {@code a:disrupted} failed by no fault of its own. Traits are joined by commas.
     */
    private static List<KubeObject> pods(List<String> words) {
        List<KubeObject> pods = new ArrayList<>();
        for (String word : words) {
            String[] parts = word.split(":", 2);
            KubeObject pod = pod(parts[0]).withController(job("parallelism: 1")).with(List.of(JobPods.TRACKING), "metadata", "finalizers");
            for (String trait : parts.length > 1 ? parts[1].split(",") : new String[0]) {
                pod = trait(pod, trait);
            }
            pods.add(pod);
        }
        return pods;
    }

    private static KubeObject trait(KubeObject pod, String trait) {
        String[] words = trait.split(" ");
        return switch (words[0]) {
            case "failed" -> ended(pod, 60, 1);
            case "failing" -> ended(pod, 2, 1);
            case "exit" -> ended(pod, 60, Long.parseLong(words[1]));
            case "disrupted" -> ended(pod, 60, 137).with(List.of(Json.of("type", "DisruptionTarget", "status", "True")), "status", "conditions");
            case "index" -> pod.withAnnotation(JobPods.INDEX, words[1]);
            case "failures" -> pod.withAnnotation("batch.kubernetes.io/job-index-failure-count", words[1]);
            case "counted" -> pod.with(null, "metadata", "finalizers");
            default -> Given.traits(pod, trait);
        };
    }

    private static KubeObject ended(KubeObject pod, long ago, long code) {
        return pod.with("Failed", "status", "phase").with(List.of(Json.of("name", "c", "state",
                Json.of("terminated", Json.of("finishedAt", Given.ago(ago), "exitCode", code)))), "status", "containerStatuses");
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
                arguments("fewer at once are wanted now", "completions: 10\n  parallelism: 1", List.of("a", "b:unready"),
                        List.of("update Pod/b", "delete Pod/b")),
                arguments("enough is enough", "completions: 1\n  parallelism: 1", List.of("a:finished"), List.of("update Pod/a")),
                arguments("a work queue starts nothing new after a success", "parallelism: 3", List.of("a:finished", "b"), List.of("update Pod/a")),
                arguments("too many failures end it", "completions: 4\n  parallelism: 2\n  backoffLimit: 0", List.of("a:failed", "b"),
                        List.of("delete Pod/b", "update Pod/a", "update Pod/b")),
                arguments("so does its deadline", "completions: 4\n  parallelism: 1\n  activeDeadlineSeconds: 60", List.of("a"),
                        List.of("delete Pod/a", "update Pod/a")),
                arguments("so do restarts within a pod", "completions: 1\n  parallelism: 1\n  backoffLimit: 2 #OnFailure", List.of("a:restarts 2"),
                        List.of("delete Pod/a", "update Pod/a")),
                arguments("some restarts do not", "completions: 1\n  parallelism: 1\n  backoffLimit: 2 #OnFailure", List.of("a:restarts 1"), List.of()),
                arguments("pods that end are replaced only when they have ended", "completions: 1\n  parallelism: 1\n  podReplacementPolicy: Failed",
                        List.of("a:terminating"), List.of()),
                arguments("a suspended job runs nothing", "completions: 1\n  parallelism: 1\n  suspend: true", List.of("a"),
                        List.of("update Pod/a", "delete Pod/a")),
                arguments("a pod that is deleted counts as failed and is replaced", "completions: 1\n  parallelism: 1", List.of("a:terminating"),
                        List.of("create Pod/sum-*", "update Pod/a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    void runs_what_is_needed(String because, String spec, List<String> has, List<String> deeds) {
        assertThat(deeds(plan(spec, has.toArray(String[]::new)))).containsExactlyElementsOf(deeds);
    }

    private static final String INDEXED = "completionMode: Indexed\n  completions: 4\n  parallelism: 3";
    private static final String PER_INDEX = INDEXED + "\n  backoffLimitPerIndex: 1";

    static Stream<Arguments> indexedWork() {
        return Stream.of(
                arguments("the lowest indexes first", INDEXED, List.of(), List.of("create sum-0-", "create sum-1-", "create sum-2-")),
                arguments("those that succeeded and those that run are left out", INDEXED, List.of("a:index 0,finished", "b:index 1"),
                        List.of("create sum-2-", "create sum-3-", "update a")),
                arguments("one that failed is tried again", INDEXED, List.of("a:index 0,failed", "b:index 1", "c:index 2"),
                        List.of("create sum-0-", "update a")),
                arguments("of two with the same index one goes", INDEXED, List.of("a:index 0", "b:index 0,unready", "c:index 1"),
                        List.of("update b", "delete b")),
                arguments("one without an index goes too", INDEXED, List.of("a"), List.of("update a", "delete a")),
                arguments("a failed index waits by itself while others start", PER_INDEX, List.of("a:index 0,failing"),
                        List.of("create sum-1-", "create sum-2-")),
                arguments("and comes when it has waited", PER_INDEX, List.of("a:index 0,failed", "b:index 1", "c:index 2"), List.of("create sum-0-")),
                arguments("its predecessor is let go then", PER_INDEX, List.of("a:index 0,failed", "n:index 0,failures 1", "b:index 1", "c:index 2"),
                        List.of("update a")),
                arguments("after its last attempt an index is given up", PER_INDEX, List.of("a:index 0,failures 1,failed"),
                        List.of("create sum-1-", "create sum-2-", "create sum-3-", "update a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("indexedWork")
    void gives_every_index_a_pod(String because, String spec, List<String> has, List<String> deeds) {
        assertThat(indexedDeeds(plan(spec, has.toArray(String[]::new)))).containsExactlyElementsOf(deeds);
    }

    private static List<String> indexedDeeds(Plan plan) {
        return Given.deeds(plan).stream().map(deed -> deed.replace("Pod/", "").replaceFirst("(create sum-\\d+-).*", "$1")).toList();
    }

    @Test
    void a_pod_of_an_index_knows_it_four_times() {
        KubeObject pod = ((Plan.Intent.Create) plan(INDEXED).steps().getFirst().intent()).object();

        assertThat(pod.annotations()).containsEntry("batch.kubernetes.io/job-completion-index", "0");
        assertThat(pod.labels()).containsEntry("batch.kubernetes.io/job-completion-index", "0");
        assertThat(pod.spec().text("hostname")).isEqualTo("sum-0");
        assertThat(pod.spec().objects("containers").getFirst().objects("env")).containsExactly(Json.of("name", "JOB_COMPLETION_INDEX", "valueFrom",
                Json.of("fieldRef", Json.of("fieldPath", "metadata.labels['batch.kubernetes.io/job-completion-index']"))));
        assertThat(pod.finalizers()).containsExactly(JobPods.TRACKING);
    }

    private static final String POLICY = """
            completions: 4
              parallelism: 1
              podFailurePolicy:
                rules:
                - {action: FailJob, onExitCodes: {containerName: c, operator: In, values: [42]}}
                - {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}
                - {action: Count, onExitCodes: {operator: NotIn, values: [1, 2]}}
              backoffLimit: 0""";

    private static final String INDEX_POLICY = """
            completionMode: Indexed
              completions: 4
              parallelism: 1
              backoffLimitPerIndex: 5
              podFailurePolicy:
                rules:
                - {action: FailIndex, onExitCodes: {operator: In, values: [42]}}""";

    static Stream<Arguments> ends() {
        String two = INDEXED.replace("completions: 4", "completions: 2");
        return Stream.of(
                arguments("enough successes", "completions: 1\n  parallelism: 1", List.of("a:finished"),
                        "Complete CompletionsReached Reached expected number of succeeded pods"),
                arguments("too many failures", "completions: 1\n  parallelism: 1\n  backoffLimit: 0", List.of("a:failed"),
                        "Failed BackoffLimitExceeded Job has reached the specified backoff limit"),
                arguments("too long", "completions: 1\n  parallelism: 0\n  activeDeadlineSeconds: 60", List.of(),
                        "Failed DeadlineExceeded Job was active longer than specified deadline"),
                arguments("an exit code that fails the job", POLICY, List.of("a:exit 42"),
                        "Failed PodFailurePolicy Container c for pod default/a failed with exit code 42 matching FailJob rule at index 0"),
                arguments("a disruption is ignored", POLICY, List.of("a:disrupted"), ""),
                arguments("another exit code counts", POLICY, List.of("a:exit 3"), "Failed BackoffLimitExceeded Job has reached the specified backoff limit"),
                arguments("a condition that fails the job", POLICY.replace("Ignore", "FailJob"), List.of("a:disrupted"),
                        "Failed PodFailurePolicy Pod default/a has condition DisruptionTarget matching FailJob rule at index 1"),
                arguments("all indexes have ended, one in failure", two + "\n  backoffLimitPerIndex: 0", List.of("a:index 0,failed", "b:index 1,finished"),
                        "Failed FailedIndexes Job has failed indexes"),
                arguments("more indexes have failed than may", PER_INDEX.replace("Index: 1", "Index: 0") + "\n  maxFailedIndexes: 0", List.of("a:index 0,failed"),
                        "Failed MaxFailedIndexesExceeded Job has exceeded the specified maximal number of failed indexes"),
                arguments("an index fails by its exit code, the job goes on", INDEX_POLICY, List.of("a:index 0,exit 42"), ""),
                arguments("the leader is enough", INDEXED + "\n  successPolicy: {rules: [{succeededIndexes: \"0\"}]}", List.of("a:index 0,finished"),
                        "Complete SuccessPolicy Matched rules at index 0"),
                arguments("so many of those are enough", INDEXED + "\n  successPolicy: {rules: [{succeededIndexes: 3, succeededCount: 1}, "
                        + "{succeededIndexes: 0-2, succeededCount: 1}]}", List.of("a:index 1,finished"), "Complete SuccessPolicy Matched rules at index 1"),
                arguments("so many are not enough", INDEXED + "\n  successPolicy: {rules: [{succeededCount: 2}]}", List.of("a:index 1,finished"), ""),
                arguments("somebody else manages it", "completions: 1\n  parallelism: 1\n  managedBy: example.com/queue", List.of("a:finished"), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void ends_for_a_reason(String because, String spec, List<String> has, String end) {
        Json status = Given.status(plan(spec, has.toArray(String[]::new)));
        List<String> ends = status == null ? List.of() : status.objects("conditions").stream()
                .filter(c -> List.of("Complete", "Failed").contains(c.text("type")))
                .map(c -> c.text("type") + " " + c.text("reason") + " " + c.text("message")).toList();

        assertThat(String.join("; ", ends)).isEqualTo(end);
    }

    @Test
    void ended_pods_are_noted_before_they_are_let_go_and_counted_after() {
        Plan plan = plan("completions: 4\n  parallelism: 0", "a:finished", "b:failed");
        List<Plan.Intent> intents = plan.steps().stream().map(Plan.Step::intent).toList();

        assertThat(intents).extracting(Plan.Intent::action).containsExactly("status", "update", "update", "status");
        assertThat(((Plan.Intent.SetStatus) intents.getFirst()).status().object("uncountedTerminatedPods"))
                .isEqualTo(Json.of("succeeded", List.of("uid-a"), "failed", List.of("uid-b")));
        Json counted = ((Plan.Intent.SetStatus) intents.getLast()).status();
        assertThat(counted.object("uncountedTerminatedPods")).isEqualTo(Json.EMPTY);
        assertThat(counted.number(0, "succeeded")).isEqualTo(1);
        assertThat(counted.number(0, "failed")).isEqualTo(1);
    }

    @Test
    void what_was_noted_and_let_go_is_counted_even_if_the_plan_was_interrupted() {
        KubeObject job = job("completions: 4\n  parallelism: 0").with(Json.of("succeeded", List.of("uid-a"), "failed", List.of("uid-b")),
                "status", "uncountedTerminatedPods");
        Json status = Given.status(Given.objects(job).and(pods(List.of("a:finished,counted", "b:failed"))).plan(reconciler, "default/sum"));

        assertThat(status.number(0, "succeeded")).isEqualTo(1);
        assertThat(status.number(0, "failed")).isEqualTo(1);
    }

    @Test
    void an_index_that_is_tried_again_takes_over_the_count_of_its_failures() {
        KubeObject pod = ((Plan.Intent.Create) plan(PER_INDEX.replace("Index: 1", "Index: 3"), "a:index 0,failures 1,failed", "b:index 1", "c:index 2")
                .steps().getFirst().intent()).object();

        assertThat(pod.annotations()).containsEntry("batch.kubernetes.io/job-index-failure-count", "2");
    }

    @Test
    void adopted_pods_are_held_and_released_ones_let_go() {
        KubeObject stray = pod("a");
        KubeObject lost = pods(List.of("b")).getFirst().withLabel("app", "other");
        Plan plan = Given.objects(job("completions: 2\n  parallelism: 2"), stray, lost).plan(reconciler, "default/sum");
        List<KubeObject> written = plan.steps().stream().map(step -> ((Plan.Intent.Update) step.intent()).object()).toList();

        assertThat(written).extracting(KubeObject::finalizers).containsExactly(List.of(JobPods.TRACKING), List.of());
    }

    @Test
    void indexes_are_written_in_intervals() {
        assertThat(Indexes.parse("0-2,4,6-7,20-30", 22).text()).isEqualTo("0-2,4,6,7,20,21");
        assertThat(Indexes.parse("", 5).text()).isEmpty();
        assertThat(Indexes.parse("x,1", 5).with(Indexes.parse("0,2", 5)).text()).isEqualTo("0-2");
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
