package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;

/** The {@code scale} subresource: the replica count of any scalable kind as an {@code autoscaling/v1 Scale}. */
final class Scales {
    private Scales() {}

    static KubeObject of(Kind kind, KubeObject target) {
        Json selector = target.spec().object("selector");
        LabelSelector labels = kind.kind().equals("ReplicationController")
                ? LabelSelector.ofMap(target.spec().textMap("selector"))
                : LabelSelector.of(selector);
        return new KubeObject(Json.of(
                "apiVersion", "autoscaling/v1",
                "kind", "Scale",
                "metadata", Json.of(
                        "name", target.name(),
                        "namespace", target.namespace(),
                        "uid", target.uid(),
                        "resourceVersion", Long.toString(target.revision()),
                        "creationTimestamp", target.metadata().get("creationTimestamp")),
                "spec", Json.of("replicas", target.spec().number(0, "replicas")),
                "status", Json.of("replicas", target.status().number(0, "replicas"), "selector", labels.text())));
    }
}
