package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which objects belong to a controller by selector and controller reference ({@code controller_ref_manager.go}): its own that match stay,
 * its own that match no longer are released, matching ones without a controller are adopted. A controller that is being deleted does neither.
 *
 * @param owned what it may count on in this very plan, the adopted included, in the order of the candidates
 */
record Claim(List<KubeObject> owned, List<KubeObject> adopted, List<KubeObject> released) {

    static Claim of(KubeObject controller, LabelSelector selector, List<KubeObject> candidates) {
        Claim claim = new Claim(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (KubeObject candidate : candidates) {
            claim.consider(controller, selector, candidate);
        }
        return claim;
    }

    private void consider(KubeObject controller, LabelSelector selector, KubeObject candidate) {
        Optional<Json> reference = candidate.controllerReference();
        if (reference.isPresent()) {
            if (!controller.uid().equals(reference.get().text("uid"))) {
                return;
            }
            if (selector.matches(candidate)) {
                owned.add(candidate);
            } else if (!controller.isTerminating()) {
                released.add(candidate);
            }
        } else if (!controller.isTerminating() && !candidate.isTerminating() && selector.matches(candidate)) {
            owned.add(candidate);
            adopted.add(candidate);
        }
    }

    /** Writes the owner references that differ from what they should be. */
    void write(Plan.Builder plan, String resource, KubeObject controller) {
        write(plan, resource, controller, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** @param welcome what else is done to an adopted object, and {@code farewell} to a released one */
    void write(Plan.Builder plan, String resource, KubeObject controller, UnaryOperator<KubeObject> welcome, UnaryOperator<KubeObject> farewell) {
        for (KubeObject object : adopted) {
            plan.update(resource, welcome.apply(object.withController(controller)),
                    Reason.of("claim.adopt", "kind", object.kind(), "name", object.name(), "owner", controller.name()));
        }
        for (KubeObject object : released) {
            plan.update(resource, farewell.apply(object.withoutOwner(controller.uid())),
                    Reason.of("claim.release", "kind", object.kind(), "name", object.name(), "owner", controller.name()));
        }
    }

    /** The selector of a workload's spec; a ReplicationController writes plain labels. */
    static LabelSelector selector(KubeObject controller) {
        return controller.kind().equals("ReplicationController")
                ? LabelSelector.ofMap(controller.spec().textMap("selector"))
                : LabelSelector.of(controller.spec().object("selector"));
    }

    /** Wakes the owner of a changed object, and where it has none, everybody whose selector matches it. */
    static Watch watch(String resource, String ownerKind, String ownerResource) {
        Watch owners = Watch.owners(resource, ownerKind);
        return new Watch(resource, (change, view) -> {
            List<String> owner = owners.keys().apply(change, view);
            boolean settled = change.kind() == Body.ChangeKind.DELETED || change.after().controllerReference().isPresent();
            if (settled && owner.isEmpty()) {
                return owner;
            }
            if (resource.equals("pods") && change.kind() == Body.ChangeKind.MODIFIED && countsAlike(change.before(), change.after())) {
                return List.of();
            }
            if (settled) {
                return owner;
            }
            List<String> keys = new ArrayList<>(owner);
            keys.addAll(claimants(change.after(), ownerResource, view));
            return keys;
        });
    }

    /** A pod changed in nothing that a workload looks at; most of a kubelet's writes are like that. */
    private static boolean countsAlike(KubeObject before, KubeObject after) {
        return Pods.phase(before).equals(Pods.phase(after))
                && Pods.isReady(before) == Pods.isReady(after)
                && Pods.restarts(before) == Pods.restarts(after)
                && before.isTerminating() == after.isTerminating()
                && before.metadata().object("labels").equals(after.metadata().object("labels"))
                && before.metadata().list("ownerReferences").equals(after.metadata().list("ownerReferences"))
                && before.finalizers().equals(after.finalizers());
    }

    private static List<String> claimants(KubeObject orphan, String ownerResource, View view) {
        List<String> keys = new ArrayList<>();
        for (KubeObject owner : view.list(ownerResource, orphan.namespace())) {
            if (selector(owner).matches(orphan)) {
                keys.add(new ObjectKey(ownerResource, owner.namespace(), owner.name()).path());
            }
        }
        return keys;
    }
}
