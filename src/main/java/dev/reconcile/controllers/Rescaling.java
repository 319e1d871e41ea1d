package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changes the sizes of a Deployment's ReplicaSets ({@code sync.go}); what it changed it goes on with, as later steps of the plan do. */
final class Rescaling {
    private final Plan.Builder plan;
    private final Rollout rollout;
    private final Map<String, KubeObject> changed = new TreeMap<>();

    Rescaling(Plan.Builder plan, Rollout rollout) {
        this.plan = plan;
        this.rollout = rollout;
    }

    /** The ReplicaSet as it is after the plan so far. */
    KubeObject current(KubeObject set) {
        return changed.getOrDefault(set.name(), set);
    }

    List<KubeObject> current(List<KubeObject> sets) {
        return sets.stream().map(this::current).toList();
    }

    /** Writes the size and the limits if they differ. True if the size does. */
    boolean scale(KubeObject original, long to, Reason reason) {
        KubeObject set = current(original);
        long from = Rollout.specified(set);
        KubeObject scaled = Revisions.withLimits(set.with(to, "spec", "replicas"), rollout);
        if (scaled.equals(set)) {
            return false;
        }
        plan.update(ReplicaSetReconciler.RESOURCE, scaled, reason);
        if (from != to) {
            String way = from < to ? "up" : "down";
            plan.event(rollout.deployment(), "Normal", "ScalingReplicaSet",
                    "Scaled %s replica set %s from %d to %d".formatted(way, set.name(), from, to));
        }
        // A second step on the same ReplicaSet writes over the first, whose revision the plan cannot know.
        changed.put(set.name(), scaled.with(null, "metadata", "resourceVersion"));
        return from != to;
    }

    /** The size of the Deployment changed, or it is paused: nothing rolls, ReplicaSets follow in proportion. */
    void follow() {
        Optional<KubeObject> only = rollout.activeOrLatest();
        if (only.isPresent()) {
            // Also where only its limits are out of date: upstream leaves them, and then takes every look for a change of size and never rolls on.
            scale(only.get(), rollout.replicas(), reason("deployment.follow", only.get(), rollout.replicas()));
        } else if (rollout.isSaturated()) {
            rollout.activeOld().forEach(set -> scale(set, 0, reason("deployment.saturated", set, 0)));
        } else if (rollout.isRollingUpdate()) {
            proportionally();
        }
    }

    private Reason reason(String id, KubeObject set, long to) {
        return Reason.of(id, "name", set.name(), "from", Rollout.specified(set), "to", to, "replicas", rollout.replicas());
    }

    private void proportionally() {
        List<KubeObject> active = new ArrayList<>(rollout.all().stream().filter(Rollout::isActive).toList());
        long allowed = rollout.replicas() > 0 ? rollout.most() : 0;
        long toAdd = allowed - Rollout.sum(active, Rollout::specified);
        active.sort((a, b) -> {
            int bySize = Long.compare(Rollout.specified(b), Rollout.specified(a));
            int byAge = Rollout.ELDEST_FIRST.compare(a, b);
            return bySize != 0 ? bySize : toAdd > 0 ? -byAge : byAge;
        });
        long[] sizes = new long[active.size()];
        long added = 0;
        for (int i = 0; i < sizes.length; i++) {
            long share = share(active.get(i), toAdd, toAdd - added);
            sizes[i] = Rollout.specified(active.get(i)) + share;
            added += share;
        }
        if (sizes.length > 0 && toAdd != 0) {
            sizes[0] = Math.max(0, sizes[0] + toAdd - added);
        }
        for (int i = 0; i < sizes.length; i++) {
            scale(active.get(i), sizes[i], reason("deployment.proportion", active.get(i), sizes[i]));
        }
    }

    /** Its part of the change, rounded to the nearest, within what is left ({@code GetReplicaSetProportion}). */
    private long share(KubeObject set, long toAdd, long left) {
        if (Rollout.specified(set) == 0 || left == 0 || toAdd == 0) {
            return 0;
        }
        return toAdd > 0 ? Math.min(fraction(set), left) : Math.max(fraction(set), left);
    }

    private long fraction(KubeObject set) {
        long size = Rollout.specified(set);
        if (rollout.replicas() == 0) {
            return -size;
        }
        long before = Revisions.max(set).filter(max -> max != 0).orElse(rollout.deployment().status().number(0, "replicas"));
        return before == 0 ? 0 : Math.round((double) size * rollout.most() / before) - size;
    }
}
