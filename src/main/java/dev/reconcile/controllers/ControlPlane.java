package dev.reconcile.controllers;

import dev.reconcile.api.Kinds;
import dev.reconcile.control.Reconciler;
import java.util.List;

/** All that kube-controller-manager runs. */
public final class ControlPlane {
    private ControlPlane() {}

    /** The reconcilers in the order in which they are woken by one and the same change. */
    public static List<Reconciler> reconcilers(Kinds kinds) {
        return List.of(
                new DeploymentReconciler(),
                new ReplicaSetReconciler());
    }
}
