package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Dice;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives pods a service account, its pull secrets and its token ({@code plugin/pkg/admission/serviceaccount/admission.go}). */
final class PodServiceAccount implements Admission {
    private static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String VOLUME_PREFIX = "kube-api-access-";

    /** Seconds that a token lives; an hour and a bit, by which the kubelet tells it from tokens that were asked for. */
    private static final long TOKEN_SECONDS = 3607;

    private static final Json ACCESS = Json.of("defaultMode", 420, "sources", List.of(
            Json.of("serviceAccountToken", Json.of("expirationSeconds", TOKEN_SECONDS, "path", "token")),
            Json.of("configMap", Json.of("name", "kube-root-ca.crt", "items", List.of(Json.of("key", "ca.crt", "path", "ca.crt")))),
            Json.of("downwardAPI", Json.of("items", List.of(Json.of(
                    "path", "namespace", "fieldRef", Json.of("apiVersion", "v1", "fieldPath", "metadata.namespace")))))));

    private static boolean concerns(Write write) {
        return write.isOf("Pod") && write.isCreation();
    }

    private static String accountName(KubeObject pod) {
        String name = pod.spec().textOrEmpty("serviceAccountName");
        String older = name.isEmpty() ? pod.spec().textOrEmpty("serviceAccount") : name;
        return older.isEmpty() ? "default" : older;
    }

    @Override
    public Optional<Status> turnAway(Write write, View view) {
        if (!concerns(write)) {
            return Optional.empty();
        }
        String namespace = write.request().namespace();
        String name = accountName(write.after());
        return view.get("serviceaccounts", namespace, name).isPresent()
                ? Optional.empty()
                : Optional.of(write.forbidden("error looking up service account %s/%s: serviceaccount \"%s\" not found"
                        .formatted(namespace, name, name)));
    }

    @Override
    public KubeObject mutate(Write write, View view) {
        if (!concerns(write)) {
            return write.after();
        }
        KubeObject pod = write.after();
        String name = accountName(pod);
        Json account = view.get("serviceaccounts", write.request().namespace(), name).orElseThrow().tree();
        Json spec = pod.spec().with("serviceAccountName", name).with("serviceAccount", name);
        if (spec.list("imagePullSecrets").isEmpty() && !account.list("imagePullSecrets").isEmpty()) {
            spec = spec.with("imagePullSecrets", account.list("imagePullSecrets"));
        }
        Object automount = spec.has("automountServiceAccountToken")
                ? spec.get("automountServiceAccountToken")
                : account.get("automountServiceAccountToken");
        return pod.with(Boolean.FALSE.equals(automount) ? spec : mounted(spec, pod.uid()), "spec");
    }

    private static Json mounted(Json spec, String uid) {
        // Random letters in upstream; ours follow from the pod's uid, which is random too.
        String volume = VOLUME_PREFIX + new Dice(UUID.fromString(uid).getMostSignificantBits()).suffix(5);
        Json mount = Json.of("name", volume, "readOnly", true, "mountPath", TOKEN_PATH);
        Json changed = spec;
        for (String list : List.of("initContainers", "containers")) {
            List<Json> containers = spec.objects(list).stream().map(container -> mounted(container, mount)).toList();
            changed = containers.isEmpty() ? changed : changed.with(list, containers);
        }
        if (changed == spec) {
            return spec;
        }
        List<Object> volumes = new ArrayList<>(spec.list("volumes"));
        volumes.add(Json.of("name", volume, "projected", ACCESS));
        return changed.with("volumes", volumes);
    }

    private static Json mounted(Json container, Json mount) {
        List<Json> mounts = new ArrayList<>(container.objects("volumeMounts"));
        if (mounts.stream().anyMatch(m -> TOKEN_PATH.equals(m.text("mountPath")))) {
            return container;
        }
        mounts.add(mount);
        return container.with("volumeMounts", mounts);
    }

}
