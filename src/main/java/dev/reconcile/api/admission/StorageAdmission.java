package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Status;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives claims the default class, keeps claims and volumes while they are used, and lets only those claims grow whose class allows it
 * ({@code plugin/pkg/admission/storage}).
 */
final class StorageAdmission implements Admission {
    @Override
    public KubeObject mutate(Write write, View view) {
        KubeObject object = write.after();
        if (!write.isCreation()) {
            return object;
        }
        if (write.isOf("PersistentVolume")) {
            return held(object, "kubernetes.io/pv-protection");
        }
        return write.isOf("PersistentVolumeClaim") ? held(classed(object, view), "kubernetes.io/pvc-protection") : object;
    }

    private static KubeObject held(KubeObject object, String finalizer) {
        if (object.finalizers().contains(finalizer)) {
            return object;
        }
        List<String> finalizers = new ArrayList<>(object.finalizers());
        finalizers.add(finalizer);
        return object.with(finalizers, "metadata", "finalizers");
    }

    private static KubeObject classed(KubeObject claim, View view) {
        return Volumes.leavesClassOpen(claim)
                ? Volumes.defaultClass(view.list(Volumes.CLASSES, "")).map(found -> claim.with(found.name(), "spec", "storageClassName")).orElse(claim)
                : claim;
    }

    @Override
    public Optional<Status> refuse(Write write, View view) {
        boolean update = !write.isCreation() && !write.isDeletion();
        if (!update || !write.isOf("PersistentVolumeClaim") || Volumes.requested(write.after()).compareTo(Volumes.requested(write.before())) <= 0) {
            return Optional.empty();
        }
        if (!"Bound".equals(write.before().status().text("phase"))) {
            return Optional.of(write.forbidden("Only bound persistent volume claims can be expanded"));
        }
        boolean allowed = view.get(Volumes.CLASSES, "", Volumes.storageClass(write.before()))
                .filter(found -> found.tree().isTrue("allowVolumeExpansion")).isPresent();
        return allowed ? Optional.empty() : Optional.of(write.forbidden("only dynamically provisioned pvc can be resized and "
                + "the storageclass that provisions the pvc must support resize"));
    }
}
