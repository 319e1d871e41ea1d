package dev.reconcile.kubelet;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a kubelet does next about the volumes of a pod: all of them have to be ready before any container; some follow their sources. */
final class VolumeSteps {
    private final KubeObject pod;
    private final Sandbox box;
    private final Runtime runtime;
    private final View view;
    private final Plan.Builder plan;
    private final long now;

    VolumeSteps(KubeObject pod, Sandbox box, Runtime runtime, View view, Plan.Builder plan) {
        this.pod = pod;
        this.box = box;
        this.runtime = runtime;
        this.view = view;
        this.plan = plan;
        this.now = view.now();
    }

    /** True if nothing is missing once the plan is done. */
    boolean mount() {
        Map<String, Mounting> made = new TreeMap<>();
        boolean complete = true;
        for (Json volume : pod.spec().objects("volumes")) {
            String name = volume.textOrEmpty("name");
            if (box.volumes().get(name).isPresent()) {
                continue;
            }
            if (now < box.volumes().retryAt(name)) {
                plan.lookAgainAt(box.volumes().retryAt(name));
                complete = false;
                continue;
            }
            Mounting mounting = Mounting.of(pod, volume, runtime, view, box.ip());
            if (mounting.problem().isEmpty()) {
                made.put(name, mounting);
            } else {
                failed(name, mounting.problem(name));
                complete = false;
            }
        }
        if (!made.isEmpty()) {
            String names = String.join(", ", made.keySet());
            plan.step(new Plan.Intent.Local("mount", names, () -> made.forEach((name, mounting) -> box.volumes().add(name, mounting.volume().get()))),
                    Reason.of("kubelet.mount", "volumes", names));
        }
        return complete;
    }

    private void failed(String name, String problem) {
        plan.event(pod, "Warning", "FailedMount", problem);
        plan.step(new Plan.Intent.Local("note", name, () -> box.volumes().failed(name, now)),
                Reason.of("kubelet.mount-failed", "volume", name, "problem", problem));
        plan.lookAgainAt(now + 1);
    }

    /** Volumes whose sources have changed are written anew, some time later. */
    void refresh() {
        for (Json volume : pod.spec().objects("volumes")) {
            Optional<PodVolume> mounted = box.volumes().get(volume.textOrEmpty("name"));
            if (mounted.isPresent() && VolumeContents.isMeant(volume)) {
                refresh(volume, mounted.get());
            }
        }
    }

    private void refresh(Json volume, PodVolume mounted) {
        String signature = VolumeContents.signature(pod, volume, view);
        if (signature.equals(mounted.signature())) {
            return;
        }
        String name = volume.textOrEmpty("name");
        if (mounted.refreshAt() > now) {
            plan.lookAgainAt(mounted.refreshAt());
            return;
        }
        VolumeContents contents = VolumeContents.of(pod, volume, view, box.ip(), mounted.writtenAt());
        if (mounted.refreshAt() == 0 || !contents.problem().isEmpty()) {
            long at = now + Delay.VOLUME_REFRESH.millis();
            plan.step(new Plan.Intent.Local("note", name, () -> mounted.refreshAt(at)), Reason.of("kubelet.volume-stale", "volume", name));
            plan.lookAgainAt(at);
            return;
        }
        plan.step(new Plan.Intent.Local("mount", name, () -> mounted.write(contents.files(), signature, now)),
                Reason.of("kubelet.volume-refresh", "volume", name));
    }
}
