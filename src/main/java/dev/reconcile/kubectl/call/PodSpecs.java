package dev.reconcile.kubectl.call;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the pod template of a workload is, and how its containers are changed. */
public final class PodSpecs {
    private PodSpecs() {}

    /** The path of the pod spec in an object of that kind; empty for kinds without pods. */
    public static Optional<String[]> path(String kind) {
        return switch (kind) {
            case "Pod" -> Optional.of(new String[] {"spec"});
            case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController" -> Optional.of(new String[] {"spec", "template", "spec"});
            case "CronJob" -> Optional.of(new String[] {"spec", "jobTemplate", "spec", "template", "spec"});
            default -> Optional.empty();
        };
    }

    public static String[] path(KubeObject object, String resource) throws CommandFailure {
        return path(object.kind()).orElseThrow(() -> CommandFailure.error("%s/%s the object is not a pod or does not have a pod template: *%s.%s"
                .formatted(resource.split("\\.")[0], object.name(), object.apiVersion().substring(object.apiVersion().indexOf('/') + 1), object.kind())));
    }

    /** What becomes of one container. */
    @FunctionalInterface
    public interface Change {
        Json apply(Json container) throws CommandFailure;
    }

    /** Whether a name is meant by a text in which {@code *} stands for any characters. */
    public static boolean matches(String wildcard, String name) {
        return Pattern.matches(Arrays.stream(wildcard.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), name);
    }

    /** The list with the change made to the containers whose names match. */
    public static List<Json> changed(List<Json> containers, String name, Change change) throws CommandFailure {
        List<Json> result = new ArrayList<>();
        for (Json container : containers) {
            result.add(matches(name, container.textOrEmpty("name")) ? change.apply(container) : container);
        }
        return result;
    }

    public static boolean has(List<Json> containers, String name) {
        return containers.stream().anyMatch(container -> matches(name, container.textOrEmpty("name")));
    }

    /** The object with the containers of one list replaced, where it has that list. */
    public static KubeObject with(KubeObject object, String[] spec, String list, List<Json> containers) {
        String[] path = Arrays.copyOf(spec, spec.length + 1);
        path[spec.length] = list;
        return containers.isEmpty() ? object : object.with(containers, path);
    }
}
