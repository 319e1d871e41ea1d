package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;
import static dev.reconcile.api.kinds.Trees.text;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.List;

/** What the writer of storage objects left out ({@code pkg/apis/core/v1/defaults.go}, {@code pkg/apis/storage/v1/defaults.go}). */
final class StorageDefaults {
    private StorageDefaults() {}

    static Json claim(Json claim) {
        Json after = within(absent(claim, "spec", Json.EMPTY), "spec", VolumeDefaults::claimSpec);
        return within(absent(after, "status", Json.EMPTY), "status", status -> text(status, "phase", "Pending"));
    }

    static Json volume(Json volume) {
        Json after = within(absent(volume, "spec", Json.EMPTY), "spec",
                spec -> absent(text(spec, "persistentVolumeReclaimPolicy", "Retain"), "volumeMode", "Filesystem"));
        after = within(after, List.of("spec", "hostPath"), path -> absent(path, "type", ""));
        return within(absent(after, "status", Json.EMPTY), "status", status -> text(status, "phase", "Pending"));
    }

    static Json storageClass(Json storageClass) {
        return absent(absent(storageClass, "reclaimPolicy", "Delete"), "volumeBindingMode", "Immediate");
    }
}
