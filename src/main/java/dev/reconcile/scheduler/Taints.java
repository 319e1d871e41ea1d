package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
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

    static boolean tolerates(KubeObject pod, Json taint) {
        return pod.tree().objects("spec", "tolerations").stream().anyMatch(toleration -> tolerates(toleration, taint));
    }

    /** How many taints would rather have the pod elsewhere. */
    static long disliked(KubeObject pod, KubeObject node) {
        return node.tree().objects("spec", "taints").stream()
                .filter(taint -> "PreferNoSchedule".equals(taint.text("effect")))
                .filter(taint -> !tolerates(pod, taint))
                .count();
    }

    private static boolean tolerates(Json toleration, Json taint) {
        String effect = toleration.textOrEmpty("effect");
        String key = toleration.textOrEmpty("key");
        if (!effect.isEmpty() && !effect.equals(taint.text("effect"))) {
            return false;
        }
        if (!key.isEmpty() && !key.equals(taint.text("key"))) {
            return false;
        }
        boolean exists = "Exists".equals(toleration.text("operator"));
        return exists || !key.isEmpty() && toleration.textOrEmpty("value").equals(taint.textOrEmpty("value"));
    }
}
