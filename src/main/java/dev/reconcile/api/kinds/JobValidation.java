package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;

/**
 * Jobs, and what a CronJob's job has in common with them ({@code pkg/apis/batch/validation/validation.go}). A template that may
 * not change is shown as it is written, not as upstream's internal type.
 */
final class JobValidation {
    /** An Indexed job runs at most so many pods at once. */
    private static final int MOST_PARALLEL_INDEXED = 100_000;

    /** From here on a job with a limit per index has to say how many indexes may fail, and runs fewer pods at once. */
    private static final int MOST_INDEXES = 100_000;
    private static final int MOST_OF_MANY = 10_000;

    private static final int MANAGER_BYTES = 63;

    private static final List<String> FINISHING = List.of("OnFailure", "Never");

    private JobValidation() {}

    static void check(KubeObject job, Problems problems) {
        Json spec = job.spec();
        generatedSelector(job, problems);
        spec(spec, "spec", problems);
        if (!spec.has("selector")) {
            problems.required("spec.selector", "");
        } else {
            Checks.selector(spec.object("selector"), "spec.selector", problems);
        }
        if (!Checks.matches(spec.get("selector"), spec.textMap("template", "metadata", "labels"))) {
            WorkloadValidation.mismatch(spec.object("template"), problems);
        }
        long completions = spec.number(0, "completions");
        String last = job.name() + "-" + (completions - 1);
        if (isIndexed(spec) && completions > 0 && !Names.label(last).isEmpty()) {
            problems.invalid("metadata.name", job.name(), "will not able to create pod with invalid DNS label: " + last);
        }
    }

    private static boolean isIndexed(Json spec) {
        return spec.textOrEmpty("completionMode").equals("Indexed");
    }

    /** The labels that the API gave are still there, and nothing else selects. */
    private static void generatedSelector(KubeObject job, Problems problems) {
        if (job.spec().isTrue("manualSelector") || !job.spec().has("selector")) {
            return;
        }
        Json labels = job.tree().object("spec", "template", "metadata", "labels");
        Json expected = Json.EMPTY;
        for (String name : List.of(JobSelector.OLD_CONTROLLER_UID, JobSelector.OLD_JOB_NAME, JobSelector.CONTROLLER_UID, JobSelector.JOB_NAME)) {
            String value = name.endsWith("job-name") ? job.name() : job.uid();
            expected = expected.with(name, value);
            String path = "spec.template.metadata.labels";
            if (!labels.has(name)) {
                problems.required(path + "[" + name + "]", "must be '" + value + "'");
            } else if (!value.equals(labels.text(name))) {
                problems.invalid(path + "[" + name + "]", labels, "must be '" + value + "'");
            }
        }
        if (!Checks.matches(job.spec().get("selector"), expected.textMap())) {
            problems.invalid("spec.selector", Checks.shownSelector(job.spec().get("selector")), "`selector` not auto-generated");
        }
    }

    static void spec(Json spec, String path, Problems problems) {
        for (String field : List.of("parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished",
                "backoffLimitPerIndex", "maxFailedIndexes")) {
            Checks.notNegative(spec, field, path, problems);
        }
        if (spec.has("maxFailedIndexes") && !spec.has("backoffLimitPerIndex")) {
            problems.required(path + ".backoffLimitPerIndex", "when maxFailedIndexes is specified");
        }
        String manager = spec.text("managedBy");
        if (manager != null) {
            Formats.domainPath(manager, path + ".managedBy", problems);
            if (manager.length() > MANAGER_BYTES) {
                problems.tooLong(path + ".managedBy", MANAGER_BYTES);
            }
        }
        mode(spec, path, problems);
        if (spec.has("podFailurePolicy")) {
            JobPolicyValidation.failure(spec, path + ".podFailurePolicy", problems);
        }
        if (spec.has("successPolicy")) {
            JobPolicyValidation.success(spec, path + ".successPolicy", problems);
        }
        String replacement = spec.textOrEmpty("podReplacementPolicy");
        List<String> replacements = spec.has("podFailurePolicy") ? List.of("Failed") : List.of("Failed", "TerminatingOrFailed");
        if (!replacement.isEmpty() && !replacements.contains(replacement)) {
            problems.notSupported(path + ".podReplacementPolicy", replacement, replacements);
        }
        PodValidation.template(spec.object("template"), path + ".template", problems);
        restartPolicy(spec, path + ".template.spec.restartPolicy", problems);
    }

