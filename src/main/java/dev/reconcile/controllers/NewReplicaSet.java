package dev.reconcile.controllers;

import dev.reconcile.api.Status;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.TemplateHash;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;

/**
 * Sees to it that there is a ReplicaSet for the Deployment's template, with the right revision on both ({@code sync.go getNewReplicaSet}).
 *
 * <p>Upstream goes on after each of these writes and then fails with a conflict against its own first one, so that the rest happens in a
 * later turn. Here the plan ends where upstream's would fail.
 */
record NewReplicaSet(Rollout rollout, View view) {
    private static final int LONGEST_NAME = 253;

    /** Whether the plan may go on, and whether it may end with a status. */
    enum Outcome { SETTLED, NOTED, WRITTEN }

    /** Brings revision and annotations of the new ReplicaSet, if there is one, and of the Deployment up to date. */
    Outcome sync(Plan.Builder plan) {
        return rollout.fresh().map(fresh -> sync(plan, fresh)).orElse(Outcome.SETTLED);
    }

    private Outcome sync(Plan.Builder plan, KubeObject fresh) {
        KubeObject deployment = rollout.deployment();
        KubeObject annotated = Revisions.annotated(fresh, deployment, Revisions.next(rollout.old()))
                .with(deployment.spec().get("minReadySeconds"), "spec", "minReadySeconds");
        if (!annotated.equals(fresh)) {
            boolean again = Revisions.of(annotated) != Revisions.of(fresh);
            plan.update(ReplicaSetReconciler.RESOURCE, annotated,
                    Reason.of(again ? "deployment.template-again" : "deployment.copy-annotations", "name", fresh.name(),
                            "revision", Revisions.of(annotated)));
            return Outcome.WRITTEN;
        }
        String revision = fresh.annotation(Revisions.REVISION).orElse("");
        boolean unnoticed = rollout.progressDeadline().isPresent()
                && Conditions.find(deployment.status(), DeploymentStatus.PROGRESSING).isEmpty();
        if (!unnoticed && deployment.annotation(Revisions.REVISION).orElse("").equals(revision)) {
            return Outcome.SETTLED;
        }
        Json status = unnoticed
                ? status("True", DeploymentStatus.NEW_FOUND, "Found new replica set \"%s\"".formatted(fresh.name()))
                : deployment.status();
        plan.step(note(status, revision), Reason.of("deployment.note-revision", "name", fresh.name(), "revision", revision));
        return Outcome.NOTED;
    }

    /** Creates it, with as many pods as the limits allow at once. */
    void create(Plan.Builder plan) {
        KubeObject deployment = rollout.deployment();
        KubeObject made = made();
        if (view.get(ReplicaSetReconciler.RESOURCE, made.namespace(), made.name()).isPresent()) {
            long collisions = deployment.status().number(0, "collisionCount") + 1;
            plan.step(new Plan.Intent.SetStatus(key(), "Deployment", deployment.status().with("collisionCount", collisions)),
                    Reason.of("deployment.collision", "name", made.name()));
            return;
        }
        long size = Rollout.specified(made);
        String revision = Long.toString(Revisions.of(made));
        String why = rollout.old().isEmpty() ? "deployment.first-template" : "deployment.new-template";
        plan.step(new Plan.Intent.Create(ReplicaSetReconciler.RESOURCE, made),
                Reason.of(why, "name", made.name(), "revision", revision, "size", size, "max", rollout.most()),
                refused -> refused(made, refused));
        if (size > 0) {
            plan.event(deployment, "Normal", "ScalingReplicaSet", "Scaled up replica set %s from 0 to %d".formatted(made.name(), size));
        }
        // Just after a resume, upstream's note of the creation is lost to a conflict with its own note of the resume.
        Json status = DeploymentStatus.hasReason(deployment.status(), DeploymentStatus.RESUMED)
                ? deployment.status()
                : status("True", DeploymentStatus.NEW_CREATED, "Created new replica set \"%s\"".formatted(made.name()));
        plan.step(note(status, revision), Reason.of("deployment.note-revision", "name", made.name(), "revision", revision));
    }

    private List<Plan.Step> refused(KubeObject made, Status refused) {
        if (refused.isOfTerminatingNamespace()) {
            return List.of();
        }
        String message = "Failed to create new replica set \"%s\": %s".formatted(made.name(), refused.message());
        return Plan.builder()
                .status(DeploymentReconciler.RESOURCE, rollout.deployment(), status("False", DeploymentStatus.CREATE_ERROR, message),
                        Reason.of("deployment.create-error", "message", refused.message()))
                .event(rollout.deployment(), "Warning", DeploymentStatus.CREATE_ERROR, message).build().steps();
    }

    /** The Progressing condition only where there is a deadline. */
    private Json status(String value, String reason, String message) {
        return rollout.progressDeadline().isEmpty()
                ? rollout.deployment().status()
                : new DeploymentStatus(rollout, view.now()).noting(value, reason, message);
    }

    private Plan.Intent note(Json status, String revision) {
        return new Plan.Intent.SetStatus(key(), "Deployment", status, Json.of(Revisions.REVISION, revision));
    }

    private ObjectKey key() {
        return new ObjectKey(DeploymentReconciler.RESOURCE, rollout.deployment().namespace(), rollout.deployment().name());
    }

    private KubeObject made() {
        KubeObject deployment = rollout.deployment();
        String hash = TemplateHash.of(deployment.spec().object("template"), deployment.status().number(0, "collisionCount"));
        Json template = deployment.spec().object("template").withAt(hash, "metadata", "labels", Rollout.HASH_LABEL);
        KubeObject bare = new KubeObject(Json.of(
                "apiVersion", "apps/v1",
                "kind", "ReplicaSet",
                "metadata", Json.of(
                        "name", deployment.name().substring(0, Math.min(deployment.name().length(), LONGEST_NAME - hash.length() - 1)) + "-" + hash,
                        "namespace", deployment.namespace(),
                        "labels", template.at("metadata", "labels")),
                "spec", Json.of(
                        "replicas", RollingUpdate.room(rollout, Rollout.sum(rollout.old(), Rollout::specified), 0),
                        "minReadySeconds", deployment.spec().get("minReadySeconds"),
                        "selector", deployment.spec().object("selector").withAt(hash, "matchLabels", Rollout.HASH_LABEL),
                        "template", template)));
        return Revisions.withLimits(Revisions.annotated(bare.withController(deployment), deployment, Revisions.next(rollout.old())), rollout);
    }
}
