package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.List;
import java.util.Optional;

/** The {@code scale} subresource: the replica count of any scalable kind as an {@code autoscaling/v1 Scale}. */
public final class Scales {
    /** The table of a scale ({@code printScale}). */
    static final List<Column> COLUMNS = List.of(
            new Column("Name", "string", 0, (scale, now) -> scale.name()),
            new Column("Desired", "integer", 0, (scale, now) -> scale.spec().number(0, "replicas")),
            new Column("Available", "integer", 0, (scale, now) -> scale.status().number(0, "replicas")),
            new Column("Age", "string", 0, (scale, now) -> Durations.since(scale.metadata().text("creationTimestamp"), now)));

    private Scales() {}

    public static KubeObject of(Kind kind, KubeObject target) {
        Rules.ScalePaths paths = kind.rules().scale();
        return new KubeObject(Json.of(
                "apiVersion", "autoscaling/v1",
                "kind", "Scale",
                "metadata", Json.of(
                        "name", target.name(),
                        "namespace", target.namespace(),
                        "uid", target.uid(),
                        "resourceVersion", Long.toString(target.revision()),
                        "creationTimestamp", target.metadata().get("creationTimestamp")),
                "spec", Json.of("replicas", number(target, paths.wanted())),
                "status", Json.of("replicas", number(target, paths.found()), "selector", selector(kind, target, paths))));
    }

    private static long number(KubeObject target, List<String> path) {
        return target.tree().number(0, path.toArray(String[]::new));
    }

    private static String selector(Kind kind, KubeObject target, Rules.ScalePaths paths) {
        if (kind.isCustom()) {
            return paths.selector() == null ? null : target.tree().text(paths.selector().toArray(String[]::new));
        }
        LabelSelector labels = kind.kind().equals("ReplicationController")
                ? LabelSelector.ofMap(target.spec().textMap("selector"))
                : LabelSelector.of(target.spec().object("selector"));
        return labels.text();
    }

    /** A custom resource that does not say how many replicas it wants has no scale to read, and why ({@code customresource/etcd.go}). */
    public static Optional<Status> unreadable(Kind kind, KubeObject target) {
        List<String> path = kind.rules().scale().wanted();
        return !kind.isCustom() || target.tree().has(path.toArray(String[]::new)) ? Optional.empty()
                : Optional.of(Status.internal("the spec replicas field \".%s\" does not exist".formatted(String.join(".", path))));
    }

    /** What an applied scale says about the object itself. */
    static Json meant(Kind kind, Json scale) {
        Json object = Json.of("apiVersion", kind.apiVersion(), "kind", kind.kind(), "metadata", scale.get("metadata"));
        return scale.has("spec", "replicas") ? object.withAt(scale.at("spec", "replicas"), kind.rules().scale().wanted().toArray(String[]::new)) : object;
    }

    /** What is wrong with the wanted replica count. */
    static Optional<Status> problem(String name, Json scale) {
        long replicas = scale.number(0, "spec", "replicas");
        Problems problems = new Problems();
        if (replicas < 0) {
            problems.invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(Status.invalid("Scale.autoscaling", name, problems.found()));
    }

    /** The target with the wanted replica count, at the revision that the scale was read at. */
    static KubeObject applied(Kind kind, Json scale, KubeObject target) {
        return target.with(scale.number(0, "spec", "replicas"), kind.rules().scale().wanted().toArray(String[]::new))
                .with(scale.text("metadata", "resourceVersion"), "metadata", "resourceVersion");
    }
}
