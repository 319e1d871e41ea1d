package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/** What becomes of one volume ({@code syncVolume}, {@code reclaimVolume}). */
final class VolumePhase {
    private static final List<String> ENDED = List.of("Released", "Failed");

    private final KubeObject volume;
    private final View view;
    private final Plan.Builder plan = Plan.builder();

    VolumePhase(KubeObject volume, View view) {
        this.volume = volume;
        this.view = view;
    }

    Plan plan() {
        Json reference = volume.spec().object("claimRef");
        if (reference.textOrEmpty("uid").isEmpty()) {
            set(plan, volume, "Available", reason("storage.available"), view.now());
            return plan.build();
        }
        Optional<KubeObject> claim = view.get(Volumes.CLAIMS, reference.textOrEmpty("namespace"), reference.textOrEmpty("name"))
                .filter(found -> found.uid().equals(reference.text("uid")));
        String chosen = claim.map(found -> found.spec().textOrEmpty("volumeName")).orElse("");
        if (claim.isEmpty()) {
            release("storage.released");
        } else if (chosen.equals(volume.name())) {
            set(plan, volume, "Bound", reason("storage.bound"), view.now());
        } else if (!chosen.isEmpty()) {
            leaveToOther();
        }
        return plan.build();
    }

    private Reason reason(String id) {
        return Reason.of(id, "volume", volume.name(), "claim", volume.spec().textOrEmpty("claimRef", "name"));
    }

    static void set(Plan.Builder plan, KubeObject volume, String phase, Reason reason, long now) {
        if (!phase.equals(volume.status().text("phase"))) {
            Json status = volume.status().with("phase", phase).with("message", null).with("reason", null).with("lastPhaseTransitionTime", Times.text(now));
            plan.status(Volumes.VOLUMES, volume, status, reason);
        }
    }

    /** Its claim has got another volume. */
    private void leaveToOther() {
        if (volume.annotation(Volumes.PROVISIONED_BY).isPresent() && policy().equals("Delete")) {
            release("storage.not-needed");
        } else {
            boolean ours = volume.annotation(Volumes.BOUND_BY_CONTROLLER).isPresent();
            free(ours ? null : volume.spec().object("claimRef").without("uid").without("resourceVersion"), "storage.not-needed");
        }
    }

    private void free(Json reference, String why) {
        plan.update(Volumes.VOLUMES, volume.withAnnotation(Volumes.BOUND_BY_CONTROLLER, null).with(reference, "spec", "claimRef"), reason(why));
        set(plan, volume, "Available", reason(why), view.now());
    }

    private String policy() {
        return volume.spec().textOrEmpty("persistentVolumeReclaimPolicy");
    }

    /** The claim is gone: the volume is kept, emptied for the next claim, or deleted. Provisioned ones are their provisioner's to delete. */
    private void release(String why) {
        if (!ENDED.contains(volume.status().textOrEmpty("phase"))) {
            set(plan, volume, "Released", reason(why), view.now());
        }
        if (volume.isTerminating() || volume.annotation(Volumes.PROVISIONED_BY).isPresent()) {
            return;
        }
        switch (policy()) {
            case "Delete" -> delete();
            case "Recycle" -> {
                plan.event(volume, "Normal", "VolumeRecycled", "Volume recycled");
                free(null, "storage.recycle");
            }
            default -> { }
        }
    }

    /** Of what people make themselves, only directories under /tmp are deleted ({@code pkg/volume/hostpath/host_path.go}). */
    private void delete() {
        String path = volume.spec().textOrEmpty("hostPath", "path");
        if (path.matches("/tmp/.+")) {
            plan.delete(Volumes.VOLUMES, volume, Options.NONE, reason("storage.delete"));
        } else if (!volume.status().textOrEmpty("phase").equals("Failed")) {
            String problem = path.isEmpty()
                    ? "error getting deleter volume plugin for volume \"%s\": no deletable volume plugin matched".formatted(volume.name())
                    : "host_path deleter only supports /tmp/.+ but received provided " + path;
            plan.event(volume, "Warning", "VolumeFailedDelete", problem);
            Json failed = volume.status().with("phase", "Failed").with("message", problem).with("lastPhaseTransitionTime", Times.text(view.now()));
            plan.status(Volumes.VOLUMES, volume, failed, reason("storage.not-deletable"));
        }
    }
}
