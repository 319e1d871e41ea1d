package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** What a deletion asks for, and what the API answers to it ({@code apiserver/pkg/registry/generic/registry/store.go}, {@code finalizeDelete}). */
public final class Deleted {
    /** Kinds whose deletion answers with the object ({@code ReturnDeletedObject} of upstream's storages). */
    private static final List<String> SHOWN = List.of("Pod", "PodTemplate", "PersistentVolume", "PersistentVolumeClaim", "ResourceQuota", "Service", "ServiceAccount");

    private Deleted() {}

    /** The fields of a {@code DeleteOptions} body beside those of the query; the body wins. */
    public static Options options(Options query, Json body) {
        Options merged = query;
        for (String name : List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "preconditions", "propagationPolicy")) {
            Object value = body.get(name);
            merged = value == null ? merged : merged.with(name, value);
        }
        return merged;
    }

    /** Whether the answer is a {@code Status}: the object is gone, and not of a kind that is shown once more. */
    public static boolean isStatus(KubeObject object) {
        boolean gone = object.finalizers().isEmpty() && object.spec().list("finalizers").isEmpty()
                && object.metadata().number(0, "deletionGracePeriodSeconds") == 0;
        return gone && !SHOWN.contains(object.kind());
    }

    /** The {@code Status} that says which object is gone. */
    public static Json status(Kind kind, KubeObject object) {
        Json details = Json.of("name", object.name(), "group", kind.group().isEmpty() ? null : kind.group(), "kind", kind.plural(), "uid", object.uid());
        return Json.of("kind", "Status", "apiVersion", "v1", "metadata", Json.EMPTY, "status", "Success", "details", details);
    }
}
