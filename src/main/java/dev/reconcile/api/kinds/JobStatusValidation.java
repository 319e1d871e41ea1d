package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes of a Job's status: who ends a Job ends it in order and for good ({@code ValidateJobStatusUpdate}). As upstream, a rule looks only at
 * what the write has to do with ({@code getStatusValidationOptions} of {@code pkg/registry/batch/job/strategy.go}).
 */
final class JobStatusValidation {
    private static final String CONDITIONS = "status.conditions";
    private static final String NOTES = "uncountedTerminatedPods";

    private final Json spec;
    private final Json old;
    private final Json now;
    private final Problems problems;

    private JobStatusValidation(KubeObject before, KubeObject after, Problems problems) {
        this.spec = after.spec();
        this.old = before.status();
        this.now = after.status();
        this.problems = problems;
    }

    static void check(KubeObject before, KubeObject after, Problems problems) {
        JobStatusValidation validation = new JobStatusValidation(before, after, problems);
        validation.counts();
        validation.end();
        validation.finished();
        validation.indexes();
        validation.pods();
        validation.criteria();
        validation.change();
    }

    private void counts() {
        for (String count : List.of("active", "succeeded", "failed", "ready", "terminating")) {
            Checks.notNegative(now, count, "status", problems);
        }
        Set<String> seen = new TreeSet<>();
        for (String side : List.of("succeeded", "failed")) {
            List<String> uids = now.texts(NOTES, side);
            for (int i = 0; i < uids.size(); i++) {
                String path = "status." + NOTES + "." + side + "[" + i + "]";
                if (uids.get(i).isEmpty()) {
                    problems.invalid(path, "", "must not be empty");
                } else if (!seen.add(uids.get(i))) {
                    problems.duplicate(path, uids.get(i));
                }
            }
        }
    }

