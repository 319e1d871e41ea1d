package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Who owns the claims of a StatefulSet's pods, so that garbage collection takes them when the set's retention policy says so
 * ({@code stateful_set_utils.go isClaimOwnerUpToDate}, {@code updateClaimOwnerRefForSetAndPod}): nobody, the set (they go with it), or a pod
 * that is beyond the wanted number (they go with that pod).
 */
record ClaimRetention(KubeObject set, Ordinals ordinals) {

    private boolean deletes(String when) {
        return "Delete".equals(set.spec().text("persistentVolumeClaimRetentionPolicy", when));
    }

    private boolean isOwnedBySet(KubeObject pod) {
        boolean condemned = !ordinals.isWanted(ordinals.of(pod));
        return deletes("whenDeleted") && !(deletes("whenScaled") && condemned);
    }

    private boolean isOwnedByPod(KubeObject pod) {
        return deletes("whenScaled") && !ordinals.isWanted(ordinals.of(pod));
    }

    /** The claim with the owners that it should have; the very same claim if it has them, or if an earlier set or pod of that name owns it. */
    KubeObject settled(KubeObject claim, KubeObject pod) {
        boolean keep = isStale(claim, set) || isStale(claim, pod) || isRight(claim, pod);
        if (keep) {
            return claim;
        }
        List<Json> others = claim.ownerReferences().stream().filter(owner -> !names(owner, set) && !names(owner, pod)).toList();
        KubeObject scrubbed = claim.with(others.isEmpty() ? null : others, "metadata", "ownerReferences");
        if (hasConflict(claim, pod)) {
            return scrubbed;
        }
        KubeObject owned = isOwnedBySet(pod) ? scrubbed.withController(set) : scrubbed;
        return isOwnedByPod(pod) ? owned.withController(pod) : owned;
    }

    private boolean isRight(KubeObject claim, KubeObject pod) {
        boolean ofSet = has(claim, set);
        boolean ofPod = has(claim, pod);
        if (hasConflict(claim, pod)) {
            return !ofSet && !ofPod;
        }
        boolean controls = claim.ownerReferences().stream()
                .filter(owner -> set.uid().equals(owner.text("uid")) || pod.uid().equals(owner.text("uid")))
                .allMatch(owner -> owner.isTrue("controller"));
        return controls && ofSet == isOwnedBySet(pod) && ofPod == isOwnedByPod(pod);
    }

    /** Somebody else is the managing controller of the claim, so the policy cannot be followed. */
    boolean hasConflict(KubeObject claim, KubeObject pod) {
        if (!deletes("whenDeleted") && !deletes("whenScaled")) {
            return false;
        }
        List<Json> strangers = new ArrayList<>();
        for (Json owner : claim.ownerReferences()) {
            boolean ours = names(owner, set) && has(claim, set) || names(owner, pod) && has(claim, pod);
            if (!ours && (names(owner, set) || names(owner, pod) || owner.isTrue("controller"))) {
                strangers.add(owner);
            }
        }
        return !strangers.isEmpty();
    }

    /** The claim still belongs to a pod of that name that was scaled away, and goes with it: the next pod must not take it. */
    boolean isGoing(KubeObject claim, KubeObject pod) {
        return deletes("whenScaled") && isStale(claim, pod);
    }

    private static boolean isStale(KubeObject claim, KubeObject object) {
        return claim.ownerReferences().stream().filter(owner -> names(owner, object)).findFirst()
                .map(owner -> !object.uid().equals(owner.text("uid"))).orElse(false);
    }

    private static boolean names(Json owner, KubeObject object) {
        return object.apiVersion().equals(owner.text("apiVersion")) && object.kind().equals(owner.text("kind"))
                && object.name().equals(owner.text("name"));
    }

    private static boolean has(KubeObject claim, KubeObject owner) {
        return claim.ownerReferences().stream().anyMatch(reference -> owner.uid().equals(reference.text("uid")));
    }
}
