package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.model.Volumes;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/**
 * Makes a directory on the chosen node for each claim that names it, and takes it away again, as the provisioner of kind clusters does
 * ({@code rancher/local-path-provisioner}, {@code sig-storage-lib-external-provisioner/controller/controller.go}).
 *
 * <p>Simplified: it lets a volume grow at once where the class allows that, which the original leaves out.
 */
public final class LocalPathProvisioner implements Reconciler {
    public static final String PROVISIONER = "rancher.io/local-path";

    private static final List<String> MODES = List.of("ReadWriteOnce", "ReadWriteOncePod");

    @Override
    public String name() {
        return "local-path-provisioner";
    }

    @Override
    public String component() {
        return PROVISIONER + "_local-path-provisioner-7dc846544d-tgx2l_4b8c1a52-3f0e-4c7d-9f4e-7f6f0f4a2d11";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(Volumes.CLAIMS), Watch.own(Volumes.VOLUMES), new Watch(Volumes.CLASSES, LocalPathProvisioner::onClass));
    }

    private static List<String> onClass(Body.Change change, View view) {
        return view.list(Volumes.CLAIMS, "").stream()
                .filter(claim -> Volumes.storageClass(claim).equals(change.key().name()) && !Volumes.isBound(claim))
                .map(claim -> claim.namespace() + "/" + claim.name())
                .toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return key.contains("/")
                ? view.get(ObjectKey.of(Volumes.CLAIMS, key)).map(claim -> claim(claim, view)).orElse(Plan.NOTHING)
                : view.get(Volumes.VOLUMES, "", key).map(LocalPathProvisioner::reclaim).orElse(Plan.NOTHING);
    }

    private static Plan claim(KubeObject claim, View view) {
        if (claim.isTerminating() || claim.annotation(Volumes.PROVISIONER).filter(PROVISIONER::equals).isEmpty()) {
            return Plan.NOTHING;
        }
        return claim.spec().textOrEmpty("volumeName").isEmpty() ? provision(claim, view) : expand(claim, view);
    }

    private static Plan provision(KubeObject claim, View view) {
        Optional<KubeObject> storageClass = view.get(Volumes.CLASSES, "", Volumes.storageClass(claim));
        String node = claim.annotation(Volumes.SELECTED_NODE).orElse("");
        boolean waits = storageClass.filter(Volumes::waitsForConsumer).isPresent() && node.isEmpty();
        if (storageClass.isEmpty() || waits || view.get(Volumes.VOLUMES, "", name(claim)).isPresent()) {
            return Plan.NOTHING;
        }
        Plan.Builder plan = Plan.builder();
        Announcement.once(plan, view, claim, "Normal", "Provisioning",
                "External provisioner is provisioning volume for claim \"%s/%s\"".formatted(claim.namespace(), claim.name()));
        Optional<String> problem = problem(claim, node);
        if (problem.isPresent()) {
            Announcement.once(plan, view, claim, "Warning", "ProvisioningFailed", problem.get().formatted(storageClass.get().name()));
            return plan.build();
        }
        long readyAt = begunAt(claim, view) + Delay.PROVISION.millis();
        if (view.now() < readyAt) {
            return plan.lookAgainAt(readyAt).build();
        }
        plan.saw("class", storageClass.get().name())
                .create(Volumes.VOLUMES, volume(claim, storageClass.get(), node),
                        Reason.of("storage.provision", "claim", claim.name(), "volume", name(claim), "node", node))
                .event(claim, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume " + name(claim));
        return plan.build();
    }

    private static Optional<String> problem(KubeObject claim, String node) {
        String failed = "failed to provision volume with StorageClass \"%s\": ";
        if ("Block".equals(claim.spec().text("volumeMode"))) {
            return Optional.of(PROVISIONER + " does not support block volume provisioning");
        }
        if (claim.spec().has("selector")) {
            return Optional.of(failed + "claim.Spec.Selector is not supported");
        }
        if (!MODES.containsAll(claim.spec().texts("accessModes"))) {
            return Optional.of(failed + "NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes");
        }
        return node.isEmpty() ? Optional.of(failed + "configuration error, no node was specified") : Optional.empty();
    }

    private static long begunAt(KubeObject claim, View view) {
        return view.eventsAbout(claim.uid()).stream()
                .filter(event -> "Provisioning".equals(event.tree().text("reason")))
                .map(event -> Times.millis(event.tree().text("firstTimestamp")).orElse(view.now()))
                .findFirst()
                .orElse(view.now());
    }

    private static String name(KubeObject claim) {
        return "pvc-" + claim.uid();
    }

    private static KubeObject volume(KubeObject claim, KubeObject storageClass, String node) {
        String path = "/var/local-path-provisioner/%s_%s_%s".formatted(name(claim), claim.namespace(), claim.name());
        Json here = Json.of("key", "kubernetes.io/hostname", "operator", "In", "values", List.of(node));
        return KubeObject.of("v1", "PersistentVolume", "", name(claim))
                .withAnnotation("local.path.provisioner/selected-node", node)
                .withAnnotation(Volumes.PROVISIONED_BY, PROVISIONER)
                .with(Json.of(
                        "accessModes", claim.spec().list("accessModes"),
                        "capacity", Json.of("storage", Volumes.requested(claim).text()),
                        "claimRef", Volumes.reference(claim),
                        "hostPath", Json.of("path", path, "type", "DirectoryOrCreate"),
                        "nodeAffinity", Json.of("required", Json.of("nodeSelectorTerms", List.of(Json.of("matchExpressions", List.of(here))))),
                        "persistentVolumeReclaimPolicy", storageClass.tree().get("reclaimPolicy"),
                        "storageClassName", storageClass.name(),
                        "volumeMode", "Filesystem"), "spec");
    }

    private static Plan expand(KubeObject claim, View view) {
        Optional<KubeObject> volume = view.get(Volumes.VOLUMES, "", claim.spec().textOrEmpty("volumeName"));
        String wanted = Volumes.requested(claim).text();
        boolean grows = Volumes.isBound(claim) && claim.status().has("capacity") && volume.isPresent()
                && Volumes.requested(claim).compareTo(Volumes.capacity(volume.get())) > 0;
        if (!grows) {
            return Plan.NOTHING;
        }
        Reason reason = Reason.of("storage.expand", "claim", claim.name(), "volume", volume.get().name(), "size", wanted);
        return Plan.builder()
                .event(claim, "Normal", "Resizing", "External resizer is resizing volume " + volume.get().name())
                .update(Volumes.VOLUMES, volume.get().with(wanted, "spec", "capacity", "storage"), reason)
                .status(Volumes.CLAIMS, claim, claim.status().withAt(wanted, "capacity", "storage"), reason)
                .event(claim, "Normal", "VolumeResizeSuccessful", "Resize volume succeeded")
                .build();
    }

    /** A released volume whose class says Delete goes with its directory. */
    private static Plan reclaim(KubeObject volume) {
        boolean due = volume.annotation(Volumes.PROVISIONED_BY).filter(PROVISIONER::equals).isPresent()
                && "Released".equals(volume.status().text("phase"))
                && "Delete".equals(volume.spec().text("persistentVolumeReclaimPolicy"))
                && !volume.isTerminating();
        return due
                ? Plan.builder().delete(Volumes.VOLUMES, volume, Options.NONE,
                        Reason.of("storage.delete", "volume", volume.name(), "claim", volume.spec().textOrEmpty("claimRef", "name"))).build()
                : Plan.NOTHING;
    }
}
