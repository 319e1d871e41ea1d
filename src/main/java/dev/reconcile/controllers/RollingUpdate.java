package dev.reconcile.controllers;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Reason;
import java.util.List;

/** Replaces old pods by new ones within the limits of surge and unavailability ({@code rolling.go}). */
record RollingUpdate(Rollout rollout, Rescaling rescaling) {

    /** Grows the new ReplicaSet as far as there is room. True if its size changed. */
    boolean growNew(KubeObject fresh) {
        long size = Rollout.specified(fresh);
        long wanted = rollout.replicas();
        if (size == wanted) {
            return false;
        }
        if (size > wanted) {
            return rescaling.scale(fresh, wanted, Reason.of("deployment.new-too-big", "name", fresh.name(), "from", size, "to", wanted));
        }
        long pods = Rollout.sum(rollout.all(), Rollout::specified);
        long to = size + room(rollout, pods, size);
        return rescaling.scale(fresh, to, Reason.of("deployment.grow-new", "name", fresh.name(), "from", size, "to", to, "pods", pods,
                "max", rollout.most()));
    }

    /** How many pods a new ReplicaSet of that size may get while there are so many pods in all ({@code NewRSNewReplicas}). */
    static long room(Rollout rollout, long pods, long size) {
        if (!rollout.isRollingUpdate()) {
            return rollout.replicas() - size;
        }
        return Math.max(0, Math.min(rollout.most() - pods, rollout.replicas() - size));
    }

    /** Shrinks old ReplicaSets as far as availability allows: first pods that are not available anyway. True if any size changed. */
    boolean shrinkOld(KubeObject fresh) {
        List<KubeObject> old = rollout.activeOld();
        long pods = Rollout.sum(rollout.all(), Rollout::specified);
        long unavailableNew = Rollout.specified(fresh) - Rollout.available(fresh);
        long mayGo = pods - rollout.leastAvailable() - unavailableNew;
        if (old.isEmpty() || mayGo <= 0) {
            return false;
        }
        long cleaned = cleanUp(old, mayGo);
        return cleaned + shrink(old, fresh) > 0;
    }

    private long cleanUp(List<KubeObject> old, long mayGo) {
        long gone = 0;
        for (KubeObject set : old) {
            long size = Rollout.specified(set);
            long unavailable = Math.min(mayGo - gone, size - Rollout.available(set));
            if (unavailable > 0) {
                rescaling.scale(set, size - unavailable, Reason.of("deployment.drop-unavailable", "name", set.name(), "from", size,
                        "to", size - unavailable, "unavailable", size - Rollout.available(set)));
                gone += unavailable;
            }
        }
        return gone;
    }

    private long shrink(List<KubeObject> old, KubeObject fresh) {
        long available = Rollout.sum(old, Rollout::lasting) + Rollout.available(fresh);
        long mayGo = available - rollout.leastAvailable();
        long gone = 0;
        for (KubeObject set : rescaling.current(old)) {
            long size = Rollout.specified(set);
            long fewer = Math.min(size, mayGo - gone);
            if (fewer > 0) {
                rescaling.scale(set, size - fewer, Reason.of("deployment.shrink-old", "name", set.name(), "from", size, "to", size - fewer,
                        "available", available, "min", rollout.leastAvailable()));
                gone += fewer;
            }
        }
        return gone;
    }
}
