package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Watch;
import dev.reconcile.api.discovery.Discovery;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about CronJobs, by their names there. */
class CronJobConformanceTest {
    private static final String CRONS = "cronjobs.batch";
    private static final String JOBS = "jobs.batch";

    private final Candidate candidate = new Candidate();

    private void tick(String policy, String extra) {
        candidate.create("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: tick, labels: {app: tick}}
                spec:
                  schedule: "*/1 * * * *"
                  concurrencyPolicy: %s
                  %s
                  jobTemplate:
                    spec:
                      template:
                        spec:
                          restartPolicy: OnFailure
                          containers: [{name: c, image: "busybox:1.36", command: [sleep, "300"]}]
                """.formatted(policy, extra));
    }

    private List<KubeObject> running() {
        return candidate.list(JOBS, "").stream().filter(job -> !Conditions.isTrue(job.status(), "Complete") && !job.isTerminating()).toList();
    }

    private List<Json> active() {
        return candidate.get(CRONS, "tick").status().objects("active");
    }

    /** The last step of each entry: it goes, and what it made goes with it. */
    private void removed() {
        candidate.delete(CRONS, "tick", "Background");
        candidate.until("all is gone", () -> !candidate.has(CRONS, "tick") && candidate.list(JOBS, "").isEmpty() && candidate.pods("").isEmpty());
    }

    @Test
    @DisplayName("[sig-apps] CronJob should not schedule jobs when suspended [Slow] [Conformance]")
    void suspended() {
        tick("Allow", "suspend: true");
        candidate.after(300);
        assertThat(active()).isEmpty();
        assertThat(candidate.list(JOBS, "")).isEmpty();
        removed();
    }

    @Test
    @DisplayName("[sig-apps] CronJob should not schedule new jobs when ForbidConcurrent [Slow] [Conformance]")
    void forbid() {
        tick("Forbid", "");
        candidate.until("one runs", () -> active().size() == 1);
        assertThat(running()).hasSize(1);
        String name = active().getFirst().text("name");
        candidate.after(200);
        assertThat(active()).hasSize(1);
        assertThat(running()).extracting(KubeObject::name).containsExactly(name);
        removed();
    }

    @Test
    @DisplayName("[sig-apps] CronJob should replace jobs when ReplaceConcurrent [Conformance]")
    void replace() {
        tick("Replace", "");
        candidate.until("one runs", () -> active().size() == 1);
        assertThat(running()).hasSize(1);
        String name = active().getFirst().text("name");
        candidate.until("another runs in its place", () -> active().size() == 1 && !active().getFirst().text("name").equals(name));
        candidate.until("the first is gone", () -> !candidate.has(JOBS, name));
        assertThat(running()).hasSize(1);
        removed();
    }

    @Test
    @DisplayName("[sig-apps] CronJob should schedule multiple jobs concurrently [Conformance]")
    void allow() {
        tick("Allow", "");
        candidate.until("two run", () -> active().size() >= 2);
        assertThat(running()).hasSizeGreaterThanOrEqualTo(2);
        removed();
    }

    @Test
    @DisplayName("[sig-apps] CronJob should support CronJob API operations [Conformance]")
    void api_operations() {
        Discovery discovery = new Discovery(candidate.cluster().kinds());
        assertThat(JsonText.compact(discovery.apis())).contains("\"name\":\"batch\"", "\"groupVersion\":\"batch/v1\"");
        assertThat(JsonText.compact(discovery.resources("batch", "v1").orElseThrow())).contains("\"name\":\"cronjobs\"", "\"name\":\"cronjobs/status\"");
        Watch watch = candidate.watch(CRONS, "app=tick");
        tick("Allow", "suspend: true");
        assertThat(candidate.get(CRONS, "tick").spec().text("schedule")).isEqualTo("*/1 * * * *");
        assertThat(candidate.list(CRONS, "app=tick")).hasSize(1);
        assertThat(candidate.list(CRONS, "", "app=tick")).hasSize(1);
        candidate.patch(CRONS, "tick", Json.of("metadata", Json.of("annotations", Json.of("patched", "true"))));
        candidate.update(CRONS, "tick", cron -> cron.withAnnotation("updated", "true"));
        assertThat(candidate.get(CRONS, "tick").annotations()).containsKeys("patched", "updated");
        assertThat(watch.next()).extracting(Watch.Event::type).containsExactly(Watch.Type.ADDED, Watch.Type.MODIFIED, Watch.Type.MODIFIED);

        candidate.patchStatus(CRONS, "tick", "{\"metadata\": {\"annotations\": {\"patchedstatus\": \"true\"}}, \"status\": {\"lastScheduleTime\": \"2025-01-01T00:00:00Z\"}}");
        assertThat(candidate.get(CRONS, "tick").status().text("lastScheduleTime")).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(candidate.get(CRONS, "tick").annotations()).containsEntry("patchedstatus", "true");
        assertThat(candidate.status(CRONS, "tick").uid()).isEqualTo(candidate.get(CRONS, "tick").uid());
        candidate.updateStatus(CRONS, "tick", status -> status.with("lastScheduleTime", "2025-01-01T01:00:00Z"));
        assertThat(candidate.status(CRONS, "tick").status().text("lastScheduleTime")).isEqualTo("2025-01-01T01:00:00Z");

        candidate.delete(CRONS, "tick", "Background");
        candidate.until("it is gone", () -> !candidate.has(CRONS, "tick"));
        tick("Allow", "suspend: true");
        candidate.deleteCollection(CRONS, "app=tick");
        candidate.until("it is gone", () -> candidate.list(CRONS, "app=tick").isEmpty());
        assertThat(watch.next()).extracting(Watch.Event::type).endsWith(Watch.Type.DELETED, Watch.Type.ADDED, Watch.Type.DELETED);
    }
}