    private static void mode(Json spec, String path, Problems problems) {
        String mode = spec.textOrEmpty("completionMode");
        if (!mode.isEmpty() && !List.of("NonIndexed", "Indexed").contains(mode)) {
            problems.notSupported(path + ".completionMode", mode, List.of("NonIndexed", "Indexed"));
        }
        if (mode.isEmpty() || mode.equals("NonIndexed")) {
            for (String field : List.of("backoffLimitPerIndex", "maxFailedIndexes")) {
                spec.number(field).ifPresent(number -> problems.invalid(path + "." + field, number, "requires indexed completion mode"));
            }
        }
        if (!isIndexed(spec)) {
            return;
        }
        if (!spec.has("completions")) {
            problems.required(path + ".completions", "when completion mode is Indexed");
        }
        long parallelism = spec.number(0, "parallelism");
        if (parallelism > MOST_PARALLEL_INDEXED) {
            problems.invalid(path + ".parallelism", parallelism,
                    "must be less than or equal to " + MOST_PARALLEL_INDEXED + " when completion mode is Indexed");
        }
        failedIndexes(spec, parallelism, path, problems);
    }

    private static void failedIndexes(Json spec, long parallelism, String path, Problems problems) {
        long completions = spec.number(Long.MAX_VALUE, "completions");
        long failed = spec.number(0, "maxFailedIndexes");
        if (failed > completions) {
            problems.invalid(path + ".maxFailedIndexes", failed, "must be less than or equal to completions");
        }
        if (failed > MOST_INDEXES) {
            problems.invalid(path + ".maxFailedIndexes", failed, "must be less than or equal to " + MOST_INDEXES);
        }
        if (!spec.has("completions") || completions <= MOST_INDEXES || !spec.has("backoffLimitPerIndex")) {
            return;
        }
        if (!spec.has("maxFailedIndexes")) {
            problems.required(path + ".maxFailedIndexes", "must be specified when completions is above " + MOST_INDEXES);
        }
        String most = "must be less than or equal to " + MOST_OF_MANY + " when completions are above " + MOST_INDEXES
                + " and used with backoff limit per index";
        if (parallelism > MOST_OF_MANY) {
            problems.invalid(path + ".parallelism", parallelism, most);
        }
        if (failed > MOST_OF_MANY) {
            problems.invalid(path + ".maxFailedIndexes", failed, most);
        }
    }

    private static void restartPolicy(Json spec, String path, Problems problems) {
        String restart = spec.textOrEmpty("template", "spec", "restartPolicy");
        if (restart.isEmpty() || restart.equals("Always")) {
            problems.required(path, "valid values: \"OnFailure\", \"Never\"");
        } else if (!FINISHING.contains(restart)) {
            problems.notSupported(path, restart, FINISHING);
        } else if (spec.has("podFailurePolicy") && !restart.equals("Never")) {
            problems.invalid(path, restart, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }

    static void change(KubeObject before, KubeObject after, Problems problems) {
        Json old = before.spec();
        Json now = after.spec();
        completions(old, now, problems);
        Checks.immutableSelector(old.get("selector"), now.get("selector"), "spec.selector", problems);
        Checks.immutable(scheduled(before, old, now), now.get("template"), "spec.template", problems);
        for (String field : List.of("completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy")) {
            Checks.immutable(old.get(field), now.get(field), "spec." + field, problems);
        }
    }

    private static void completions(Json old, Json now, Problems problems) {
        Object wanted = now.get("completions");
        if (!isIndexed(now)) {
            Checks.immutable(old.get("completions"), wanted, "spec.completions", problems);
        } else if (wanted != null && !wanted.equals(old.get("completions")) && !wanted.equals(now.get("parallelism"))) {
            problems.invalid("spec.completions", wanted, "can only be modified in tandem with spec.parallelism");
        }
    }

    /** A job that is suspended and never ran may still choose its nodes ({@code validatePodTemplateUpdate}). */
    private static Object scheduled(KubeObject before, Json old, Json now) {
        Json template = old.object("template");
        if (!old.isTrue("suspend") || before.status().has("startTime")) {
            return template;
        }
        Json metadata = template.object("metadata");
        for (String field : List.of("labels", "annotations")) {
            metadata = metadata.with(field, now.at("template", "metadata", field));
        }
        Json pod = template.object("spec");
        for (String field : List.of("nodeSelector", "tolerations", "schedulingGates")) {
            pod = pod.with(field, now.at("template", "spec", field));
        }
        Json affinity = pod.object("affinity").with("nodeAffinity", now.at("template", "spec", "affinity", "nodeAffinity"));
        boolean none = affinity.isEmpty() && now.at("template", "spec", "affinity") == null;
        return template.with("metadata", metadata).with("spec", pod.with("affinity", none ? null : affinity));
    }
}
