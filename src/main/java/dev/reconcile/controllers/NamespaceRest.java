package dev.reconcile.controllers;

import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What is still there in a namespace that is being emptied, and what its conditions say of that
 * ({@code pkg/controller/namespace/deletion/status_condition_utils.go}).
 */
final class NamespaceRest {
    /** What a finalizer is given before the controller looks again ({@code finalizerEstimateSeconds}). */
    private static final long FINALIZER_SECONDS = 15;

    private final KubeObject namespace;
    private final long now;
    private final Map<String, Integer> objects = new TreeMap<>();
    private final Map<String, Integer> finalizers = new TreeMap<>();
    private final List<String> unexpected = new ArrayList<>();
    private long estimate;

    NamespaceRest(KubeObject namespace, long now) {
        this.namespace = namespace;
        this.now = now;
    }

    /** Of those objects that are deleted now, or were, some stay for a while. */
    void note(String resource, List<KubeObject> deleted) {
        List<KubeObject> staying = deleted.stream().filter(NamespaceRest::stays).toList();
        if (staying.isEmpty()) {
            return;
        }
        objects.put(resource, staying.size());
        long before = finalizers.size();
        staying.forEach(object -> object.finalizers().forEach(finalizer -> finalizers.merge(finalizer, 1, Integer::sum)));
        long grace = resource.equals("pods") ? grace(deleted) : 0;
        if (grace > 0) {
            estimate = Math.max(estimate, grace);
        } else if (finalizers.size() > before) {
            estimate = Math.max(estimate, FINALIZER_SECONDS);
        } else {
            unexpected.add("unexpected items still remain in namespace: %s for gvr: /v1, Resource=%s".formatted(namespace.name(), resource));
        }
    }

    private static boolean stays(KubeObject object) {
        boolean stops = object.kind().equals("Pod") && !Pods.node(object).isEmpty() && !Pods.isFinished(object)
                && object.spec().number(30, "terminationGracePeriodSeconds") > 0;
        return stops || object.isTerminating() || !object.finalizers().isEmpty();
    }

    /** The longest grace period of a pod in seconds; 0 once it would be over ({@code estimateGracefulTermination}). */
    private long grace(List<KubeObject> pods) {
        long longest = pods.stream().filter(pod -> !Pods.isFinished(pod)).mapToLong(pod -> pod.spec().number(30, "terminationGracePeriodSeconds")).max().orElse(0);
        long deletedAt = Times.millis(namespace.metadata().text("deletionTimestamp")).orElse(now);
        return now - deletedAt >= longest * 1000 ? 0 : longest;
    }

    boolean isNothing() {
        return objects.isEmpty();
    }

    /** Upstream looks again after half of the time that it takes the rest to need; it would try again for ever what it does not expect. */
    OptionalLong lookAgainAt() {
        return estimate == 0 ? OptionalLong.empty() : OptionalLong.of(now + (estimate / 2 + 1) * 1000);
    }

    Json status() {
        List<String> remaining = new ArrayList<>();
        objects.forEach((resource, count) -> remaining.add("%s has %d resource instances".formatted(resource.contains(".") ? resource : resource + ".", count)));
        List<String> held = new ArrayList<>();
        finalizers.forEach((finalizer, count) -> held.add("%s in %d resource instances".formatted(finalizer, count)));
        Json status = with(namespace.status(), "NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered");
        status = with(status, "NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed");
        status = unexpected.isEmpty()
                ? with(status, "NamespaceDeletionContentFailure", false, "ContentDeleted",
                        "All content successfully deleted, may be waiting on finalization")
                : with(status, "NamespaceDeletionContentFailure", true, "ContentDeletionFailed",
                        "Failed to delete all resource types, %d remaining: %s".formatted(unexpected.size(), String.join(", ", unexpected)));
        status = with(status, "NamespaceContentRemaining", true, "SomeResourcesRemain", "Some resources are remaining: " + String.join(", ", remaining));
        return held.isEmpty()
                ? with(status, "NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
                : with(status, "NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
                        "Some content in the namespace has finalizers remaining: " + String.join(", ", held));
    }

    private Json with(Json status, String type, boolean holds, String reason, String message) {
        String value = holds ? "True" : "False";
        Object since = Conditions.find(status, type).filter(old -> value.equals(old.text("status"))).map(old -> old.get("lastTransitionTime"))
                .orElse(Times.text(now));
        return Conditions.set(status, Json.of("type", type, "status", value, "reason", reason, "message", message, "lastTransitionTime", since));
    }
}
