package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;

/** Whether a container would run as root although it must not ({@code pkg/kubelet/kuberuntime/security_context.go}, {@code verifyRunAsNonRoot}). */
final class Privilege {
    private Privilege() {}

    /** Upstream's words for it; empty if all is well. */
    static String problem(KubeObject pod, Json container, Image image) {
        Json own = container.object("securityContext");
        Json common = pod.spec().object("securityContext");
        Object forbidden = own.has("runAsNonRoot") ? own.get("runAsNonRoot") : common.get("runAsNonRoot");
        if (!Boolean.TRUE.equals(forbidden)) {
            return "";
        }
        String where = " (pod: \"%s_%s(%s)\", container: %s)".formatted(pod.name(), pod.namespace(), pod.uid(), container.text("name"));
        long user = own.number(common.number(-1, "runAsUser"), "runAsUser");
        if (user == 0) {
            return "container's runAsUser breaks non-root policy" + where;
        }
        if (user > 0) {
            return "";
        }
        if (image.user().isEmpty() || image.user().equals("0")) {
            return "container has runAsNonRoot and image will run as root" + where;
        }
        return image.user().matches("\\d+") ? ""
                : "container has runAsNonRoot and image has non-numeric user (" + image.user() + "), cannot verify user is non-root" + where;
    }
}
