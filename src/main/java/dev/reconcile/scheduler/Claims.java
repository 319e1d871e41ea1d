package dev.reconcile.scheduler;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a pod's volume claims say about where it can go, and their binding once a node is chosen ({@code plugins/volumebinding}): claims that wait
 * for their first consumer get a free volume that the node reaches, or have one provisioned there; the pod is bound when they are.
 *
 * <p>Left out: storage capacity, allowed topologies, and giving up after ten minutes.
 */
final class Claims {
    private final View view;
    private final List<KubeObject> claims = new ArrayList<>();
    private final List<KubeObject> holders = new ArrayList<>();
    private String problem = "";

    private Claims(View view) {
        this.view = view;
    }

    static Claims of(KubeObject pod, View view) {
        Claims claims = new Claims(view);
        for (Json volume : pod.tree().objects("spec", "volumes")) {
            String name = Volumes.claimOf(pod, volume);
            if (!name.isEmpty() && claims.problem.isEmpty()) {
                claims.add(pod, name, volume.has("ephemeral"), view.get(Volumes.CLAIMS, pod.namespace(), name));
            }
        }
        claims.claims.stream().filter(claim -> claim.spec().texts("accessModes").contains("ReadWriteOncePod")).forEach(claim -> claims.hold(pod, claim));
        return claims;
    }

    /** Notes who uses a claim that only one pod may use ({@code plugins/volumerestrictions}). */
    private void hold(KubeObject pod, KubeObject claim) {
        view.list("pods", pod.namespace()).stream()
                .filter(other -> !Pods.node(other).isEmpty() && !Pods.isFinished(other) && Volumes.claimsOf(other).contains(claim.name()))
                .forEach(holders::add);
    }

    private void add(KubeObject pod, String name, boolean ephemeral, Optional<KubeObject> claim) {
        if (claim.isEmpty() && ephemeral) {
            problem = "waiting for ephemeral volume controller to create the persistentvolumeclaim \"" + name + "\"";
        } else if (claim.isEmpty()) {
            problem = "persistentvolumeclaim \"" + name + "\" not found";
        } else if ("Lost".equals(claim.get().status().text("phase"))) {
            problem = "persistentvolumeclaim \"%s\" bound to non-existent persistentvolume \"%s\"".formatted(name, claim.get().spec().textOrEmpty("volumeName"));
        } else if (claim.get().isTerminating()) {
            problem = "persistentvolumeclaim \"" + name + "\" is being deleted";
        } else if (ephemeral && Volumes.notFor(pod, claim.get()).isPresent()) {
            problem = Volumes.notFor(pod, claim.get()).get();
        } else if (!Volumes.isBound(claim.get()) && storageClass(claim.get()).filter(Volumes::waitsForConsumer).isEmpty()) {
            problem = "pod has unbound immediate PersistentVolumeClaims";
        } else {
            claims.add(claim.get());
        }
    }

    private Optional<KubeObject> storageClass(KubeObject claim) {
        return view.get(Volumes.CLASSES, "", Volumes.storageClass(claim));
    }

    /** What stands in the way on every node; empty if nothing does. */
    String problem() {
        return problem;
    }

    /** Some claim has been told its node and has no volume yet: the pod's turn comes when it has. */
    boolean areUnderway() {
        return claims.stream().anyMatch(claim -> !Volumes.isBound(claim) && (claim.annotation(Volumes.SELECTED_NODE).isPresent() || reserved(claim)));
    }

    private boolean reserved(KubeObject claim) {
        return view.list(Volumes.VOLUMES, "").stream().anyMatch(volume -> volume.spec().has("claimRef") && Volumes.isFor(volume, claim));
    }

    Optional<Rejection> reject(KubeObject node, Function<String, NodeUse> uses) {
        if (holders.stream().anyMatch(holder -> uses.apply(Pods.node(holder)).holds(holder))) {
            return Optional.of(Rejection.of("node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode"));
        }
        for (KubeObject claim : claims) {
            Optional<Rejection> rejection = Volumes.isBound(claim) ? rejectBound(claim, node) : rejectUnbound(claim, node);
            if (rejection.isPresent()) {
                return rejection;
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> rejectBound(KubeObject claim, KubeObject node) {
        Optional<KubeObject> volume = view.get(Volumes.VOLUMES, "", claim.spec().textOrEmpty("volumeName"));
        if (volume.isEmpty()) {
            return Optional.of(Rejection.hopeless("node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"));
        }
        return NodeAffinity.reaches(node, volume.get())
                ? Optional.empty()
                : Optional.of(Rejection.hopeless("node(s) didn't match PersistentVolume's node affinity"));
    }

    private Optional<Rejection> rejectUnbound(KubeObject claim, KubeObject node) {
        boolean possible = match(claim, node).isPresent()
                || storageClass(claim).filter(found -> !Volumes.NO_PROVISIONER.equals(found.tree().text("provisioner"))).isPresent();
        return possible ? Optional.empty() : Optional.of(Rejection.hopeless("node(s) didn't find available persistent volumes to bind"));
    }

    private Optional<KubeObject> match(KubeObject claim, KubeObject node) {
        return Volumes.best(view.list(Volumes.VOLUMES, ""), claim, volume -> NodeAffinity.reaches(node, volume), false);
    }

    /** The writes that start the binding on the chosen node; none if all claims are bound. Two claims never take the same volume. */
    void start(Plan.Builder plan, KubeObject node) {
        List<KubeObject> free = new ArrayList<>(view.list(Volumes.VOLUMES, ""));
        for (KubeObject claim : claims) {
            if (Volumes.isBound(claim)) {
                continue;
            }
            Optional<KubeObject> volume = Volumes.best(free, claim, candidate -> NodeAffinity.reaches(node, candidate), false);
            if (volume.isPresent()) {
                free.remove(volume.get());
                KubeObject reserved = volume.get().with(Volumes.reference(claim), "spec", "claimRef").withAnnotation(Volumes.BOUND_BY_CONTROLLER, "yes");
                plan.update(Volumes.VOLUMES, reserved, Reason.of("scheduler.reserve-volume", "claim", claim.name(), "volume", volume.get().name(),
                        "node", node.name()));
            } else {
                plan.update(Volumes.CLAIMS, claim.withAnnotation(Volumes.SELECTED_NODE, node.name()),
                        Reason.of("scheduler.select-node", "claim", claim.name(), "node", node.name()));
            }
        }
    }

    boolean areBound() {
        return claims.stream().allMatch(Volumes::isBound);
    }
}
