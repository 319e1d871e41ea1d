package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Leads the pods of a Deployment from one template to the next by way of ReplicaSets ({@code pkg/controller/deployment}). */
public final class DeploymentReconciler implements Reconciler {
    static final String RESOURCE = "deployments.apps";

    @Override
    public String name() {
        return "deployment-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(
                Watch.own(RESOURCE),
                Claim.watch(ReplicaSetReconciler.RESOURCE, "Deployment", RESOURCE),
                new Watch("pods", DeploymentReconciler::recreated));
    }

    /** Only a Deployment that waits for its old pods to be gone cares about pods. */
    private static List<String> recreated(Body.Change change, View view) {
        if (change.kind() != Body.ChangeKind.DELETED) {
            return List.of();
        }
        return owner(change.after(), ReplicaSetReconciler.RESOURCE, view)
                .flatMap(set -> owner(set, RESOURCE, view))
                .filter(deployment -> "Recreate".equals(deployment.tree().text("spec", "strategy", "type")))
                .map(deployment -> List.of(deployment.namespace() + "/" + deployment.name()))
                .orElse(List.of());
    }

    private static Optional<KubeObject> owner(KubeObject object, String resource, View view) {
        return object.controllerReference().flatMap(reference ->
                view.get(resource, object.namespace(), reference.textOrEmpty("name")).filter(o -> o.uid().equals(reference.text("uid"))));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).map(deployment -> reconcile(deployment, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject deployment, View view) {
        LabelSelector selector = Claim.selector(deployment);
        Plan.Builder plan = Plan.builder();
        if (selector.isEmpty()) {
            return selectingAll(plan, deployment);
        }
        Claim claim = Claim.of(deployment, selector, view.list(ReplicaSetReconciler.RESOURCE, deployment.namespace()));
        claim.write(plan, ReplicaSetReconciler.RESOURCE, deployment);
        Plan claims = plan.build();
        if (!claims.steps().isEmpty()) {
            return claims;
        }
        Rollout rollout = Rollout.of(deployment, claim.owned());
        facts(plan, rollout);
        decide(plan, rollout, view);
        return plan.build();
    }

    private static Plan selectingAll(Plan.Builder plan, KubeObject deployment) {
        if (deployment.status().number(0, "observedGeneration") < deployment.generation()) {
            plan.event(deployment, "Warning", "SelectingAll", "This deployment is selecting all pods. A non-empty selector is required.");
            plan.status(RESOURCE, deployment, deployment.status().with("observedGeneration", deployment.generation()),
                    Reason.of("deployment.selects-all"));
        }
        return plan.build();
    }

    private static void facts(Plan.Builder plan, Rollout rollout) {
        plan.saw("old", Rollout.sum(rollout.old(), Rollout::specified))
                .saw("new", rollout.fresh().map(Rollout::specified).orElse(0L))
                .saw("available", Rollout.sum(rollout.all(), Rollout::available))
                .wanted("replicas", rollout.replicas());
        if (rollout.isRollingUpdate()) {
            plan.wanted("maxPods", rollout.most()).wanted("minAvailable", rollout.leastAvailable());
        }
    }

    private static void decide(Plan.Builder plan, Rollout rollout, View view) {
        NewReplicaSet fresh = new NewReplicaSet(rollout, view);
        if (!rollout.deployment().isTerminating() && notePause(plan, rollout, view)) {
            return;
        }
        NewReplicaSet.Outcome outcome = fresh.sync(plan);
        if (outcome == NewReplicaSet.Outcome.WRITTEN) {
            return;
        }
        boolean paused = rollout.deployment().spec().isTrue("paused");
        Optional<DeploymentRollback> rollback = paused || rollout.deployment().isTerminating() ? Optional.empty() : DeploymentRollback.of(rollout);
        if (rollback.isPresent() && rollout.fresh().isPresent()) {
            if (outcome == NewReplicaSet.Outcome.SETTLED) {
                rollback.get().write(plan);
            }
            return;
        }
        boolean quiet = rollout.deployment().isTerminating() || paused || isScaled(rollout);
        boolean created = false;
        if (quiet) {
            follow(plan, rollout, paused);
        } else {
            created = rollout.isRollingUpdate() ? roll(plan, rollout, fresh) : recreate(plan, rollout, fresh, view);
        }
        if (outcome == NewReplicaSet.Outcome.SETTLED && !created) {
            status(plan, rollout, quiet, view.now());
        }
    }

    /** Says once that it was paused or goes on, so that the pause does not count as lack of progress. */
    private static boolean notePause(Plan.Builder plan, Rollout rollout, View view) {
        KubeObject deployment = rollout.deployment();
        String reason = Conditions.find(deployment.status(), DeploymentStatus.PROGRESSING).map(c -> c.textOrEmpty("reason")).orElse("");
        boolean paused = deployment.spec().isTrue("paused");
        if (rollout.progressDeadline().isEmpty() || reason.equals("ProgressDeadlineExceeded")
                || paused == reason.equals(DeploymentStatus.PAUSED)) {
            return false;
        }
        DeploymentStatus status = new DeploymentStatus(rollout, view.now());
        Json noted = paused
                ? status.noting("Unknown", DeploymentStatus.PAUSED, "Deployment is paused")
                : status.noting("Unknown", DeploymentStatus.RESUMED, "Deployment is resumed");
        plan.status(RESOURCE, deployment, noted, Reason.of(paused ? "deployment.paused" : "deployment.resumed"));
        return true;
    }

    /** The number of replicas was changed since the ReplicaSets were sized. */
    private static boolean isScaled(Rollout rollout) {
        return rollout.all().stream()
                .filter(Rollout::isActive)
                .anyMatch(set -> Revisions.desired(set).filter(desired -> desired != rollout.replicas()).isPresent());
    }

    private static void follow(Plan.Builder plan, Rollout rollout, boolean paused) {
        if (rollout.deployment().isTerminating()) {
            return;
        }
        new Rescaling(plan, rollout).follow();
        if (paused && DeploymentRollback.of(rollout).isEmpty()) {
            forget(plan, rollout);
        }
    }

    /** True if the new ReplicaSet had to be created, which is all that is done then. */
    private static boolean roll(Plan.Builder plan, Rollout rollout, NewReplicaSet fresh) {
        if (rollout.fresh().isEmpty()) {
            fresh.create(plan);
            return true;
        }
        RollingUpdate update = new RollingUpdate(rollout, new Rescaling(plan, rollout));
        if (!update.growNew(rollout.fresh().get()) && !update.shrinkOld(rollout.fresh().get()) && isComplete(rollout)) {
            forget(plan, rollout);
        }
        return false;
    }

    /** True if the new ReplicaSet had to be created. */
    private static boolean recreate(Plan.Builder plan, Rollout rollout, NewReplicaSet fresh, View view) {
        Rescaling rescaling = new Rescaling(plan, rollout);
        List<KubeObject> old = rollout.activeOld();
        old.forEach(set -> rescaling.scale(set, 0, Reason.of("deployment.stop-old", "name", set.name(), "from", Rollout.specified(set))));
        if (!old.isEmpty() || oldPods(rollout, view)) {
            return false;
        }
        if (rollout.fresh().isEmpty()) {
            fresh.create(plan);
            return true;
        }
        KubeObject set = rollout.fresh().get();
        rescaling.scale(set, rollout.replicas(), Reason.of("deployment.start-new", "name", set.name(), "to", rollout.replicas()));
        if (isComplete(rollout)) {
            forget(plan, rollout);
        }
        return false;
    }

    private static boolean isComplete(Rollout rollout) {
        return rollout.isComplete(rollout.deployment().status());
    }

    /** Pods of old templates that still run, though they may be on their way out. */
    private static boolean oldPods(Rollout rollout, View view) {
        return Rollout.sum(rollout.old(), Rollout::actual) > 0
                || rollout.old().stream().flatMap(set -> view.ownedBy(set.uid()).stream()).anyMatch(pod -> !Pods.isFinished(pod));
    }

    /** Deletes empty old ReplicaSets beyond the limit, the lowest revision first. */
    private static void forget(Plan.Builder plan, Rollout rollout) {
        long limit = rollout.deployment().spec().number(Integer.MAX_VALUE, "revisionHistoryLimit");
        List<KubeObject> alive = rollout.old().stream().filter(set -> !set.isTerminating())
                .sorted(Comparator.comparingLong(Revisions::of).thenComparing(Rollout.ELDEST_FIRST)).toList();
        for (KubeObject set : alive.subList(0, (int) Math.max(0, alive.size() - limit))) {
            boolean empty = Rollout.actual(set) == 0 && Rollout.specified(set) == 0
                    && set.generation() <= set.status().number(0, "observedGeneration");
            if (empty) {
                plan.delete(ReplicaSetReconciler.RESOURCE, set, Options.NONE,
                        Reason.of("deployment.history-limit", "name", set.name(), "revision", Revisions.of(set), "limit", limit));
            }
        }
    }

    private static void status(Plan.Builder plan, Rollout rollout, boolean quiet, long now) {
        DeploymentStatus status = new DeploymentStatus(rollout, now);
        Json next = quiet ? status.counted() : status.rolling();
        plan.status(RESOURCE, rollout.deployment(), next, Reason.of("deployment.status", "replicas", next.number(0, "replicas"),
                "updated", next.number(0, "updatedReplicas"), "available", next.number(0, "availableReplicas")));
        if (!quiet) {
            status.checkAt().ifPresent(plan::lookAgainAt);
        }
    }
}
