package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;
import static dev.reconcile.api.kinds.Trees.each;
import static dev.reconcile.api.kinds.Trees.text;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.function.UnaryOperator;

/** What the writer of a workload left out ({@code pkg/apis/apps/v1/defaults.go}, {@code pkg/apis/batch/v1/defaults.go}). */
final class WorkloadDefaults {
    private static final String ROLLING_UPDATE = "RollingUpdate";
    private static final Json RETAIN = Json.of("whenDeleted", "Retain", "whenScaled", "Retain");

    private WorkloadDefaults() {}

    static Json deployment(Json object) {
        return spec(PodDefaults.templateOf(object), spec -> {
            Json after = rolling(absent(spec, "strategy", Json.EMPTY), "strategy",
                    rolling -> absent(absent(rolling, "maxUnavailable", "25%"), "maxSurge", "25%"));
            after = absent(after, "replicas", 1L);
            after = absent(after, "revisionHistoryLimit", 10L);
            return absent(after, "progressDeadlineSeconds", 600L);
        });
    }

    static Json replicaSet(Json object) {
        return spec(PodDefaults.templateOf(object), spec -> absent(spec, "replicas", 1L));
    }

    static Json replicationController(Json object) {
        Json labels = object.object("spec", "template", "metadata", "labels");
        Json labelled = labels.isEmpty() || !object.object("metadata", "labels").isEmpty() ? object : object.withAt(labels, "metadata", "labels");
        Json after = object.object("spec").has("template") ? PodDefaults.templateOf(labelled) : labelled;
        return spec(after, spec -> {
            boolean selects = !spec.object("selector").isEmpty() || labels.isEmpty();
            return absent(selects ? spec : spec.with("selector", labels), "replicas", 1L);
        });
    }

    static Json statefulSet(Json object) {
        return spec(PodDefaults.templateOf(object), spec -> {
            Json after = text(spec, "podManagementPolicy", "OrderedReady");
            Json strategy = after.object("updateStrategy");
            // Who names the type alone gets no partition.
            if (strategy.textOrEmpty("type").isEmpty() || strategy.has("rollingUpdate")) {
                after = rolling(absent(after, "updateStrategy", Json.EMPTY), "updateStrategy", rolling -> absent(rolling, "partition", 0L));
            }
            after = absent(after, "persistentVolumeClaimRetentionPolicy", RETAIN);
            after = within(after, "persistentVolumeClaimRetentionPolicy",
                    policy -> text(text(policy, "whenDeleted", "Retain"), "whenScaled", "Retain"));
            after = each(after, "volumeClaimTemplates", WorkloadDefaults::claimTemplate);
            after = absent(after, "replicas", 1L);
            return absent(after, "revisionHistoryLimit", 10L);
        });
    }

    private static Json claimTemplate(Json claim) {
        Json typed = absent(absent(claim, "apiVersion", "v1"), "kind", "PersistentVolumeClaim");
        return StorageDefaults.claim(absent(absent(typed, "metadata", Json.EMPTY), "spec", Json.EMPTY));
    }

    static Json daemonSet(Json object) {
        return spec(PodDefaults.templateOf(object), spec -> {
            Json after = rolling(absent(spec, "updateStrategy", Json.EMPTY), "updateStrategy",
                    rolling -> absent(absent(rolling, "maxUnavailable", 1L), "maxSurge", 0L));
            return absent(after, "revisionHistoryLimit", 10L);
        });
    }

    static Json job(Json object) {
        Json labels = object.object("spec", "template", "metadata", "labels");
        boolean labelled = labels.isEmpty() || !object.object("metadata", "labels").isEmpty();
        Json after = PodDefaults.templateOf(labelled ? object : object.withAt(labels, "metadata", "labels"));
        return spec(after, WorkloadDefaults::jobSpec);
    }

    private static Json jobSpec(Json spec) {
        boolean neither = !spec.has("completions") && !spec.has("parallelism");
        Json after = neither ? spec.with("completions", 1L) : spec;
        after = absent(after, "parallelism", 1L);
        after = absent(after, "backoffLimit", spec.has("backoffLimitPerIndex") ? Integer.MAX_VALUE : 6L);
        after = absent(after, "completionMode", "NonIndexed");
        after = absent(after, "suspend", false);
        after = within(after, "podFailurePolicy", policy -> each(policy, "rules",
                rule -> each(rule, "onPodConditions", condition -> text(condition, "status", "True"))));
        after = absent(after, "podReplacementPolicy", spec.has("podFailurePolicy") ? "Failed" : "TerminatingOrFailed");
        return absent(after, "manualSelector", false);
    }

    /** The job inside gets its own defaults only when it is created; its pod template is complete from the start. */
    static Json cronJob(Json object) {
        return spec(object, spec -> {
            Json after = within(absent(spec, "jobTemplate", Json.EMPTY), "jobTemplate", template -> PodDefaults.templateOf(
                    absent(absent(template, "metadata", Json.EMPTY), "spec", Json.EMPTY)));
            after = text(after, "concurrencyPolicy", "Allow");
            after = absent(after, "suspend", false);
            after = absent(after, "successfulJobsHistoryLimit", 3L);
            return absent(after, "failedJobsHistoryLimit", 1L);
        });
    }

    private static Json spec(Json object, UnaryOperator<Json> change) {
        return within(absent(object, "spec", Json.EMPTY), "spec", change);
    }

    private static Json rolling(Json spec, String strategy, UnaryOperator<Json> numbers) {
        return within(spec, strategy, given -> {
            Json typed = text(given, "type", ROLLING_UPDATE);
            return typed.textOrEmpty("type").equals(ROLLING_UPDATE)
                    ? within(absent(typed, "rollingUpdate", Json.EMPTY), "rollingUpdate", numbers)
                    : typed;
        });
    }
}