    /** Which conditions and times go together. */
    private void end() {
        boolean complete = is("Complete");
        if ((turned("Complete") || turned("Failed")) && complete && is("Failed")) {
            problems.invalid(CONDITIONS, "cannot set Complete=True and Failed=true conditions");
        }
        if ((turned("Complete") || turned("FailureTarget")) && complete && is("FailureTarget")) {
            problems.invalid(CONDITIONS, "cannot set Complete=True and FailureTarget=true conditions");
        }
        if (turned("Complete") || changed("completionTime")) {
            if (now.has("completionTime") && !complete) {
                problems.invalid("status.completionTime", now.get("completionTime"),
                        "cannot set completionTime when there is no Complete=True condition");
            } else if (!now.has("completionTime") && complete) {
                problems.required("status.completionTime", "completionTime is required for Complete jobs");
            }
        }
        String start = now.textOrEmpty("startTime");
        String completion = now.textOrEmpty("completionTime");
        if ((changed("startTime") || changed("completionTime")) && !completion.isEmpty() && completion.compareTo(start) < 0) {
            problems.invalid("status.completionTime", completion, "completionTime cannot be set before startTime");
        }
        if ((turned("Failed") || turned("FailureTarget")) && is("Failed") && !is("FailureTarget")) {
            problems.invalid(CONDITIONS, "cannot set Failed=True condition without the FailureTarget=true condition");
        }
        if ((turned("Complete") || turned("SuccessCriteriaMet")) && complete && !is("SuccessCriteriaMet")) {
            problems.invalid(CONDITIONS, "cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }
    }

    private void finished() {
        if (!isFinished(now)) {
            return;
        }
        boolean ended = !isFinished(old);
        if ((ended || changed("active")) && now.number(0, "active") > 0) {
            problems.invalid("status.active", now.number(0, "active"), "active>0 is invalid for finished job");
        }
        boolean neverToRun = spec.isTrue("suspend") && Objects.equals(spec.get("completions"), 0L);
        if ((ended || changed("startTime")) && !neverToRun && !now.has("startTime")) {
            problems.required("status.startTime", "startTime is required for finished job");
        }
        if ((ended || changed(NOTES)) && !(now.list(NOTES, "succeeded").isEmpty() && now.list(NOTES, "failed").isEmpty())) {
            problems.invalid("status." + NOTES, InternalTypes.shown("UncountedTerminatedPods", now.object(NOTES)),
                    "uncountedTerminatedPods needs to be empty for finished job");
        }
    }

    private void indexes() {
        boolean completedChanged = changed("completedIndexes");
        boolean failedChanged = changed("failedIndexes");
        String completed = now.textOrEmpty("completedIndexes");
        String failed = now.text("failedIndexes");
        boolean perIndex = spec.has("backoffLimitPerIndex");
        if (completedChanged && spec.has("completions")) {
            format("completedIndexes", completed);
        }
        if (failedChanged && spec.has("completions") && perIndex && failed != null) {
            format("failedIndexes", failed);
        }
        if (completedChanged && !completed.isEmpty() && !isIndexed()) {
            problems.invalid("status.completedIndexes", completed, "cannot set non-empty completedIndexes when non-indexed completion mode");
        }
        if (failedChanged && !perIndex && failed != null) {
            problems.invalid("status.failedIndexes", failed, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }
        if ((completedChanged || failedChanged) && spec.has("completions") && failed != null) {
            IndexIntervals.overlap(completed, failed, spec.number(0, "completions"))
                    .ifPresent(shared -> problems.invalid("status.failedIndexes", failed, shared));
        }
    }

    private void format(String field, String indexes) {
        try {
            IndexIntervals.count(indexes, spec.number(0, "completions"));
        } catch (IndexIntervals.Malformed e) {
            problems.invalid("status." + field, indexes, "error parsing " + field + ": " + e.getMessage());
        }
    }

    private void pods() {
        long terminating = now.number(0, "terminating");
        if (isFinished(now) && (!isFinished(old) || changed("terminating")) && terminating > 0) {
            problems.invalid("status.terminating", terminating, "terminating>0 is invalid for finished job");
        }
        if ((changed("ready") || changed("active")) && now.number(0, "ready") > now.number(0, "active")) {
            problems.invalid("status.ready", now.number(0, "ready"), "cannot set more ready pods than active");
        }
    }

    private void criteria() {
        boolean met = is("SuccessCriteriaMet");
        if (met && is("Failed")) {
            problems.invalid(CONDITIONS, "cannot set SuccessCriteriaMet=True and Failed=true conditions");
        }
        if (met && is("FailureTarget")) {
            problems.invalid(CONDITIONS, "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        }
        if (spec.has("successPolicy") && !met && is("Complete")) {
            problems.invalid(CONDITIONS, "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
        }
    }

    /** What only goes one way. */
    private void change() {
        for (String type : List.of("Failed", "Complete", "FailureTarget")) {
            if (Conditions.isTrue(old, type) && !is(type)) {
                problems.invalid(CONDITIONS, "cannot disable the terminal " + type + "=True condition");
            }
        }
        if (now.number(0, "failed") < old.number(0, "failed")) {
            problems.invalid("status.failed", now.number(0, "failed"), "cannot decrease the failed counter");
        }
        boolean scalable = isIndexed() && Objects.equals(spec.get("completions"), spec.get("parallelism"));
        if (!scalable && now.number(0, "succeeded") < old.number(0, "succeeded")) {
            problems.invalid("status.succeeded", now.number(0, "succeeded"), "cannot decrease the succeeded counter");
        }
        if (now.has("completionTime") && old.has("completionTime") && changed("completionTime")) {
            problems.invalid("status.completionTime", now.get("completionTime"), "completionTime cannot be mutated");
        }
        if (old.has("startTime") && changed("startTime") && !spec.isTrue("suspend")) {
            problems.required("status.startTime", "startTime cannot be removed for unsuspended job");
        }
        if (Conditions.isTrue(old, "SuccessCriteriaMet") && !is("SuccessCriteriaMet")) {
            problems.invalid(CONDITIONS, "cannot disable the SuccessCriteriaMet=True condition");
        }
        if (Conditions.isTrue(old, "Complete") && turned("SuccessCriteriaMet") && is("SuccessCriteriaMet")) {
            problems.invalid(CONDITIONS, "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
        }
    }

    private boolean is(String type) {
        return Conditions.isTrue(now, type);
    }

    private boolean turned(String type) {
        return Conditions.isTrue(old, type) != is(type);
    }

    private boolean changed(String field) {
        return !Objects.equals(old.get(field), now.get(field));
    }

    private boolean isIndexed() {
        return spec.textOrEmpty("completionMode").equals("Indexed");
    }

    private static boolean isFinished(Json status) {
        return Conditions.isTrue(status, "Complete") || Conditions.isTrue(status, "Failed");
    }
}
