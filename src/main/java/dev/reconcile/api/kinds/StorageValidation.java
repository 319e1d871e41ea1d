package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Claims and volumes ({@code ValidatePersistentVolumeClaimSpec}, {@code ValidatePersistentVolume}). Upstream adds a diff of Go structs to the
 * text about a claim that may not change; it is left out here.
 */
final class StorageValidation {
    private static final List<String> MODES = List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
    private static final List<String> RECLAIM = List.of("Delete", "Recycle", "Retain");
    private static final List<String> NOT_A_SOURCE = List.of("accessModes", "capacity", "claimRef", "mountOptions", "nodeAffinity",
            "persistentVolumeReclaimPolicy", "storageClassName", "volumeAttributesClassName", "volumeMode");

    private StorageValidation() {}

    static void claim(KubeObject claim, Problems problems) {
        claimSpec(claim.spec(), "spec", problems);
    }

    static void claimSpec(Json spec, String path, Problems problems) {
        if (spec.list("accessModes").isEmpty()) {
            problems.required(path + ".accessModes", "at least 1 access mode is required");
        }
        Checks.selector(spec.object("selector"), path + ".selector", problems);
        modes(spec, path, problems);
        Object storage = spec.at("resources", "requests", "storage");
        if (storage == null) {
            problems.required(path + ".resources[storage]", "");
        } else if (Quantity.of(storage).value().signum() <= 0) {
            problems.invalid(path + ".resources[storage]", Quantity.of(storage).text(), "must be greater than zero");
        }
        String storageClass = spec.textOrEmpty("storageClassName");
        if (!storageClass.isEmpty()) {
            Checks.wrong(Names.subdomain(storageClass), path + ".storageClassName", storageClass, problems);
        }
        volumeMode(spec, path, problems);
    }

    private static void modes(Json spec, String path, Problems problems) {
        List<String> modes = spec.texts("accessModes");
        modes.stream().filter(mode -> !MODES.contains(mode)).forEach(mode -> problems.notSupported(path + ".accessModes", mode, MODES));
        if (modes.contains("ReadWriteOncePod") && modes.size() > 1) {
            problems.forbidden(path + ".accessModes", "may not use ReadWriteOncePod with other access modes");
        }
    }

    private static void volumeMode(Json spec, String path, Problems problems) {
        String mode = spec.textOrEmpty("volumeMode");
        if (!mode.isEmpty() && !List.of("Block", "Filesystem").contains(mode)) {
            problems.notSupported(path + ".volumeMode", mode, List.of("Block", "Filesystem"));
        }
    }

    static void claimChange(KubeObject before, KubeObject after, Problems problems) {
        Json old = before.spec();
        Json now = after.spec();
        boolean bound = after.status().textOrEmpty("phase").equals("Bound");
        Json compared = old.textOrEmpty("volumeName").isEmpty() ? now.with("volumeName", old.get("volumeName")) : now;
        if (!old.has("storageClassName")) {
            compared = compared.without("storageClassName");
        }
        if (bound) {
            compared = compared.withAt(old.at("resources", "requests", "storage"), "resources", "requests", "storage");
        }
        if (!compared.equals(old)) {
            problems.forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
        }
        Quantity wanted = Quantity.of(now.at("resources", "requests", "storage"));
        if (wanted.compareTo(Quantity.of(old.at("resources", "requests", "storage"))) < 0
                && wanted.compareTo(Quantity.of(before.status().at("capacity", "storage"))) <= 0) {
            problems.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }
    }

    static void volume(KubeObject volume, Problems problems) {
        Json spec = volume.spec();
        if (spec.list("accessModes").isEmpty()) {
            problems.required("spec.accessModes", "");
        }
        modes(spec, "spec", problems);
        Json capacity = spec.object("capacity");
        if (capacity.isEmpty()) {
            problems.required("spec.capacity", "");
        }
        if (!capacity.has("storage") || capacity.size() > 1) {
            problems.notSupported("spec.capacity", spec.has("capacity") ? capacity : Checks.NULL, List.of("storage"));
        }
        String reclaim = spec.textOrEmpty("persistentVolumeReclaimPolicy");
        if (!RECLAIM.contains(reclaim)) {
            problems.notSupported("spec.persistentVolumeReclaimPolicy", reclaim, RECLAIM);
        }
        Stream<String> sources = spec.names().stream().filter(name -> !NOT_A_SOURCE.contains(name));
        if (sources.findAny().isEmpty()) {
            problems.required("spec", "must specify a volume type");
        }
        volumeMode(spec, "spec", problems);
    }

    /** {@code pkg/apis/storage/validation/validation.go}. */
    static void storageClass(KubeObject storageClass, Problems problems) {
        Json tree = storageClass.tree();
        String provisioner = tree.textOrEmpty("provisioner");
        if (provisioner.isEmpty()) {
            problems.required("provisioner", "");
        } else {
            Checks.wrong(Names.qualified(provisioner.toLowerCase(Locale.ROOT)), "provisioner", provisioner, problems);
        }
        String reclaim = tree.textOrEmpty("reclaimPolicy");
        if (!reclaim.isEmpty() && !List.of("Delete", "Retain").contains(reclaim)) {
            problems.notSupported("reclaimPolicy", reclaim, List.of("Delete", "Retain"));
        }
        Checks.oneOf(tree.textOrEmpty("volumeBindingMode"), List.of("Immediate", "WaitForFirstConsumer"), "volumeBindingMode", problems);
    }
}
