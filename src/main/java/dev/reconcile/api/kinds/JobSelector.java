package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;

/** The labels by which a job knows its pods ({@code generateSelector} in {@code pkg/registry/batch/job/strategy.go}). */
final class JobSelector {
    static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";
    static final String JOB_NAME = "batch.kubernetes.io/job-name";

    /** The same labels without prefix, from before they had one. */
    static final String OLD_CONTROLLER_UID = "controller-uid";
    static final String OLD_JOB_NAME = "job-name";

    private JobSelector() {}

    /** Unless the job says that it selects by itself. */
    static KubeObject generate(KubeObject job) {
        if (job.spec().isTrue("manualSelector")) {
            return job;
        }
        Json given = job.tree().object("spec", "template", "metadata", "labels");
        Json labels = absent(absent(given, OLD_JOB_NAME, job.name()), JOB_NAME, job.name());
        labels = absent(absent(labels, OLD_CONTROLLER_UID, job.uid()), CONTROLLER_UID, job.uid());
        Json selected = absent(job.tree().object("spec", "selector", "matchLabels"), CONTROLLER_UID, job.uid());
        // A job without labels has been given its template's: in Go that is one map, so what is added to the one is in the other.
        KubeObject labelled = job.metadata().get("labels") == given ? job.with(labels, "metadata", "labels") : job;
        return labelled.with(labels, "spec", "template", "metadata", "labels").with(selected, "spec", "selector", "matchLabels");
    }
}
