package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the certificate by which pods know the API server in each namespace ({@code pkg/controller/certificates/rootcacertpublisher}).
 *
 * @param certificate in PEM; nothing in a simulated cluster checks it
 */
public record RootCaReconciler(String certificate) implements Reconciler {
    private static final String RESOURCE = "configmaps";
    private static final String NAME = "kube-root-ca.crt";
    private static final String DESCRIPTION = "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints "
            + "such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    @Override
    public String name() {
        return "root-ca-certificate-publisher-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(
                Watch.own(NamespaceReconciler.RESOURCE),
                new Watch(RESOURCE, (change, view) -> change.key().name().equals(NAME) ? List.of(change.key().namespace()) : List.of()));
    }

    @Override
    public Plan reconcile(String key, View view) {
        boolean alive = view.get(NamespaceReconciler.RESOURCE, "", key).filter(namespace -> !namespace.isTerminating()).isPresent();
        Optional<KubeObject> map = view.get(RESOURCE, key, NAME);
        Json data = Json.of("ca.crt", certificate);
        if (!alive || map.filter(m -> data.equals(m.tree().object("data"))).isPresent()) {
            return Plan.NOTHING;
        }
        Plan.Builder plan = Plan.builder();
        if (map.isPresent()) {
            return plan.update(RESOURCE, map.get().with(data, "data"), Reason.of("root-ca.restore", "namespace", key)).build();
        }
        KubeObject fresh = KubeObject.of("v1", "ConfigMap", key, NAME)
                .withAnnotation("kubernetes.io/description", DESCRIPTION)
                .with(data, "data");
        return plan.create(RESOURCE, fresh, Reason.of("root-ca.publish", "namespace", key)).build();
    }
}
