package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;

/**
 * Lets claims and volumes go only when nobody uses them: takes off the finalizer that admission has put on
 * ({@code pkg/controller/volume/pvcprotection}, {@code pvprotection}).
 *
 * @param finalizer that holds the object while it is in use
 */
public record StorageProtection(String name, String resource, String finalizer) implements Reconciler {
    public static StorageProtection ofClaims() {
        return new StorageProtection("pvc-protection-controller", Volumes.CLAIMS, "kubernetes.io/pvc-protection");
    }

    public static StorageProtection ofVolumes() {
        return new StorageProtection("pv-protection-controller", Volumes.VOLUMES, "kubernetes.io/pv-protection");
    }

    @Override
    public List<Watch> watches() {
        return resource.equals(Volumes.CLAIMS) ? List.of(Watch.own(resource), new Watch("pods", StorageProtection::onPod)) : List.of(Watch.own(resource));
    }

    /** The claims of a pod that is gone. */
    private static List<String> onPod(Body.Change change, View view) {
        return change.kind() == Body.ChangeKind.DELETED
                ? Volumes.claimsOf(change.object()).stream().map(name -> change.key().namespace() + "/" + name).toList()
                : List.of();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(resource, key)).filter(object -> object.isTerminating() && object.finalizers().contains(finalizer))
                .map(object -> release(object, view)).orElse(Plan.NOTHING);
    }

    private Plan release(KubeObject object, View view) {
        if (isUsed(object, view)) {
            return Plan.NOTHING;
        }
        List<String> left = object.finalizers().stream().filter(name -> !name.equals(finalizer)).toList();
        return Plan.builder()
                .saw("uses", 0)
                .update(resource, object.with(left.isEmpty() ? null : left, "metadata", "finalizers"),
                        Reason.of("storage.unprotect", "kind", object.kind(), "name", object.name()))
                .build();
    }

    /** A claim is used by pods that have a node, a volume by the claim that it is bound to. */
    private static boolean isUsed(KubeObject object, View view) {
        return object.namespace().isEmpty()
                ? "Bound".equals(object.status().text("phase"))
                : view.list("pods", object.namespace()).stream()
                        .anyMatch(pod -> !Pods.node(pod).isEmpty() && Volumes.claimsOf(pod).contains(object.name()));
    }
}
