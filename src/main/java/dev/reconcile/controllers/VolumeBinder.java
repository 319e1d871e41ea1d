package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.Body;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings claims and volumes together ({@code pkg/controller/volume/persistentvolume/pv_controller.go}). Its keys are claims, with a namespace, and
 * volumes, without.
 */
public final class VolumeBinder implements Reconciler {
    @Override
    public String name() {
        return "persistentvolume-binder-controller";
    }

    @Override
    public String component() {
        return "persistentvolume-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch(Volumes.CLAIMS, VolumeBinder::onClaim), new Watch(Volumes.VOLUMES, VolumeBinder::onVolume),
                new Watch(Volumes.CLASSES, (change, view) -> unbound(view)), new Watch("pods", VolumeBinder::onPod));
    }

    /** The claims of a pod for which there is no node. */
    private static List<String> onPod(Body.Change change, View view) {
        boolean news = change.kind() != Body.ChangeKind.DELETED && isUnschedulable(change.after())
                && (change.before() == null || !isUnschedulable(change.before()));
        return news ? Volumes.claimsOf(change.after()).stream().map(name -> change.key().namespace() + "/" + name).toList() : List.of();
    }

    static boolean isUnschedulable(KubeObject pod) {
        return Pods.node(pod).isEmpty() && !Pods.isFinished(pod)
                && pod.condition("PodScheduled").filter(condition -> "Unschedulable".equals(condition.text("reason"))).isPresent();
    }

    /** The claim, and the volume that it has or had. */
    private static List<String> onClaim(Body.Change change, View view) {
        List<String> keys = new ArrayList<>(List.of(change.key().path()));
        String volume = change.object().spec().textOrEmpty("volumeName");
        if (!volume.isEmpty()) {
            keys.add(volume);
        }
        return keys;
    }

    /** The volume, the claim that it names, and all claims that still look for one. */
    private static List<String> onVolume(Body.Change change, View view) {
        List<String> keys = new ArrayList<>(List.of(change.key().path()));
        KubeObject volume = change.object();
        if (volume.spec().has("claimRef")) {
            keys.add(volume.spec().textOrEmpty("claimRef", "namespace") + "/" + volume.spec().textOrEmpty("claimRef", "name"));
        } else {
            keys.addAll(unbound(view));
        }
        return keys;
    }

    private static List<String> unbound(View view) {
        return view.list(Volumes.CLAIMS, "").stream()
                .filter(claim -> !Volumes.isBound(claim))
                .map(claim -> claim.namespace() + "/" + claim.name())
                .toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return key.contains("/")
                ? view.get(ObjectKey.of(Volumes.CLAIMS, key)).map(claim -> new ClaimBinding(claim, view).plan()).orElse(Plan.NOTHING)
                : view.get(Volumes.VOLUMES, "", key).map(volume -> new VolumePhase(volume, view).plan()).orElse(Plan.NOTHING);
    }
}
