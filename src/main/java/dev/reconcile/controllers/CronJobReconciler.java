package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.EventRecord;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.CronSchedule;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Starts Jobs at the times of a schedule and forgets old ones ({@code pkg/controller/cronjob/cronjob_controllerv2.go}). */
public final class CronJobReconciler implements Reconciler {
    static final String RESOURCE = "cronjobs.batch";
    private static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    @Override
    public String name() {
        return "cronjob-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(RESOURCE), Watch.owners(JobReconciler.RESOURCE, "CronJob"));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).map(cron -> new Turn(cron, view).plan()).orElse(Plan.NOTHING);
    }

    /** One look at one cron job. */
    private static final class Turn {
        private final KubeObject cron;
        private final View view;
        private final Plan.Builder plan = Plan.builder();
        private final List<KubeObject> jobs;
        private Json status;

        Turn(KubeObject cron, View view) {
            this.cron = cron;
            this.view = view;
            this.status = cron.status();
            this.jobs = view.ownedBy(cron.uid()).stream().filter(job -> job.kind().equals("Job") && job.isControlledBy(cron.uid())).toList();
        }

        Plan plan() {
            List<KubeObject> active = jobs.stream().filter(job -> !JobEnd.isFinished(job)).toList();
            plan.saw("active", active.size()).saw("jobs", jobs.size());
            noteFinished();
            forget();
            if (!cron.isTerminating() && !cron.spec().isTrue("suspend")) {
                start(active);
            }
            activeReferences(active);
            plan.status(RESOURCE, cron, status, Reason.of("cronjob.status", "active", active.size()));
            return plan.build();
        }

        private void noteFinished() {
            List<String> listed = cron.status().objects("active").stream().map(reference -> reference.textOrEmpty("uid")).toList();
            for (KubeObject job : jobs) {
                if (!JobEnd.isFinished(job)) {
                    continue;
                }
                boolean complete = Conditions.isTrue(job.status(), "Complete");
                if (listed.contains(job.uid())) {
                    plan.event(cron, "Normal", "SawCompletedJob",
                            "Saw completed job: %s, condition: %s".formatted(job.name(), complete ? "Complete" : "Failed"));
                }
                String end = job.status().textOrEmpty("completionTime");
                if (complete && end.compareTo(status.textOrEmpty("lastSuccessfulTime")) > 0) {
                    status = status.with("lastSuccessfulTime", end);
                }
            }
        }

        /** Deletes finished jobs beyond the limits, the eldest first. */
        private void forget() {
            forget("Complete", "successfulJobsHistoryLimit", 3);
            forget("Failed", "failedJobsHistoryLimit", 1);
        }

        private void forget(String condition, String limitName, long otherwise) {
            long limit = cron.spec().number(otherwise, limitName);
            List<KubeObject> ended = jobs.stream().filter(job -> Conditions.isTrue(job.status(), condition) && !job.isTerminating())
                    .sorted(Comparator.comparing((KubeObject job) -> job.status().textOrEmpty("startTime")).thenComparing(KubeObject::name)).toList();
            for (KubeObject job : ended.subList(0, (int) Math.max(0, ended.size() - limit))) {
                delete(job, Reason.of("cronjob.history-limit", "name", job.name(), "limit", limit));
            }
        }

        private void delete(KubeObject job, Reason reason) {
            plan.delete(JobReconciler.RESOURCE, job, Options.of("propagationPolicy", "Background"), reason);
            plan.event(cron, "Normal", "SuccessfulDelete", "Deleted job " + job.name());
        }

        private ZoneId zone() {
            String name = cron.spec().text("timeZone");
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        }

        private void start(List<KubeObject> active) {
            CronSchedule schedule = CronSchedule.of(cron.spec().textOrEmpty("schedule"), zone());
            schedule.next(view.now()).ifPresent(plan::lookAgainAt);
            long since = Times.millis(status.text("lastScheduleTime")).orElse(cron.createdAt());
            Optional<Long> deadline = cron.spec().number("startingDeadlineSeconds");
            long earliest = deadline.map(seconds -> Math.max(since, view.now() - seconds * 1000)).orElse(since);
            OptionalLong due = schedule.latest(earliest, view.now());
            if (due.isEmpty()) {
                return;
            }
            String policy = cron.spec().textOrEmpty("concurrencyPolicy");
            if (policy.equals("Forbid") && !active.isEmpty()) {
                forbid(due.getAsLong(), active.getFirst());
                return;
            }
            if (policy.equals("Replace")) {
                active.forEach(job -> delete(job, Reason.of("cronjob.replace", "name", job.name())));
            }
            create(due.getAsLong());
        }

        /** Says once for each due time that the job before still runs; the event itself is the memory of that. */
        private void forbid(long due, KubeObject running) {
            boolean said = view.eventsAbout(cron.uid()).stream()
                    .filter(event -> "JobAlreadyActive".equals(event.tree().text("reason")))
                    .anyMatch(event -> Times.millis(event.tree().text("lastTimestamp")).orElse(0L) >= due);
            if (!said) {
                plan.step(new Plan.Intent.Event(new EventRecord(cron, "Normal", "JobAlreadyActive",
                        "Not starting job because prior execution is running and concurrency policy is Forbid")),
                        Reason.of("cronjob.forbid", "name", running.name()));
            }
        }

        private void create(long due) {
            String name = cron.name() + "-" + due / 60_000;
            if (view.get(JobReconciler.RESOURCE, cron.namespace(), name).isPresent()) {
                return;
            }
            Json template = cron.spec().object("jobTemplate");
            String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.ofEpochMilli(due).atZone(zone()).truncatedTo(ChronoUnit.SECONDS));
            KubeObject job = new KubeObject(Json.of(
                    "apiVersion", "batch/v1",
                    "kind", "Job",
                    "metadata", Json.of(
                            "name", name,
                            "namespace", cron.namespace(),
                            "labels", template.at("metadata", "labels"),
                            "annotations", template.object("metadata", "annotations").with(SCHEDULED, time)),
                    "spec", template.get("spec"))).withController(cron);
            plan.step(new Plan.Intent.Create(JobReconciler.RESOURCE, job), Reason.of("cronjob.due", "name", name, "time", time),
                    refused -> List.of(new Plan.Step(new Plan.Intent.Event(
                            new EventRecord(cron, "Warning", "FailedCreate", "Error creating job: " + refused.message())), Reason.of("event"), null)));
            plan.event(cron, "Normal", "SuccessfulCreate", "Created job " + name);
            status = status.with("lastScheduleTime", Times.text(due));
        }

        private void activeReferences(List<KubeObject> active) {
            List<Json> references = new ArrayList<>();
            for (KubeObject job : active) {
                if (!job.isTerminating()) {
                    references.add(Json.of("apiVersion", "batch/v1", "kind", "Job", "name", job.name(), "namespace", job.namespace(), "uid", job.uid()));
                }
            }
            status = status.with("active", references.isEmpty() ? null : references);
        }
    }
}
