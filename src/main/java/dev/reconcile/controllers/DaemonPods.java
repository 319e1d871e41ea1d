package dev.reconcile.controllers;

import dev.reconcile.model.IntOrPercent;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A DaemonSet's pods by node, and what its template and strategy say of them.
 *
 * @param hash the label that pods of the current template carry
 * @param places what each node is to the daemon, by name
 * @param onNode pods by the node that they are on or meant for, those bound first, then the eldest; without those that ended while being deleted
 */
record DaemonPods(KubeObject set, String hash, TreeMap<String, DaemonPlace.Place> places, TreeMap<String, List<KubeObject>> onNode, long now) {
    static final String HASH_LABEL = "controller-revision-hash";

    private static final Comparator<KubeObject> ELDEST_FIRST = Comparator.comparing((KubeObject pod) -> Pods.node(pod).isEmpty())
            .thenComparing(KubeObject::createdAt).thenComparing(KubeObject::name);

    static DaemonPods of(KubeObject set, String hash, List<KubeObject> nodes, List<KubeObject> pods, long now) {
        DaemonPods sorted = new DaemonPods(set, hash, new TreeMap<>(), new TreeMap<>(), now);
        nodes.forEach(node -> sorted.places.put(node.name(), DaemonPlace.of(set, node)));
        pods.stream().filter(pod -> !(pod.isTerminating() && Pods.isFinished(pod))).sorted(ELDEST_FIRST)
                .forEach(pod -> sorted.onNode.computeIfAbsent(DaemonPlace.node(pod), n -> new ArrayList<>()).add(pod));
        return sorted;
    }

    /** Names of the nodes that should run the daemon. */
    List<String> wanted() {
        return places.keySet().stream().filter(node -> places.get(node) == DaemonPlace.Place.BELONGS).toList();
    }

    /** Nodes that should run the daemon or do. */
    TreeSet<String> concerned() {
        TreeSet<String> nodes = new TreeSet<>(wanted());
        nodes.addAll(onNode.keySet());
        return nodes;
    }

    List<KubeObject> all() {
        return onNode.values().stream().flatMap(List::stream).toList();
    }

    List<KubeObject> on(String node) {
        return onNode.getOrDefault(node, List.of());
    }

    List<KubeObject> staying(String node) {
        return on(node).stream().filter(pod -> !pod.isTerminating()).toList();
    }

    boolean isUpdated(KubeObject pod) {
        return hash.equals(pod.labels().get(HASH_LABEL));
    }

    boolean isAvailable(KubeObject pod) {
        return Pods.isAvailable(pod, set.spec().number(0, "minReadySeconds"), now);
    }

    boolean surges() {
        return !isOnDelete() && limit("maxSurge", 0) > 0;
    }

    boolean isOnDelete() {
        return "OnDelete".equals(set.tree().text("spec", "updateStrategy", "type"));
    }

    /** How many nodes may have a second, new pod beside an old one that serves. */
    long maxSurge() {
        return limit("maxSurge", 0);
    }

    /** How many nodes may have no available pod; at least one where nothing may surge either. */
    long maxUnavailable() {
        return Math.max(surges() ? 0 : 1, limit("maxUnavailable", 1));
    }

    private long limit(String name, long otherwise) {
        Object limit = set.tree().at("spec", "updateStrategy", "rollingUpdate", name);
        return IntOrPercent.scaled(limit == null ? (Object) otherwise : limit, wanted().size(), true);
    }
}
