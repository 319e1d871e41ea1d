package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The annotations with which a Deployment numbers its ReplicaSets and notes its limits on them ({@code deployment_util.go}). */
final class Revisions {
    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String HISTORY = "deployment.kubernetes.io/revision-history";
    static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    static final String MAX = "deployment.kubernetes.io/max-replicas";

    /** The most characters that the history keeps. */
    private static final int MAX_HISTORY = 2000;

    /** Annotations of a Deployment that are its own and not copied to ReplicaSets. */
    private static final List<String> NOT_COPIED =
            List.of("kubectl.kubernetes.io/last-applied-configuration", REVISION, HISTORY, DESIRED, MAX, "deprecated.deployment.rollback.to");

    private Revisions() {}

    /** An annotation that Deployment and ReplicaSet share. */
    static boolean isCopied(String annotation) {
        return !NOT_COPIED.contains(annotation);
    }

    static long of(KubeObject set) {
        return number(set, REVISION).orElse(0L);
    }

    static Optional<Long> desired(KubeObject set) {
        return number(set, DESIRED);
    }

    static Optional<Long> max(KubeObject set) {
        return number(set, MAX);
    }

    private static Optional<Long> number(KubeObject set, String annotation) {
        return set.annotation(annotation).filter(text -> text.matches("\\d{1,19}")).map(BigInteger::new)
                .filter(number -> number.bitLength() < Long.SIZE).map(BigInteger::longValue);
    }

    /** The number after the highest of the old ReplicaSets. */
    static long next(List<KubeObject> old) {
        return old.stream().mapToLong(Revisions::of).max().orElse(0) + 1;
    }

    /** The new ReplicaSet with the Deployment's annotations and its revision; the number that it loses is kept in its history. */
    static KubeObject annotated(KubeObject set, KubeObject deployment, long revision) {
        KubeObject annotated = set;
        for (Map.Entry<String, String> annotation : deployment.annotations().entrySet()) {
            if (isCopied(annotation.getKey())) {
                annotated = annotated.withAnnotation(annotation.getKey(), annotation.getValue());
            }
        }
        if (of(set) >= revision) {
            return annotated;
        }
        Optional<String> before = set.annotation(REVISION);
        if (before.isPresent()) {
            annotated = annotated.withAnnotation(HISTORY, history(set.annotation(HISTORY).orElse(""), before.get()));
        }
        return annotated.withAnnotation(REVISION, Long.toString(revision));
    }

    private static String history(String history, String revision) {
        if (history.isEmpty()) {
            return revision;
        }
        String longer = history + "," + revision;
        while (longer.length() > MAX_HISTORY && longer.contains(",")) {
            longer = longer.substring(longer.indexOf(',') + 1);
        }
        return longer;
    }

    /** The ReplicaSet with what the Deployment wants in all and may have at most: how it tells a scaling from a rollout. */
    static KubeObject withLimits(KubeObject set, Rollout rollout) {
        return set.withAnnotations(Json.of(DESIRED, Long.toString(rollout.replicas()), MAX, Long.toString(rollout.most())));
    }
}
