package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/** What becomes of one claim ({@code syncClaim}). */
final class ClaimBinding {
    private static final String NO_CLASS = "no persistent volumes available for this claim and no storage class is set";
    private static final String EXTERNAL = "Waiting for a volume to be created either by the external provisioner '%s' or manually by the system "
            + "administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.";

    private final KubeObject claim;
    private final View view;
    private final Plan.Builder plan = Plan.builder();

    ClaimBinding(KubeObject claim, View view) {
        this.claim = claim;
        this.view = view;
    }

    Plan plan() {
        if (claim.annotation(Volumes.BIND_COMPLETED).isPresent()) {
            keep();
        } else if (!claim.isTerminating()) {
            seek();
        }
        return plan.build();
    }

    private String volumeName() {
        return claim.spec().textOrEmpty("volumeName");
    }

    private Optional<KubeObject> volume() {
        return view.get(Volumes.VOLUMES, "", volumeName());
    }

    // bound before

    private void keep() {
        Optional<KubeObject> volume = volume();
        if (volumeName().isEmpty()) {
            lose("ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!");
        } else if (volume.isEmpty()) {
            lose("ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        } else if (volume.get().spec().has("claimRef") && !claim.uid().equals(volume.get().spec().text("claimRef", "uid"))) {
            lose("ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly");
        } else {
            bind(volume.get());
        }
    }

    private void lose(String reason, String message) {
        if (!"Lost".equals(claim.status().text("phase"))) {
            plan.event(claim, "Warning", reason, message);
        }
        plan.status(Volumes.CLAIMS, claim, Json.of("phase", "Lost"), Reason.of("storage.lost", "claim", claim.name(), "volume", volumeName()));
    }

    // looking for a volume

    private void seek() {
        Optional<KubeObject> fallback = Volumes.leavesClassOpen(claim) ? Volumes.defaultClass(view.list(Volumes.CLASSES, "")) : Optional.empty();
        if (fallback.isPresent() && volumeName().isEmpty()) {
            plan.update(Volumes.CLAIMS, claim.with(fallback.get().name(), "spec", "storageClassName"),
                    Reason.of("storage.default-class", "claim", claim.name(), "class", fallback.get().name()));
        } else if (volumeName().isEmpty()) {
            find();
        } else {
            volume().ifPresent(this::takeNamed);
        }
    }

    /** A person asked for this very volume. */
    private void takeNamed(KubeObject volume) {
        if (volume.spec().has("claimRef") && !Volumes.isFor(volume, claim)) {
            Announcement.once(plan, view, claim, "Warning", "FailedBinding", "volume \"%s\" already bound to a different claim.".formatted(volume.name()));
            return;
        }
        Optional<String> mismatch = volume.spec().has("claimRef") ? Optional.empty() : Volumes.mismatch(volume, claim);
        if (mismatch.isPresent()) {
            Announcement.once(plan, view, claim, "Warning", "VolumeMismatch",
                    "Cannot bind to requested volume \"%s\": %s".formatted(volume.name(), mismatch.get()));
            return;
        }
        bind(volume);
    }

    private void find() {
        Optional<KubeObject> storageClass = view.get(Volumes.CLASSES, "", Volumes.storageClass(claim));
        boolean chosen = claim.annotation(Volumes.SELECTED_NODE).isPresent();
        boolean waits = storageClass.filter(Volumes::waitsForConsumer).isPresent() && !chosen;
        Optional<KubeObject> found = Volumes.best(view.list(Volumes.VOLUMES, ""), claim, volume -> true, waits);
        if (found.isPresent()) {
            bind(found.get());
        } else if (waits) {
            waitForConsumer();
        } else if (Volumes.storageClass(claim).isEmpty()) {
            Announcement.once(plan, view, claim, "Normal", "FailedBinding", NO_CLASS);
        } else if (storageClass.isEmpty()) {
            Announcement.once(plan, view, claim, "Warning", "ProvisioningFailed",
                    "storageclass.storage.k8s.io \"%s\" not found".formatted(Volumes.storageClass(claim)));
        } else {
            provision(storageClass.get().tree().textOrEmpty("provisioner"));
        }
    }

    /** The scheduler binds the claim when it has found a node for a pod; pods for which it has found none are named. */
    private void waitForConsumer() {
        List<String> pods = view.list("pods", claim.namespace()).stream()
                .filter(pod -> VolumeBinder.isUnschedulable(pod) && Volumes.claimsOf(pod).contains(claim.name())).map(KubeObject::name).toList();
        if (pods.isEmpty()) {
            Announcement.once(plan, view, claim, "Normal", "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
        } else {
            Announcement.once(plan, view, claim, "Normal", "WaitForPodScheduled",
                    "waiting for pod%s %s to be scheduled".formatted(pods.size() > 1 ? "s" : "", String.join(",", pods)));
        }
    }

    /** Names the provisioner on the claim: that is how one outside of Kubernetes learns of its work. */
    private void provision(String provisioner) {
        if (provisioner.equals(Volumes.NO_PROVISIONER)) {
            return;
        }
        KubeObject asked = claim.withAnnotation(Volumes.OLD_PROVISIONER, provisioner).withAnnotation(Volumes.PROVISIONER, provisioner);
        if (!asked.equals(claim)) {
            plan.update(Volumes.CLAIMS, asked, Reason.of("storage.ask-provisioner", "claim", claim.name(), "provisioner", provisioner));
        }
        Announcement.once(plan, view, claim, "Normal", "ExternalProvisioning", EXTERNAL.formatted(provisioner));
    }

    // the four writes of a binding: volume, its status, claim, its status

    private void bind(KubeObject volume) {
        Reason reason = Reason.of("storage.bind", "claim", claim.name(), "volume", volume.name());
        Json reference = volume.spec().object("claimRef");
        KubeObject reserved = claim.uid().equals(reference.text("uid")) ? volume : volume.with(Volumes.reference(claim), "spec", "claimRef");
        if (reference.isEmpty()) {
            reserved = reserved.withAnnotation(Volumes.BOUND_BY_CONTROLLER, "yes");
        }
        if (!reserved.equals(volume)) {
            plan.update(Volumes.VOLUMES, reserved, reason);
        }
        VolumePhase.set(plan, volume, "Bound", reason, view.now());
        KubeObject bound = claim.withAnnotation(Volumes.BIND_COMPLETED, "yes");
        if (volumeName().isEmpty()) {
            bound = bound.with(volume.name(), "spec", "volumeName").withAnnotation(Volumes.BOUND_BY_CONTROLLER, "yes");
        }
        if (!bound.equals(claim)) {
            plan.update(Volumes.CLAIMS, bound, reason);
        }
        plan.status(Volumes.CLAIMS, claim, status(volume), reason);
    }

    /** What the claim has; a volume that grew is told by whoever makes it grow. */
    private Json status(KubeObject volume) {
        boolean first = !claim.status().has("capacity");
        return claim.status()
                .with("phase", "Bound")
                .with("accessModes", List.copyOf(volume.spec().list("accessModes")))
                .with("capacity", first ? volume.spec().get("capacity") : claim.status().get("capacity"));
    }
}
