package dev.reconcile.exercise;

import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.kubelet.Images;
import dev.reconcile.kubelet.Nodes;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * The cluster in which an exercise takes place.
 *
 * @param workers nodes beside the control plane
 * @param nodes what is special about some of them, by name
 * @param timeOfDay milliseconds after midnight UTC that the clock shows when it begins; empty for whatever time it is
 */
public record Shape(int workers, SortedMap<String, NodeShape> nodes, OptionalLong timeOfDay) {
    public static final int FEWEST_WORKERS = 1;
    public static final int MOST_WORKERS = 10;
    private static final int PODS_PER_NODE = 110;
    private static final long DAY = 86_400_000;

    /** @param taints as in a node's {@code spec} */
    public record NodeShape(Map<String, String> labels, List<Json> taints) {}

    StandardBlueprint blueprint(List<Json> images) {
        List<KubeObject> shaped = new ArrayList<>();
        for (KubeObject node : Nodes.of(workers, PODS_PER_NODE)) {
            shaped.add(nodes.containsKey(node.name()) ? shaped(node, nodes.get(node.name())) : node);
        }
        return new StandardBlueprint(shaped, Images.standard().with(images));
    }

    private static KubeObject shaped(KubeObject node, NodeShape shape) {
        KubeObject labelled = node;
        for (Map.Entry<String, String> label : shape.labels().entrySet()) {
            labelled = labelled.withLabel(label.getKey(), label.getValue());
        }
        List<Json> taints = new ArrayList<>(node.tree().objects("spec", "taints"));
        taints.addAll(shape.taints());
        return taints.isEmpty() ? labelled : labelled.with(taints, "spec", "taints");
    }

    /** The first instant at or after that one at which the clock shows this exercise's time of day. */
    public long arrival(long millis) {
        return timeOfDay.isEmpty() ? millis : millis + Math.floorMod(timeOfDay.getAsLong() - millis, DAY);
    }
}
