package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pod's runtime class brings along: what its sandbox costs and which nodes have it ({@code plugin/pkg/admission/runtimeclass/admission.go}).
 * Nodes of the lab run every handler in the same way.
 */
final class RuntimeClasses implements Admission {
    private static final String RESOURCE = "runtimeclasses.node.k8s.io";

    private static boolean concerns(Write write) {
        return write.isOf("Pod") && write.isCreation() && write.request().subresource().isEmpty();
    }

    private static Optional<Json> named(KubeObject pod, View view) {
        String name = pod.spec().textOrEmpty("runtimeClassName");
        return name.isEmpty() ? Optional.empty() : view.get(RESOURCE, "", name).map(KubeObject::tree);
    }

    @Override
    public Optional<Status> turnAway(Write write, View view) {
        if (!concerns(write)) {
            return Optional.empty();
        }
        Json spec = write.after().spec();
        Optional<Json> found = named(write.after(), view);
        if (spec.has("runtimeClassName") && found.isEmpty()) {
            return Optional.of(write.forbidden("pod rejected: RuntimeClass \"" + spec.textOrEmpty("runtimeClassName") + "\" not found"));
        }
        boolean hasOverhead = found.isPresent() && found.get().has("overhead");
        if (hasOverhead && spec.has("overhead") && !spec.get("overhead").equals(found.get().object("overhead").object("podFixed"))) {
            return Optional.of(write.forbidden("pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"));
        }
        Json wanted = found.orElse(Json.EMPTY).object("scheduling", "nodeSelector");
        for (String key : wanted.names()) {
            Object own = spec.at("nodeSelector", key);
            if (own != null && !own.equals(wanted.get(key))) {
                return Optional.of(write.forbidden("conflict: runtimeClass.scheduling.nodeSelector[%s] = %s; pod.spec.nodeSelector[%s] = %s"
                        .formatted(key, wanted.get(key), key, own)));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Status> refuse(Write write, View view) {
        boolean odd = concerns(write) && write.after().spec().has("overhead") && named(write.after(), view).filter(found -> found.has("overhead")).isEmpty();
        return odd ? Optional.of(write.forbidden("pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead")) : Optional.empty();
    }

    @Override
    public KubeObject mutate(Write write, View view) {
        Optional<Json> found = concerns(write) ? named(write.after(), view) : Optional.empty();
        if (found.isEmpty()) {
            return write.after();
        }
        Json spec = write.after().spec();
        if (found.get().has("overhead")) {
            spec = spec.with("overhead", found.get().object("overhead").get("podFixed"));
        }
        Json scheduling = found.get().object("scheduling");
        for (String key : scheduling.object("nodeSelector").names()) {
            spec = spec.withAt(scheduling.at("nodeSelector", key), "nodeSelector", key);
        }
        List<Json> tolerations = merged(spec.objects("tolerations"), scheduling.objects("tolerations"));
        return write.after().with(tolerations.isEmpty() ? spec : spec.with("tolerations", tolerations), "spec");
    }

    /** Without those that another one covers ({@code tolerations.MergeTolerations}). */
    private static List<Json> merged(List<Json> first, List<Json> second) {
        List<Json> all = new ArrayList<>(first);
        all.addAll(second);
        List<Json> merged = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Json own = all.get(i);
            boolean covered = merged.stream().anyMatch(other -> covers(other, own))
                    || all.subList(i + 1, all.size()).stream().anyMatch(other -> !other.equals(own) && covers(other, own));
            if (!covered) {
                merged.add(own);
            }
        }
        return merged;
    }

    private static boolean covers(Json wide, Json narrow) {
        if (wide.equals(narrow)) {
            return true;
        }
        boolean exists = wide.textOrEmpty("operator").equals("Exists");
        boolean otherKey = !narrow.textOrEmpty("key").equals(wide.textOrEmpty("key")) && (!wide.textOrEmpty("key").isEmpty() || !exists);
        boolean otherEffect = !narrow.textOrEmpty("effect").equals(wide.textOrEmpty("effect")) && !wide.textOrEmpty("effect").isEmpty();
        boolean shorter = wide.textOrEmpty("effect").equals("NoExecute") && wide.has("tolerationSeconds")
                && narrow.number(Long.MAX_VALUE, "tolerationSeconds") > wide.number(0, "tolerationSeconds");
        if (otherKey || otherEffect || shorter) {
            return false;
        }
        return exists || narrow.textOrEmpty("operator").equals("Equal") && narrow.textOrEmpty("value").equals(wide.textOrEmpty("value"));
    }
}
