package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Optional;

/** CronJobs ({@code validateCronJobSpec}). */
final class CronJobValidation {
    /** A job's name is that of its CronJob and eleven characters more. */
    private static final int NAME_LENGTH = 52;

    private CronJobValidation() {}

    static void check(KubeObject cronJob, Problems problems) {
        Json spec = cronJob.spec();
        String schedule = spec.textOrEmpty("schedule");
        if (schedule.isEmpty()) {
            problems.required("spec.schedule", "");
        } else {
            CronGrammar.problem(schedule).ifPresent(text -> problems.invalid("spec.schedule", schedule, text));
            if (schedule.contains("TZ")) {
                problems.invalid("spec.schedule", schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
            }
        }
        Checks.notNegative(spec, "startingDeadlineSeconds", "spec", problems);
        timeZone(spec, problems);
        Checks.oneOf(spec.textOrEmpty("concurrencyPolicy"), List.of("Allow", "Forbid", "Replace"), "spec.concurrencyPolicy", problems);
        job(spec.object("jobTemplate", "spec"), problems);
        Checks.notNegative(spec, "successfulJobsHistoryLimit", "spec", problems);
        Checks.notNegative(spec, "failedJobsHistoryLimit", "spec", problems);
        if (cronJob.revision() == 0 && cronJob.name().length() > NAME_LENGTH) {
            problems.invalid("metadata.name", cronJob.name(), "must be no more than " + NAME_LENGTH + " characters");
        }
    }

    private static void timeZone(Json spec, Problems problems) {
        Optional<String> zone = Optional.ofNullable(spec.text("timeZone"));
        if (zone.filter(String::isEmpty).isPresent()) {
            problems.invalid("spec.timeZone", "", "timeZone must be nil or non-empty string");
            return;
        }
        zone.filter(name -> name.equalsIgnoreCase("Local")).ifPresent(name -> problems.invalid("spec.timeZone", name,
                "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"));
        zone.filter(name -> !CronGrammar.isZone(name))
                .ifPresent(name -> problems.invalid("spec.timeZone", name, "unknown time zone " + name));
    }

    private static void job(Json spec, Problems problems) {
        JobValidation.spec(spec, "spec.jobTemplate.spec", problems);
        if (spec.has("selector")) {
            problems.invalid("spec.jobTemplate.spec.selector", Checks.shownSelector(spec.get("selector")), "`selector` will be auto-generated");
        }
        if (spec.isTrue("manualSelector")) {
            problems.notSupported("spec.jobTemplate.spec.manualSelector", true, List.of("nil", "false"));
        }
    }
}
