package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;

/** Lets pods stay five minutes on a node that is lost ({@code plugin/pkg/admission/defaulttolerationseconds}). */
final class DefaultTolerations implements Admission {
    private static final long SECONDS = 300;
    private static final List<String> TAINTS = List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    @Override
    public KubeObject mutate(Write write, View view) {
        if (!write.isOf("Pod") || !write.isCreation()) {
            return write.after();
        }
        List<Json> tolerations = new ArrayList<>(write.after().spec().objects("tolerations"));
        for (String taint : TAINTS) {
            if (tolerations.stream().noneMatch(toleration -> tolerates(toleration, taint))) {
                tolerations.add(Json.of("key", taint, "operator", "Exists", "effect", "NoExecute", "tolerationSeconds", SECONDS));
            }
        }
        return write.after().with(tolerations, "spec", "tolerations");
    }

    private static boolean tolerates(Json toleration, String taint) {
        String key = toleration.textOrEmpty("key");
        String effect = toleration.textOrEmpty("effect");
        return (key.isEmpty() || key.equals(taint)) && (effect.isEmpty() || effect.equals("NoExecute"));
    }
}
