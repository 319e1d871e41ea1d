package dev.reconcile.kubectl.call;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Optional;

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

    /** The list with the change made to the containers of that name; {@code *} means all. */
    public static List<Json> changed(List<Json> containers, String name, Change change) throws CommandFailure {
        List<Json> result = new java.util.ArrayList<>();
        for (Json container : containers) {
            boolean meant = name.equals("*") || name.equals(container.text("name"));
            result.add(meant ? change.apply(container) : container);
        }
        return result;
    }

    public static boolean has(List<Json> containers, String name) {
        return name.equals("*") && !containers.isEmpty() || containers.stream().anyMatch(container -> name.equals(container.text("name")));
    }

    /** The object with the containers of one list replaced, where it has that list. */
    public static KubeObject with(KubeObject object, String[] spec, String list, List<Json> containers) {
        String[] path = java.util.Arrays.copyOf(spec, spec.length + 1);
        path[spec.length] = list;
        return containers.isEmpty() ? object : object.with(containers, path);
    }
}
