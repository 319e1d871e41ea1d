package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.Optional;

/** Whether a pod's volume claims let it be placed ({@code plugins/volumebinding}). */
final class Claims {
    private Claims() {}

    /** What stands in the way on every node. */
    static Optional<String> problem(KubeObject pod, View view) {
        for (Json volume : pod.tree().objects("spec", "volumes")) {
            String name = volume.textOrEmpty("persistentVolumeClaim", "claimName");
            if (name.isEmpty()) {
                continue;
            }
            Optional<KubeObject> claim = view.get("persistentvolumeclaims", pod.namespace(), name);
            if (claim.isEmpty()) {
                return Optional.of("persistentvolumeclaim \"" + name + "\" not found");
            }
            if (claim.get().isTerminating()) {
                return Optional.of("persistentvolumeclaim \"" + name + "\" is being deleted");
            }
            if (claim.get().spec().textOrEmpty("volumeName").isEmpty() && !waitsForConsumer(claim.get(), view)) {
                return Optional.of("pod has unbound immediate PersistentVolumeClaims");
            }
        }
        return Optional.empty();
    }

    private static boolean waitsForConsumer(KubeObject claim, View view) {
        return view.get("storageclasses.storage.k8s.io", "", claim.spec().textOrEmpty("storageClassName"))
                .map(storage -> "WaitForFirstConsumer".equals(storage.tree().text("volumeBindingMode")))
                .orElse(false);
    }
}
