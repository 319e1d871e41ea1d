package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * The rollback that an annotation asks for, as a field of an old API did ({@code pkg/controller/deployment/rollback.go}); kubectl rolls back by a patch.
 * Whatever comes of it, the annotation goes.
 *
 * @param revision the number that is asked for; 0 for the one before the newest
 */
record DeploymentRollback(Rollout rollout, long revision) {
    private static final String ASKED = "deprecated.deployment.rollback.to";

    /** Empty if nothing is asked for, or no number. */
    static Optional<DeploymentRollback> of(Rollout rollout) {
        return rollout.deployment().annotation(ASKED).filter(text -> text.matches("[+-]?\\d{1,18}"))
                .map(text -> new DeploymentRollback(rollout, Long.parseLong(text)));
    }

    void write(Plan.Builder plan) {
        KubeObject deployment = rollout.deployment();
        long wanted = revision == 0 ? before() : revision;
        Optional<KubeObject> set = rollout.all().stream().filter(each -> each.annotation(Revisions.REVISION).isPresent() && Revisions.of(each) == wanted).findFirst();
        KubeObject after = deployment;
        Reason reason = Reason.of("deployment.no-rollback", "revision", wanted);
        if (wanted == 0 || set.isEmpty()) {
            plan.event(deployment, "Warning", "DeploymentRollbackRevisionNotFound",
                    wanted == 0 ? "Unable to find last revision." : "Unable to find the revision to rollback to.");
        } else if (Rollout.template(set.get()).equals(deployment.spec().object("template"))) {
            plan.event(deployment, "Warning", "DeploymentRollbackTemplateUnchanged",
                    "The rollback revision contains the same template as current deployment \"%s\"".formatted(deployment.name()));
        } else {
            after = annotated(deployment.with(Rollout.template(set.get()), "spec", "template"), set.get());
            reason = Reason.of("deployment.rollback", "name", set.get().name(), "revision", wanted);
        }
        plan.update(DeploymentReconciler.RESOURCE, after.withAnnotation(ASKED, null), reason);
        if (after != deployment) {
            plan.event(deployment, "Normal", "DeploymentRollback", "Rolled back deployment \"%s\" to revision %d".formatted(deployment.name(), wanted));
        }
    }

    /** The second highest number ({@code LastRevision}). */
    private long before() {
        long highest = 0;
        long second = 0;
        for (KubeObject set : rollout.all()) {
            long number = Revisions.of(set);
            second = number >= highest ? highest : Math.max(second, number);
            highest = Math.max(highest, number);
        }
        return second;
    }

    /** The Deployment's own annotations, and for the others those of the ReplicaSet. */
    private static KubeObject annotated(KubeObject deployment, KubeObject set) {
        Json kept = Json.EMPTY;
        for (Map.Entry<String, String> own : deployment.annotations().entrySet()) {
            kept = Revisions.isCopied(own.getKey()) ? kept : kept.with(own.getKey(), own.getValue());
        }
        for (Map.Entry<String, String> other : set.annotations().entrySet()) {
            kept = Revisions.isCopied(other.getKey()) ? kept.with(other.getKey(), other.getValue()) : kept;
        }
        return deployment.with(kept.isEmpty() ? null : kept, "metadata", "annotations");
    }
}
