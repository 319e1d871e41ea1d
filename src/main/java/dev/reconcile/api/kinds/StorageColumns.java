package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.CommonColumns.AGE;
import static dev.reconcile.api.kinds.CommonColumns.NAME;
import static dev.reconcile.api.kinds.CommonColumns.orUnset;
import static dev.reconcile.api.kinds.CommonColumns.text;
import static dev.reconcile.api.kinds.CommonColumns.wide;

import dev.reconcile.api.Column;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of volumes, claims and storage classes ({@code printPersistentVolume} and its like). */
final class StorageColumns {
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final List<String> DEFAULT_CLASS =
            List.of("storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class");
    private static final Map<String, String> SHORT_MODES = new LinkedHashMap<>();

    static {
        SHORT_MODES.put("ReadWriteOnce", "RWO");
        SHORT_MODES.put("ReadOnlyMany", "ROX");
        SHORT_MODES.put("ReadWriteMany", "RWX");
        SHORT_MODES.put("ReadWriteOncePod", "RWOP");
    }

    static final List<Column> VOLUME = List.of(
            NAME,
            text("Capacity", volume -> volume.spec().textOrEmpty("capacity", "storage")),
            text("Access Modes", volume -> modes(volume.spec())),
            text("Reclaim Policy", volume -> volume.spec().textOrEmpty("persistentVolumeReclaimPolicy")),
            text("Status", StorageColumns::phase),
            text("Claim", StorageColumns::claim),
            text("StorageClass", StorageColumns::storageClass),
            text("VolumeAttributesClass", volume -> orUnset(volume.spec().text("volumeAttributesClassName"))),
            text("Reason", volume -> volume.status().textOrEmpty("reason")),
            AGE,
            wide("VolumeMode", volume -> orUnset(volume.spec().text("volumeMode"))));

    static final List<Column> CLAIM = List.of(
            NAME,
            text("Status", StorageColumns::phase),
            text("Volume", claim -> claim.spec().textOrEmpty("volumeName")),
            text("Capacity", claim -> isBound(claim) ? claim.status().textOrEmpty("capacity", "storage") : ""),
            text("Access Modes", claim -> isBound(claim) ? modes(claim.status()) : ""),
            text("StorageClass", StorageColumns::storageClass),
            text("VolumeAttributesClass", claim -> orUnset(claim.spec().text("volumeAttributesClassName"))),
            AGE,
            wide("VolumeMode", claim -> orUnset(claim.spec().text("volumeMode"))));

    static final List<Column> STORAGE_CLASS = List.of(
            text("Name", storage -> storage.name() + (isDefault(storage) ? " (default)" : "")),
            text("Provisioner", storage -> storage.tree().textOrEmpty("provisioner")),
            text("ReclaimPolicy", storage -> storage.tree().textOrEmpty("reclaimPolicy")),
            text("VolumeBindingMode", storage -> storage.tree().textOrEmpty("volumeBindingMode")),
            text("AllowVolumeExpansion", storage -> Boolean.toString(storage.tree().isTrue("allowVolumeExpansion"))),
            AGE);

    private StorageColumns() {}

    private static String phase(KubeObject object) {
        return object.isTerminating() ? "Terminating" : object.status().textOrEmpty("phase");
    }

    private static boolean isBound(KubeObject claim) {
        return !claim.spec().textOrEmpty("volumeName").isEmpty();
    }

    private static String modes(Json holder) {
        List<String> given = holder.texts("accessModes");
        return SHORT_MODES.entrySet().stream()
                .filter(mode -> given.contains(mode.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(","));
    }

    private static String claim(KubeObject volume) {
        Json claim = volume.spec().object("claimRef");
        return claim.isEmpty() ? "" : claim.textOrEmpty("namespace") + "/" + claim.textOrEmpty("name");
    }

    private static String storageClass(KubeObject object) {
        return object.annotation(OLD_CLASS).orElse(object.spec().textOrEmpty("storageClassName"));
    }

    private static boolean isDefault(KubeObject storage) {
        return DEFAULT_CLASS.stream().anyMatch(name -> storage.annotation(name).map("true"::equals).orElse(false));
    }
}
