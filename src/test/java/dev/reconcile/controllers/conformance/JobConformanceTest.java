package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    @DisplayName("[sig-apps] Job should adopt matching orphans and release non-matching pods [Conformance]")
    void adopts_and_releases() {
        work("parallelism: 2\n  completions: 2", "Never", "sleep 1000");
        candidate.until("two are active", () -> active().size() == 2);
        String orphan = active().getFirst().name();
        candidate.update("pods", orphan, pod -> pod.with(null, "metadata", "ownerReferences"));
        candidate.until("it is adopted again", () -> candidate.get("pods", orphan).controllerReference().isPresent());

        candidate.update("pods", orphan, pod -> pod.with(null, "metadata", "labels"));
        candidate.until("it is released", () -> candidate.get("pods", orphan).controllerReference().isEmpty());
        candidate.until("and replaced", () -> active().size() == 2);
    }

    @Test
    @DisplayName("[sig-apps] Job should allow to use a pod failure policy to ignore failure matching on DisruptionTarget condition [Conformance]")
    void ignores_disruptions() {
        work("""
                completionMode: Indexed
                  completions: 2
                  parallelism: 2
                  backoffLimit: 0
                  podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}""", "Never", "sleep 120");
        candidate.until("both run", () -> candidate.ready(OF_JOB) == 2);
        for (KubeObject pod : candidate.pods(OF_JOB)) {
            assertThat(candidate.evict(pod.name())).isTrue();
        }
        candidate.until("it is complete in spite of the evictions", () -> is("Complete") || is("Failed"));
        assertThat(is("Complete")).isTrue();
        assertThat(candidate.get(JOBS, "work").status().number(0, "failed")).isZero();
        assertThat(candidate.get(JOBS, "work").status().text("completedIndexes")).isEqualTo("0,1");
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
        candidate.until("it fails", () -> is("Failed"));
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
        candidate.until("it is complete", () -> is("Complete"));
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
        work("parallelism: 2\n  completions: 2\n  suspend: true", "Never", "sleep 1000");
        candidate.until("it is suspended", () -> is("Suspended"));
        assertThat(active()).isEmpty();
        candidate.patch(JOBS, "work", Json.of("metadata", Json.of("labels", Json.of("stage", "patched"))));
        candidate.update(JOBS, "work", job -> job.withAnnotation("updated", "true").with(false, "spec", "suspend"));
        candidate.until("it goes on", () -> active().size() == 2);
        assertThat(candidate.get(JOBS, "work").annotations()).containsEntry("updated", "true");
        assertThat(candidate.list(JOBS, "", "stage=patched")).hasSize(1);
        candidate.deleteCollection(JOBS, "stage=patched");
        candidate.until("all is gone", () -> candidate.list(JOBS, "").isEmpty() && candidate.pods(OF_JOB).isEmpty());
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
        candidate.until("it is complete", () -> is("Complete"));
        assertThat(candidate.get(JOBS, "work").status().number(0, "succeeded")).isEqualTo(4);
        assertThat(candidate.pods(OF_JOB)).hasSize(4).allMatch(pod -> Pods.mostRestarts(pod) == 1);
    }
}
