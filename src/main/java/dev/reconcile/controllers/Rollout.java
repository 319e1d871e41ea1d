package dev.reconcile.controllers;

import dev.reconcile.model.IntOrPercent;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A Deployment with its ReplicaSets, and the arithmetic of its limits ({@code deployment_util.go}).
 *
 * @param fresh the ReplicaSet whose template is the Deployment's
 * @param old the others, the eldest first
 */
record Rollout(KubeObject deployment, Optional<KubeObject> fresh, List<KubeObject> old) {
    /** The label that tells the pods of a Deployment's ReplicaSets apart. */
    static final String HASH_LABEL = "pod-template-hash";

    static final Comparator<KubeObject> ELDEST_FIRST = Comparator.comparingLong(KubeObject::createdAt).thenComparing(KubeObject::name);

    /** How many pods of which kind an update may add or lack. */
    private record Fence(long surge, long unavailable) {}

    static Rollout of(KubeObject deployment, List<KubeObject> sets) {
        List<KubeObject> sorted = sets.stream().sorted(ELDEST_FIRST).toList();
        Json template = deployment.spec().object("template");
        Optional<KubeObject> fresh = sorted.stream().filter(set -> template(set).equals(template)).findFirst();
        List<KubeObject> old = sorted.stream().filter(set -> fresh.isEmpty() || set != fresh.get()).toList();
        return new Rollout(deployment, fresh, old);
    }

    /** The ReplicaSet's template without the label that the Deployment added. */
    static Json template(KubeObject set) {
        Json template = set.spec().object("template");
        Json labels = template.object("metadata", "labels").without(HASH_LABEL);
        return template.withAt(labels.isEmpty() ? null : labels, "metadata", "labels");
    }

    List<KubeObject> all() {
        List<KubeObject> all = new ArrayList<>(old);
        fresh.ifPresent(all::add);
        return all;
    }

    List<KubeObject> activeOld() {
        return old.stream().filter(Rollout::isActive).toList();
    }

    static boolean isActive(KubeObject set) {
        return specified(set) > 0;
    }

    /** The pods that a ReplicaSet was told to keep. */
    static long specified(KubeObject set) {
        return set.spec().number(1, "replicas");
    }

    /** The pods that a ReplicaSet reports. */
    static long actual(KubeObject set) {
        return set.status().number(0, "replicas");
    }

    static long available(KubeObject set) {
        return set.status().number(0, "availableReplicas");
    }

    /**
     * Available pods that are to stay. A ReplicaSet that was just made smaller still reports the pods that go; upstream counts them and may
     * take away too many when a change of size meets a rollout.
     */
    static long lasting(KubeObject set) {
        return Math.min(specified(set), available(set));
    }

    static long sum(List<KubeObject> sets, ToLongFunction<KubeObject> count) {
        return sets.stream().mapToLong(count).sum();
    }

    long replicas() {
        return deployment.spec().number(1, "replicas");
    }

    boolean isRollingUpdate() {
        return !"Recreate".equals(deployment.tree().text("spec", "strategy", "type"));
    }

    private Fence fence() {
        if (!isRollingUpdate()) {
            return new Fence(0, 0);
        }
        Json limits = deployment.tree().object("spec", "strategy", "rollingUpdate");
        long surge = IntOrPercent.scaled(limits.has("maxSurge") ? limits.get("maxSurge") : "25%", replicas(), true);
        long unavailable = IntOrPercent.scaled(limits.has("maxUnavailable") ? limits.get("maxUnavailable") : "25%", replicas(), false);
        // Neither more nor less than wanted would leave nothing to move: upstream then takes one away.
        return surge == 0 && unavailable == 0 ? new Fence(0, 1) : new Fence(surge, unavailable);
    }

    long maxSurge() {
        return fence().surge();
    }

    long maxUnavailable() {
        return Math.min(fence().unavailable(), replicas());
    }

    /** Never more pods than this. */
    long most() {
        return replicas() + maxSurge();
    }

    /** Never fewer available pods than this, as far as it is up to the Deployment. */
    long leastAvailable() {
        return replicas() - maxUnavailable();
    }

    /** The whole Deployment runs the new template, and nothing else is left of it. */
    boolean isComplete(Json status) {
        return status.number(0, "updatedReplicas") == replicas()
                && status.number(0, "replicas") == replicas()
                && status.number(0, "availableReplicas") == replicas()
                && status.number(0, "observedGeneration") >= deployment.generation();
    }

    /** The seconds without progress after which a rollout counts as failed; empty if it never does. */
    Optional<Long> progressDeadline() {
        return deployment.spec().number("progressDeadlineSeconds").filter(seconds -> seconds != Integer.MAX_VALUE);
    }

    /** The one ReplicaSet that has pods, or the newest if none has; empty if several have, or there is none. */
    Optional<KubeObject> activeOrLatest() {
        List<KubeObject> active = all().stream().filter(Rollout::isActive).toList();
        return switch (active.size()) {
            case 0 -> fresh.isPresent() || old.isEmpty() ? fresh : Optional.of(old.getLast());
            case 1 -> Optional.of(active.getFirst());
            default -> Optional.empty();
        };
    }

    /** The new ReplicaSet has all its pods, and they are available. */
    boolean isSaturated() {
        Predicate<KubeObject> full = set -> specified(set) == replicas()
                && Revisions.desired(set).filter(desired -> desired == replicas()).isPresent()
                && available(set) == replicas();
        return fresh.filter(full).isPresent();
    }
}
