package dev.reconcile.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Claims and the volumes that suit them ({@code component-helpers/storage/volume/pv_helpers.go}). */
public final class Volumes {
    public static final String CLAIMS = "persistentvolumeclaims";
    public static final String VOLUMES = "persistentvolumes";
    public static final String CLASSES = "storageclasses.storage.k8s.io";

    /** On a claim: binding was completed once. */
    public static final String BIND_COMPLETED = "pv.kubernetes.io/bind-completed";
    /** On either side: the controller chose the other, not a person. */
    public static final String BOUND_BY_CONTROLLER = "pv.kubernetes.io/bound-by-controller";
    /** On a claim: the node that the scheduler has chosen for its first consumer. */
    public static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    /** On a claim: who is to provision a volume for it. */
    public static final String PROVISIONER = "volume.kubernetes.io/storage-provisioner";
    public static final String OLD_PROVISIONER = "volume.beta.kubernetes.io/storage-provisioner";
    /** On a volume: who has provisioned it. */
    public static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";

    /** The provisioner of classes whose volumes people make by hand. */
    public static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
    private static final String OLD_DEFAULT_CLASS = "storageclass.beta.kubernetes.io/is-default-class";

    private Volumes() {}

    /** The claim that the pod's volume stands for; empty for volumes of other kinds. A generic ephemeral volume has a claim of its own. */
    public static String claimOf(KubeObject pod, Json volume) {
        return volume.has("ephemeral")
                ? pod.name() + "-" + volume.textOrEmpty("name")
                : volume.textOrEmpty("persistentVolumeClaim", "claimName");
    }

    /** The claims of all the pod's volumes. */
    public static List<String> claimsOf(KubeObject pod) {
        return pod.spec().objects("volumes").stream().map(volume -> claimOf(pod, volume)).filter(name -> !name.isEmpty()).toList();
    }

    /** Why a claim that is there is not that of the pod's ephemeral volume ({@code ephemeral.VolumeIsForPod}). */
    public static Optional<String> notFor(KubeObject pod, KubeObject claim) {
        boolean owned = claim.controllerReference().filter(owner -> pod.uid().equals(owner.text("uid"))).isPresent();
        return owned ? Optional.empty() : Optional.of("PVC %s/%s was not created for pod %s/%s (pod is not owner)"
                .formatted(claim.namespace(), claim.name(), pod.namespace(), pod.name()));
    }

    /** The class of a claim or a volume; empty for none. */
    public static String storageClass(KubeObject object) {
        return object.annotation(OLD_CLASS).orElse(object.spec().textOrEmpty("storageClassName"));
    }

    /** Nothing was said about the class: the default one may be filled in. The empty class is a wish too. */
    public static boolean leavesClassOpen(KubeObject claim) {
        return !claim.spec().has("storageClassName") && claim.annotation(OLD_CLASS).isEmpty();
    }

    /** The newest of the default classes, of equally old ones the first by name ({@code pkg/volume/util/storageclass.go}). */
    public static Optional<KubeObject> defaultClass(List<KubeObject> classes) {
        return classes.stream().filter(Volumes::isDefault)
                .min(Comparator.comparingLong(KubeObject::createdAt).reversed().thenComparing(KubeObject::name));
    }

    private static boolean isDefault(KubeObject storageClass) {
        return storageClass.annotation(DEFAULT_CLASS).filter("true"::equals).or(() -> storageClass.annotation(OLD_DEFAULT_CLASS).filter("true"::equals))
                .isPresent();
    }

    public static boolean waitsForConsumer(KubeObject storageClass) {
        return "WaitForFirstConsumer".equals(storageClass.tree().text("volumeBindingMode"));
    }

    /** The claim has its volume and both know it. */
    public static boolean isBound(KubeObject claim) {
        return !claim.spec().textOrEmpty("volumeName").isEmpty() && claim.annotation(BIND_COMPLETED).isPresent();
    }

    /** The volume names this claim, by uid if it names one. */
    public static boolean isFor(KubeObject volume, KubeObject claim) {
        Json reference = volume.spec().object("claimRef");
        String uid = reference.textOrEmpty("uid");
        return claim.name().equals(reference.text("name")) && claim.namespace().equals(reference.text("namespace"))
                && (uid.isEmpty() || uid.equals(claim.uid()));
    }

    /** What a volume says about the claim that it is for. */
    public static Json reference(KubeObject claim) {
        return Json.of("apiVersion", "v1", "kind", "PersistentVolumeClaim", "namespace", claim.namespace(), "name", claim.name(), "uid", claim.uid(),
                "resourceVersion", claim.revision() == 0 ? null : Long.toString(claim.revision()));
    }

    /**
     * The volume to bind the claim to: one that is reserved for it, else the smallest free one that suits.
     *
     * @param reachable for a claim that waits for its consumer: whether the consumer's node reaches the volume
     * @param reservedOnly no node has been chosen yet, so only a reserved one will do
     */
    public static Optional<KubeObject> best(List<KubeObject> volumes, KubeObject claim, Predicate<KubeObject> reachable, boolean reservedOnly) {
        List<KubeObject> large = volumes.stream()
                .filter(volume -> !volume.isTerminating() && mode(volume).equals(mode(claim)) && isLargeEnough(volume, claim) && reachable.test(volume))
                .sorted(Comparator.comparing(Volumes::capacity).thenComparing(KubeObject::name))
                .toList();
        Optional<KubeObject> reserved = large.stream().filter(volume -> volume.spec().has("claimRef") && isFor(volume, claim)).findFirst();
        return reserved.isPresent() || reservedOnly ? reserved : large.stream().filter(volume -> isFree(volume) && suits(volume, claim)).findFirst();
    }

    private static boolean isFree(KubeObject volume) {
        return !volume.spec().has("claimRef") && volume.status().textOrEmpty("phase").equals("Available");
    }

    private static boolean suits(KubeObject volume, KubeObject claim) {
        LabelSelector selector = LabelSelector.of(claim.spec().object("selector"));
        return mismatch(volume, claim).isEmpty() && (!claim.spec().has("selector") || selector.matches(volume.labels()));
    }

    /** Why a volume that a claim asks for by name will not do, in upstream's words ({@code checkVolumeSatisfyClaim}). */
    public static Optional<String> mismatch(KubeObject volume, KubeObject claim) {
        if (!isLargeEnough(volume, claim)) {
            return Optional.of("requested PV is too small");
        }
        if (!storageClass(volume).equals(storageClass(claim))) {
            return Optional.of("storageClassName does not match");
        }
        if (!mode(volume).equals(mode(claim))) {
            return Optional.of("incompatible volumeMode");
        }
        return volume.spec().texts("accessModes").containsAll(claim.spec().texts("accessModes"))
                ? Optional.empty()
                : Optional.of("incompatible accessMode");
    }

    private static boolean isLargeEnough(KubeObject volume, KubeObject claim) {
        return capacity(volume).compareTo(requested(claim)) >= 0;
    }

    public static Quantity capacity(KubeObject volume) {
        return Quantity.of(volume.spec().at("capacity", "storage"));
    }

    public static Quantity requested(KubeObject claim) {
        return Quantity.of(claim.spec().at("resources", "requests", "storage"));
    }

    private static String mode(KubeObject object) {
        String mode = object.spec().textOrEmpty("volumeMode");
        return mode.isEmpty() ? "Filesystem" : mode;
    }
}
