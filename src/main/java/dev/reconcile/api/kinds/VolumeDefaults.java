package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;
import static dev.reconcile.api.kinds.Trees.each;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.List;

/** What the writer of a volume or a claim left out ({@code pkg/apis/core/v1/defaults.go}). */
final class VolumeDefaults {
    /** 0644, as JSON has no octal numbers. */
    private static final long FILE_MODE = 0644;

    private static final List<String> FILES = List.of("configMap", "downwardAPI", "projected", "secret");

    private VolumeDefaults() {}

    static Json volume(Json volume) {
        Json after = volume.names().equals(List.of("name")) ? volume.with("emptyDir", Json.EMPTY) : volume;
        for (String source : FILES) {
            after = within(after, source, files -> absent(files, "defaultMode", FILE_MODE));
        }
        after = within(after, "downwardAPI", VolumeDefaults::fieldRefs);
        after = within(after, "projected", projected -> each(projected, "sources", VolumeDefaults::projection));
        after = within(after, "hostPath", path -> absent(path, "type", ""));
        return within(after, List.of("ephemeral", "volumeClaimTemplate", "spec"), VolumeDefaults::claimSpec);
    }

    private static Json projection(Json source) {
        Json after = within(source, "serviceAccountToken", token -> absent(token, "expirationSeconds", 3600L));
        return within(after, "downwardAPI", VolumeDefaults::fieldRefs);
    }

    private static Json fieldRefs(Json downward) {
        return each(downward, "items", item -> within(item, "fieldRef", ContainerDefaults::fieldRef));
    }

    static Json claimSpec(Json spec) {
        return absent(absent(spec, "resources", Json.EMPTY), "volumeMode", "Filesystem");
    }
}
