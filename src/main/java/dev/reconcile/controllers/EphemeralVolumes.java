package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/** Makes the claims of pods' generic ephemeral volumes; they go with the pod ({@code pkg/controller/volume/ephemeral/controller.go}). */
public final class EphemeralVolumes implements Reconciler {
    private static final String PODS = "pods";

    @Override
    public String name() {
        return "ephemeral-volume-controller";
    }

    @Override
    public String component() {
        return "ephemeral_volume";
    }

    @Override
    public List<Watch> watches() {
        return List.of(
                new Watch(PODS, (change, view) -> change.kind() == Body.ChangeKind.DELETED ? List.of() : keys(change.after())),
                new Watch(Volumes.CLAIMS, EphemeralVolumes::without));
    }

    private static List<String> keys(KubeObject pod) {
        for (Json volume : pod.spec().objects("volumes")) {
            if (volume.has("ephemeral")) {
                return List.of(pod.namespace() + "/" + pod.name());
            }
        }
        return List.of();
    }

    /** The pods whose claim has gone. */
    private static List<String> without(Body.Change change, View view) {
        return change.kind() != Body.ChangeKind.DELETED ? List.of()
                : view.list(PODS, change.key().namespace()).stream().filter(pod -> Volumes.claimsOf(pod).contains(change.key().name()))
                        .flatMap(pod -> keys(pod).stream()).toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(PODS, key)).filter(pod -> !pod.isTerminating()).map(pod -> reconcile(pod, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject pod, View view) {
        Plan.Builder plan = Plan.builder();
        for (Json volume : pod.spec().objects("volumes")) {
            if (!volume.has("ephemeral")) {
                continue;
            }
            String name = Volumes.claimOf(pod, volume);
            Optional<KubeObject> claim = view.get(Volumes.CLAIMS, pod.namespace(), name);
            if (claim.isEmpty()) {
                plan.create(Volumes.CLAIMS, claim(pod, name, volume.object("ephemeral", "volumeClaimTemplate")),
                        Reason.of("storage.ephemeral", "pod", pod.name(), "volume", volume.textOrEmpty("name"), "claim", name));
            } else {
                Volumes.notFor(pod, claim.get()).ifPresent(problem -> Announcement.once(plan, view, pod, "Warning", "FailedBinding",
                        "ephemeral volume " + volume.textOrEmpty("name") + ": " + problem));
            }
        }
        return plan.build();
    }

    private static KubeObject claim(KubeObject pod, String name, Json template) {
        return KubeObject.of("v1", "PersistentVolumeClaim", pod.namespace(), name)
                .with(template.at("metadata", "annotations"), "metadata", "annotations")
                .with(template.at("metadata", "labels"), "metadata", "labels")
                .with(template.object("spec"), "spec")
                .withController(pod);
    }
}
