package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.Optional;

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

    /** What is wrong with the wanted replica count. */
    static Optional<Status> problem(String name, Json scale) {
        long replicas = scale.number(0, "spec", "replicas");
        Problems problems = new Problems();
        if (replicas < 0) {
            problems.invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(Status.invalid("Scale.autoscaling", name, problems.found()));
    }

    /** The target with the wanted replica count, at the revision that the scale was read at. */
    static KubeObject applied(Json scale, KubeObject target) {
        return target.with(scale.number(0, "spec", "replicas"), "spec", "replicas")
                .with(scale.text("metadata", "resourceVersion"), "metadata", "resourceVersion");
    }
}
