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
import dev.reconcile.store.Body;
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
    /** So many missed starts are worth a warning. */
    private static final int TOO_MANY = 100;

    private static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    @Override
    public String name() {
        return "cronjob-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch(RESOURCE, (change, view) -> List.of(change.key().path()), CronJobReconciler::afterNewSchedule),
                Watch.owners(JobReconciler.RESOURCE, "CronJob"));
    }

    /** A schedule that was changed counts from now on: nothing is started for times that were never due. */
    private static long afterNewSchedule(Body.Change change, View view) {
        boolean same = change.kind() != Body.ChangeKind.MODIFIED
                || change.before().spec().textOrEmpty("schedule").equals(change.after().spec().textOrEmpty("schedule"))
                && change.before().spec().textOrEmpty("timeZone").equals(change.after().spec().textOrEmpty("timeZone"));
        if (same) {
            return 0;
        }
        CronSchedule schedule = schedule(change.after());
        OptionalLong first = schedule.next(since(change.after()));
        return (first.isPresent() && first.getAsLong() <= view.now() ? afterMissed(schedule, since(change.after()), view.now()) : first).orElse(0L);
    }

    /** When to look again after something was due: a turn later than the last time, whether a job was started then or not. */
    private static OptionalLong afterMissed(CronSchedule schedule, long since, long now) {
        return schedule.next(schedule.missed(since, now).latest().orElse(now));
    }

    /** What was due before then is done with. */
    private static long since(KubeObject cron) {
        return Times.millis(cron.status().text("lastScheduleTime")).orElse(cron.createdAt());
    }

    @Override
    public boolean ignoresOwnReports() {
        return true;
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).map(cron -> new Turn(cron, view).plan()).orElse(Plan.NOTHING);
    }

    private static ZoneId zone(KubeObject cron) {
        String name = cron.spec().text("timeZone");
        return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    }

    private static CronSchedule schedule(KubeObject cron) {
        return CronSchedule.of(cron.spec().textOrEmpty("schedule"), zone(cron));
    }

    private static String jobName(KubeObject cron, long due) {
        return cron.name() + "-" + due / 60_000;
    }

    /** One look at one cron job. */
    private static final class Turn {
        private final KubeObject cron;
        private final View view;
        private final Plan.Builder plan = Plan.builder();
        private final List<KubeObject> jobs;
        private final List<Json> active = new ArrayList<>();
        private Json status;

        Turn(KubeObject cron, View view) {
            this.cron = cron;
            this.view = view;
            this.status = cron.status();
            this.jobs = view.ownedBy(cron.uid()).stream().filter(job -> job.kind().equals("Job") && job.isControlledBy(cron.uid())).toList();
            this.active.addAll(status.objects("active"));
        }

        Plan plan() {
            forget("Complete", "successfulJobsHistoryLimit", 3);
            forget("Failed", "failedJobsHistoryLimit", 1);
            jobs.forEach(this::note);
            noteMissing();
            plan.saw("active", active.size()).saw("jobs", jobs.size());
            if (!cron.isTerminating() && !cron.spec().isTrue("suspend")) {
                start();
            }
            write(plan);
            return plan.build();
        }

        private boolean isListed(KubeObject job) {
            return active.stream().anyMatch(reference -> job.uid().equals(reference.text("uid")));
        }

        private void unlist(KubeObject job) {
            active.removeIf(reference -> job.uid().equals(reference.text("uid")));
        }

        private void note(KubeObject job) {
            if (!JobEnd.isFinished(job)) {
                noteRunning(job);
                return;
            }
            boolean complete = Conditions.isTrue(job.status(), "Complete");
            if (isListed(job)) {
                unlist(job);
                plan.event(cron, "Normal", "SawCompletedJob",
                        "Saw completed job: %s, condition: %s".formatted(job.name(), complete ? "Complete" : "Failed"));
            }
            String end = job.status().textOrEmpty("completionTime");
            if (complete && end.compareTo(status.textOrEmpty("lastSuccessfulTime")) > 0) {
                status = status.with("lastSuccessfulTime", end);
            }
        }

        /** A job that it has just made is listed; any other is somebody else's doing. */
        private void noteRunning(KubeObject job) {
            if (isListed(job)) {
                return;
            }
            Optional<Long> due = Times.millis(job.annotation(SCHEDULED).orElse("")).filter(time -> job.name().equals(jobName(cron, time)));
            if (due.filter(time -> time >= since(cron)).isPresent() && !job.isTerminating()) {
                list(job, due.get());
            } else {
                tellOnce(Reason.of("event"), 0, "Warning", "UnexpectedJob", "Saw a job that the controller did not create or forgot: " + job.name());
            }
        }

        private void list(KubeObject job, long due) {
            active.add(Json.of("apiVersion", "batch/v1", "kind", "Job", "name", job.name(), "namespace", job.namespace(),
                    "resourceVersion", Long.toString(job.revision()), "uid", job.uid()));
            status = status.with("lastScheduleTime", Times.text(due));
        }

        private void noteMissing() {
            for (Json reference : List.copyOf(active)) {
                if (view.get(JobReconciler.RESOURCE, cron.namespace(), reference.textOrEmpty("name")).isEmpty()) {
                    active.remove(reference);
                    plan.event(cron, "Normal", "MissingJob", "Active job went missing: " + reference.textOrEmpty("name"));
                }
            }
        }

        /** Deletes finished jobs beyond the limits, the eldest first. */
        private void forget(String condition, String limitName, long otherwise) {
            long limit = cron.spec().number(otherwise, limitName);
            List<KubeObject> ended = new ArrayList<>();
            for (KubeObject job : jobs) {
                if (Conditions.isTrue(job.status(), condition) && !job.isTerminating()) {
                    ended.add(job);
                }
            }
            if (ended.size() <= limit) {
                return;
            }
            ended.sort(Comparator.comparing((KubeObject job) -> !job.status().has("startTime"))
                    .thenComparing(job -> job.status().textOrEmpty("startTime")).thenComparing(KubeObject::name));
            for (KubeObject job : ended.subList(0, (int) (ended.size() - limit))) {
                delete(job, Reason.of("cronjob.history-limit", "name", job.name(), "limit", limit));
            }
        }

        private void delete(KubeObject job, Reason reason) {
            unlist(job);
            plan.delete(JobReconciler.RESOURCE, job, Options.of("propagationPolicy", "Background"), reason);
            plan.event(cron, "Normal", "SuccessfulDelete", "Deleted job " + job.name());
        }

        private void start() {
            CronSchedule schedule = schedule(cron);
            long since = since(cron);
            OptionalLong first = schedule.next(since);
            if (first.isEmpty()) {
                tellOnce(Reason.of("event"), 0, "Warning", "InvalidSchedule",
                        "invalid schedule: %s : time difference between two schedules is less than 1 second".formatted(cron.spec().textOrEmpty("schedule")));
                return;
            }
            if (first.getAsLong() > view.now()) {
                plan.lookAgainAt(first.getAsLong());
                return;
            }
            afterMissed(schedule, since, view.now()).ifPresent(plan::lookAgainAt);
            Optional<Long> deadline = cron.spec().number("startingDeadlineSeconds");
            long earliest = deadline.map(seconds -> Math.max(since, view.now() - seconds * 1000)).orElse(since);
            CronSchedule.Missed missed = schedule.missed(earliest, view.now());
            if (missed.latest().isPresent()) {
                start(missed.latest().getAsLong(), missed.count());
            }
        }

        private void start(long due, long missed) {
            if (missed > TOO_MANY) {
                tellOnce(Reason.of("event"), due, "Warning", "TooManyMissedTimes",
                        "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
            }
            if (active.stream().anyMatch(reference -> jobName(cron, due).equals(reference.text("name")))) {
                return;
            }
            String policy = cron.spec().textOrEmpty("concurrencyPolicy");
            if (policy.equals("Forbid") && !active.isEmpty()) {
                tellOnce(Reason.of("cronjob.forbid", "name", active.getFirst().textOrEmpty("name")), due, "Normal", "JobAlreadyActive",
                        "Not starting job because prior execution is running and concurrency policy is Forbid");
                return;
            }
            if (policy.equals("Replace")) {
                jobs.stream().filter(this::isListed).toList().forEach(job -> delete(job, Reason.of("cronjob.replace", "name", job.name())));
            }
            create(due);
        }

        /** Says a thing that stays true for a while only once since then: the event itself is the memory of that. */
        private void tellOnce(Reason reason, long since, String type, String what, String message) {
            boolean said = view.eventsAbout(cron.uid()).stream()
                    .filter(event -> what.equals(event.tree().text("reason")) && message.equals(event.tree().text("message")))
                    .anyMatch(event -> Times.millis(event.tree().text("lastTimestamp")).orElse(0L) >= since);
            if (!said) {
                plan.step(new Plan.Intent.Event(new EventRecord(cron, type, what, message)), reason);
            }
        }

        /** The status says so as soon as the job is there and has a uid. */
        private void create(long due) {
            String name = jobName(cron, due);
            Optional<KubeObject> there = view.get(JobReconciler.RESOURCE, cron.namespace(), name);
            if (there.isPresent()) {
                if (there.get().isControlledBy(cron.uid())) {
                    status = status.with("lastScheduleTime", Times.text(due));
                }
                return;
            }
            Json template = cron.spec().object("jobTemplate");
            String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.ofEpochMilli(due).atZone(zone(cron)).truncatedTo(ChronoUnit.SECONDS));
            KubeObject job = new KubeObject(Json.of(
                    "apiVersion", "batch/v1",
                    "kind", "Job",
                    "metadata", Json.of(
                            "name", name,
                            "namespace", cron.namespace(),
                            "labels", template.at("metadata", "labels"),
                            "annotations", template.object("metadata", "annotations").with(SCHEDULED, time)),
                    "spec", template.get("spec"))).withController(cron);
            plan.step(new Plan.Intent.Create(JobReconciler.RESOURCE, job), Reason.of("cronjob.due", "name", name, "time", time), refused -> {
                Plan.Builder rest = Plan.builder();
                rest.event(cron, "Warning", "FailedCreate", "Error creating job: " + refused.message());
                write(rest);
                return rest.build().steps();
            });
            plan.event(cron, "Normal", "SuccessfulCreate", "Created job " + name);
        }

        private void write(Plan.Builder to) {
            to.status(RESOURCE, cron, status.with("active", active.isEmpty() ? null : active),
                    Reason.of("cronjob.status", "active", active.size()));
        }
    }
}
