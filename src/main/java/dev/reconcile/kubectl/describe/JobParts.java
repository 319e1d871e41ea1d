package dev.reconcile.kubectl.describe;

import dev.reconcile.kubectl.print.Ages;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;

/** Descriptions of jobs and cron jobs. */
final class JobParts {
    private JobParts() {}

    private static Object orUnset(Object value) {
        return value == null ? "<unset>" : value;
    }

    static void job(Sheet sheet, KubeObject object) {
        Json spec = object.spec();
        Json status = object.status();
        Describers.head(sheet, object);
        sheet.line(0, "Selector:\t%s", Describers.selector(spec.object("selector")));
        Describers.labels(sheet, object);
        Describers.controller(sheet, object);
        optional(sheet, "Parallelism", spec.get("parallelism"));
        sheet.line(0, "Completions:\t%s", orUnset(spec.get("completions")));
        optional(sheet, "Completion Mode", spec.get("completionMode"));
        optional(sheet, "Suspend", spec.get("suspend"));
        optional(sheet, "Backoff Limit", spec.get("backoffLimit"));
        optional(sheet, "TTL Seconds After Finished", spec.get("ttlSecondsAfterFinished"));
        String start = status.text("startTime");
        String end = status.text("completionTime");
        if (start != null) {
            sheet.line(0, "Start Time:\t%s", Sheet.time(start));
        }
        if (end != null) {
            sheet.line(0, "Completed At:\t%s", Sheet.time(end));
        }
        if (start != null && end != null) {
            sheet.line(0, "Duration:\t%s", Ages.text(Times.millis(end).orElse(0L) - Times.millis(start).orElse(0L)));
        }
        spec.number("activeDeadlineSeconds").ifPresent(seconds -> sheet.line(0, "Active Deadline Seconds:\t%ds", seconds));
        String ready = status.has("ready") ? " (" + status.number(0, "ready") + " Ready)" : "";
        sheet.line(0, "Pods Statuses:\t%d Active%s / %d Succeeded / %d Failed", status.number(0, "active"), ready, status.number(0, "succeeded"), status.number(0, "failed"));
        if ("Indexed".equals(spec.text("completionMode"))) {
            sheet.line(0, "Completed Indexes:\t%s", indexes(status.textOrEmpty("completedIndexes")));
        }
        PodParts.template(sheet, spec.object("template"));
    }

    /** At most about fifty characters, cut at a comma. */
    private static String indexes(String text) {
        int comma = text.length() <= 50 ? -1 : text.indexOf(',', 50);
        return text.isEmpty() ? "<none>" : comma < 0 ? text : text.substring(0, comma + 1) + "...";
    }

    private static void optional(Sheet sheet, String title, Object value) {
        if (value != null) {
            sheet.line(0, "%s:\t%s", title, value);
        }
    }

    static void cronJob(Sheet sheet, KubeObject object) {
        Json spec = object.spec();
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "Schedule:\t%s", spec.textOrEmpty("schedule"));
        sheet.line(0, "Concurrency Policy:\t%s", spec.textOrEmpty("concurrencyPolicy"));
        sheet.line(0, "Suspend:\t%s", !spec.has("suspend") ? "<unset>" : spec.isTrue("suspend") ? "True" : "False");
        sheet.line(0, "Time Zone:\t%s", orUnset(spec.get("timeZone")));
        sheet.line(0, "Successful Job History Limit:\t%s", orUnset(spec.get("successfulJobsHistoryLimit")));
        sheet.line(0, "Failed Job History Limit:\t%s", orUnset(spec.get("failedJobsHistoryLimit")));
        sheet.line(0, "Starting Deadline Seconds:\t%s", spec.number("startingDeadlineSeconds").map(seconds -> seconds + "s").orElse("<unset>"));
        Json job = spec.object("jobTemplate", "spec");
        sheet.line(0, "Selector:\t%s", job.has("selector") ? Describers.selector(job.object("selector")) : "<unset>");
        sheet.line(0, "Parallelism:\t%s", orUnset(job.get("parallelism")));
        sheet.line(0, "Completions:\t%s", orUnset(job.get("completions")));
        job.number("activeDeadlineSeconds").ifPresent(seconds -> sheet.line(0, "Active Deadline Seconds:\t%ds", seconds));
        PodParts.template(sheet, job.object("template"));
        String last = object.status().text("lastScheduleTime");
        sheet.line(0, "Last Schedule Time:\t%s", last == null ? "<unset>" : Sheet.time(last));
        String active = String.join(", ", object.status().objects("active").stream().map(reference -> reference.textOrEmpty("name")).toList());
        sheet.line(0, "Active Jobs:\t%s", active.isEmpty() ? "<none>" : active);
    }
}
