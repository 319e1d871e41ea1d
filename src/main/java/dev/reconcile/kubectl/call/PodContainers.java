package dev.reconcile.kubectl.call;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which container of a pod is meant ({@code kubectl/pkg/cmd/util/podcmd/podcmd.go}). */
public final class PodContainers {
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    private static final List<String> FIELDS = List.of("initContainers", "containers", "ephemeralContainers");

    private PodContainers() {}

    public static Optional<Json> find(KubeObject pod, String name) {
        return all(pod).stream().filter(container -> name.equals(container.text("name"))).findFirst();
    }

    /** Init containers first, ephemeral ones last. */
    public static List<Json> all(KubeObject pod) {
        List<Json> all = new ArrayList<>();
        FIELDS.forEach(field -> all.addAll(pod.tree().objects("spec", field)));
        return all;
    }

    /** The one that the pod's annotation names, or the first; with a line that says which it took, where there are several. */
    public static Json preset(KubeObject pod, boolean quiet, Output warnings) {
        Optional<Json> annotated = pod.annotation(DEFAULT_CONTAINER).flatMap(name -> find(pod, name));
        if (annotated.isPresent()) {
            return annotated.get();
        }
        Json first = pod.tree().objects("spec", "containers").getFirst();
        if (!quiet && all(pod).size() > 1) {
            warnings.line("Defaulted container \"" + first.text("name") + "\" out of: " + names(pod));
        }
        return first;
    }

    /** The named one, or the preset. */
    public static Json named(KubeObject pod, String name, boolean quiet, Output warnings) throws CommandFailure {
        if (name.isEmpty()) {
            return preset(pod, quiet, warnings);
        }
        return find(pod, name).orElseThrow(() -> CommandFailure.error("container " + name + " not found in pod " + pod.name()));
    }

    private static String names(KubeObject pod) {
        List<String> names = new ArrayList<>();
        pod.tree().objects("spec", "containers").forEach(container -> names.add(container.text("name")));
        pod.tree().objects("spec", "ephemeralContainers").forEach(container -> names.add(container.text("name") + " (ephem)"));
        pod.tree().objects("spec", "initContainers").forEach(container -> names.add(container.text("name") + " (init)"));
        return String.join(", ", names);
    }

    /** Where a container stands in its pod: {@code spec.containers{main}}. */
    public static boolean isEphemeral(KubeObject pod, String name) {
        return pod.tree().objects("spec", "ephemeralContainers").stream().anyMatch(container -> name.equals(container.text("name")));
    }
}
