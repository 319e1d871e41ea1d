package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;

/** Gives each namespace its {@code default} service account ({@code pkg/controller/serviceaccount/serviceaccounts_controller.go}). */
public final class ServiceAccountReconciler implements Reconciler {
    private static final String RESOURCE = "serviceaccounts";
    private static final String NAME = "default";

    @Override
    public String name() {
        return "serviceaccount-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(
                Watch.own(NamespaceReconciler.RESOURCE),
                new Watch(RESOURCE, (change, view) -> List.of(change.key().namespace())));
    }

    @Override
    public Plan reconcile(String key, View view) {
        boolean alive = view.get(NamespaceReconciler.RESOURCE, "", key).filter(namespace -> !namespace.isTerminating()).isPresent();
        if (!alive || view.get(RESOURCE, key, NAME).isPresent()) {
            return Plan.NOTHING;
        }
        return Plan.builder()
                .create(RESOURCE, KubeObject.of("v1", "ServiceAccount", key, NAME), Reason.of("serviceaccount.default", "namespace", key))
                .build();
    }
}
