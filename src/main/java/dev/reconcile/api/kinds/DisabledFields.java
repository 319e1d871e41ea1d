package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.each;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fields of pods whose features are off in 1.34 unless somebody turns them on; the API takes them and forgets them ({@code dropDisabledFields} in
 * {@code pkg/api/pod/util.go}): {@code ClusterTrustBundleProjection}, {@code ContainerRestartRules}, {@code ContainerStopSignals},
 * {@code EnvFiles}, {@code HostnameOverride}, {@code ImageVolume}, {@code PodCertificateRequest}.
 */
final class DisabledFields {
    private static final List<String> CONTAINERS = List.of("containers", "initContainers", "ephemeralContainers");

    private DisabledFields() {}

    /** @param spec of a pod or a template */
    static Json dropped(Json spec) {
        Json after = spec.without("hostnameOverride");
        after = volumes(after);
        for (String list : CONTAINERS) {
            boolean initial = list.equals("initContainers");
            after = each(after, list, container -> container(container, initial));
        }
        return after;
    }

    /** Init containers could stay before the feature came. */
    private static Json container(Json container, boolean initial) {
        Json after = container.without("restartPolicyRules");
        if (!initial || !"Always".equals(after.text("restartPolicy"))) {
            after = after.without("restartPolicy");
        }
        if (after.has("lifecycle", "stopSignal")) {
            Json lifecycle = after.object("lifecycle").without("stopSignal");
            after = after.with("lifecycle", lifecycle.isEmpty() ? null : lifecycle);
        }
        return each(after, "env", variable -> within(variable, "valueFrom", source -> source.without("fileKeyRef")));
    }

    /** A volume of an image goes altogether, and so do its mounts. */
    private static Json volumes(Json spec) {
        Json after = each(spec, "volumes", volume -> within(volume, "projected", projected ->
                each(projected, "sources", source -> source.without("clusterTrustBundle").without("podCertificate"))));
        List<Json> volumes = after.objects("volumes");
        if (volumes.stream().noneMatch(volume -> volume.has("image"))) {
            return after;
        }
        Set<String> gone = new TreeSet<>();
        volumes.stream().filter(volume -> volume.has("image")).forEach(volume -> gone.add(volume.textOrEmpty("name")));
        after = listed(after, "volumes", volumes.stream().filter(volume -> !volume.has("image")).toList());
        for (String list : CONTAINERS) {
            after = each(after, list, container -> listed(container, "volumeMounts", container.objects("volumeMounts").stream()
                    .filter(mount -> !gone.contains(mount.textOrEmpty("name"))).toList()));
        }
        return after;
    }

    private static Json listed(Json tree, String name, List<Json> items) {
        return tree.with(name, items.isEmpty() ? null : items);
    }
}
