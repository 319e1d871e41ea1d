package dev.reconcile.model;

/** Which taints a toleration lets a pod bear ({@code k8s.io/api/core/v1/toleration.go}). */
public final class Tolerations {
    private Tolerations() {}

    public static boolean tolerates(Json toleration, Json taint) {
        String effect = toleration.textOrEmpty("effect");
        String key = toleration.textOrEmpty("key");
        if (!effect.isEmpty() && !effect.equals(taint.text("effect")) || !key.isEmpty() && !key.equals(taint.text("key"))) {
            return false;
        }
        boolean exists = "Exists".equals(toleration.text("operator"));
        return exists || !key.isEmpty() && toleration.textOrEmpty("value").equals(taint.textOrEmpty("value"));
    }
}
