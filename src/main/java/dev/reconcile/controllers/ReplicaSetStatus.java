package dev.reconcile.controllers;

import dev.reconcile.api.Status;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import java.util.List;
import java.util.OptionalLong;

/** What a ReplicaSet, or a ReplicationController, says about its pods ({@code replica_set_utils.go calculateStatus}). */
final class ReplicaSetStatus {
    private static final String FAILURE = "ReplicaFailure";

    private ReplicaSetStatus() {}

    /** The status after a plan that found these active pods and met no refusal. */
    static Json of(KubeObject set, List<KubeObject> pods, long now) {
        return Conditions.remove(counted(set, pods, now), FAILURE);
    }

    private static Json counted(KubeObject set, List<KubeObject> pods, long now) {
        LabelSelector template = LabelSelector.ofMap(set.tree().textMap("spec", "template", "metadata", "labels"));
        long minReady = set.spec().number(0, "minReadySeconds");
        long labelled = 0;
        long ready = 0;
        long available = 0;
        for (KubeObject pod : pods) {
            labelled += template.matches(pod) ? 1 : 0;
            ready += Pods.isReady(pod) ? 1 : 0;
            available += Pods.isAvailable(pod, minReady, now) ? 1 : 0;
        }
        return set.status()
                .with("replicas", (long) pods.size())
                .with("fullyLabeledReplicas", Counts.orAbsent(labelled))
                .with("readyReplicas", Counts.orAbsent(ready))
                .with("availableReplicas", Counts.orAbsent(available))
                .with("observedGeneration", Counts.orAbsent(set.generation()));
    }

    static Reason reason(Json status) {
        return Reason.of("replicaset.status", "replicas", status.number(0, "replicas"), "ready", status.number(0, "readyReplicas"),
                "available", status.number(0, "availableReplicas"));
    }

    /** Reports that pods could not be created or deleted; a condition that stands already is left as it is. */
    static Plan.Step failed(String resource, KubeObject set, List<KubeObject> pods, String reason, Status refused, long now) {
        Json status = counted(set, pods, now);
        if (Conditions.find(status, FAILURE).isEmpty()) {
            status = Conditions.set(status, Json.of("type", FAILURE, "status", "True", "reason", reason, "message", refused.message(),
                    "lastTransitionTime", Times.text(now)));
        }
        ObjectKey key = new ObjectKey(resource, set.namespace(), set.name());
        return new Plan.Step(new Plan.Intent.SetStatus(key, set.kind(), status), Reason.of("replicaset.failure", "message", refused.message()), null);
    }

    /** When the next ready pod will have been ready for minReadySeconds. */
    static OptionalLong nextAvailableAt(KubeObject set, List<KubeObject> pods, long now) {
        long minReady = set.spec().number(0, "minReadySeconds") * 1000;
        if (minReady == 0) {
            return OptionalLong.empty();
        }
        return pods.stream()
                .flatMap(pod -> Pods.readySince(pod).stream())
                .mapToLong(since -> since + minReady)
                .filter(at -> at > now)
                .min();
    }
}
