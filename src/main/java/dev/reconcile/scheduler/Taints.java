package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Tolerations;
import java.util.List;
import java.util.Optional;

/** Taints and tolerations ({@code component-helpers/scheduling/corev1/helpers.go}). */
public final class Taints {
    private Taints() {}

    /** The first taint that keeps new pods away and that the pod does not tolerate. */
    public static Optional<Json> untolerated(KubeObject pod, KubeObject node) {
        return node.tree().objects("spec", "taints").stream()
                .filter(taint -> !"PreferNoSchedule".equals(taint.text("effect")))
                .filter(taint -> !tolerates(pod, taint))
                .findFirst();
    }

    /** Whether a taint does not even let the pod stay on the node. */
    public static boolean evicts(KubeObject pod, KubeObject node) {
        return node.tree().objects("spec", "taints").stream().anyMatch(taint -> "NoExecute".equals(taint.text("effect")) && !tolerates(pod, taint));
    }

    static boolean tolerates(KubeObject pod, Json taint) {
        return pod.tree().objects("spec", "tolerations").stream().anyMatch(toleration -> Tolerations.tolerates(toleration, taint));
    }

    /** How many taints would rather have the pod elsewhere. */
    static long disliked(KubeObject pod, KubeObject node) {
        List<Json> taints = node.tree().objects("spec", "taints");
        return taints.isEmpty() ? 0 : taints.stream()
                .filter(taint -> "PreferNoSchedule".equals(taint.text("effect")))
                .filter(taint -> !tolerates(pod, taint))
                .count();
    }
}
