package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The PersistentVolumeClaims of a StatefulSet's pods, as they are ({@code pkg/controller/statefulset/stateful_pod_control.go}). */
record PodClaims(KubeObject set, Ordinals ordinals, View view) {
    static final String RESOURCE = "persistentvolumeclaims";

    /** The sets whose claim has gone: a new one may be made. */
    static List<String> setsOf(Body.Change change, View view) {
        List<String> keys = new ArrayList<>();
        if (change.kind() == Body.ChangeKind.DELETED) {
            for (KubeObject set : view.list(StatefulSetReconciler.RESOURCE, change.key().namespace())) {
                boolean ours = set.spec().objects("volumeClaimTemplates").stream()
                        .anyMatch(template -> change.key().name().startsWith(template.textOrEmpty("metadata", "name") + "-" + set.name() + "-"));
                if (ours) {
                    keys.add(set.namespace() + "/" + set.name());
                }
            }
        }
        return keys;
    }

    private ClaimRetention retention() {
        return new ClaimRetention(set, ordinals);
    }

    private Optional<KubeObject> existing(KubeObject wanted) {
        return view.get(RESOURCE, wanted.namespace(), wanted.name());
    }

    List<KubeObject> missing(long ordinal) {
        return ordinals.claims(ordinal).stream().filter(claim -> existing(claim).isEmpty()).toList();
    }

    private List<KubeObject> there(long ordinal) {
        return ordinals.claims(ordinal).stream().flatMap(claim -> existing(claim).stream()).toList();
    }

    /** A claim that is on its way out. */
    Optional<KubeObject> terminating(long ordinal) {
        return there(ordinal).stream().filter(KubeObject::isTerminating).findFirst();
    }

    /** A claim that is bound to go with an earlier pod of that name. */
    boolean isStale(KubeObject newPod) {
        return there(ordinals.of(newPod)).stream().anyMatch(claim -> retention().isGoing(claim, newPod));
    }

    /** Gives the pod's claims the owners that the retention policy wants; false if they had them. */
    boolean own(Plan.Builder plan, KubeObject pod) {
        boolean changed = false;
        for (KubeObject claim : there(ordinals.of(pod))) {
            KubeObject settled = retention().settled(claim, pod);
            if (settled == claim) {
                continue;
            }
            changed = true;
            if (retention().hasConflict(claim, pod)) {
                plan.event(set, "Warning", "ConflictingController", ("PersistentVolumeClaim %s has a conflicting OwnerReference that acts as a"
                        + " manging controller, the retention policy is ignored for this claim").formatted(claim.name()));
            }
            String owner = settled.controllerReference().map(reference -> reference.textOrEmpty("kind") + " " + reference.textOrEmpty("name")).orElse("-");
            plan.update(RESOURCE, settled, Reason.of("statefulset.claim-owner", "claim", claim.name(), "owner", owner));
        }
        return changed;
    }

    /** A warning about that claim was given since it is being deleted: the event itself is the memory of that. */
    boolean isSaid(KubeObject claim, String message) {
        long since = Times.millis(claim.metadata().text("deletionTimestamp")).orElse(0L);
        return view.eventsAbout(set.uid()).stream()
                .filter(event -> message.equals(event.tree().text("message")))
                .anyMatch(event -> Times.millis(event.tree().text("lastTimestamp")).orElse(0L) >= since);
    }
}
