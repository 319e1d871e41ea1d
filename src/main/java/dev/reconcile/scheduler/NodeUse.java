package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the pods of one node use together, kept as sums so that placing a pod does not look at all the others. */
final class NodeUse {
    private record Held(KubeObject pod, Demand demand) {}

    private final Map<String, Held> pods = new TreeMap<>();
    private final Map<String, Long> resources = new TreeMap<>();
    private final Map<String, Long> assumed = new TreeMap<>();
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, Integer> byOwner = new TreeMap<>();
    private int withAntiAffinity;
    private int withAffinity;

    private static String path(KubeObject pod) {
        return pod.namespace() + "/" + pod.name();
    }

    /** The same with one pod more. */
    NodeUse with(KubeObject pod) {
        NodeUse more = without(List.of());
        more.put(path(pod), pod);
        return more;
    }

    /** The same without those pods. */
    NodeUse without(Collection<KubeObject> gone) {
        NodeUse rest = new NodeUse();
        List<String> paths = gone.stream().map(NodeUse::path).toList();
        pods.forEach((path, held) -> {
            if (!paths.contains(path)) {
                rest.put(path, held.pod());
            }
        });
        return rest;
    }

    void put(String path, KubeObject pod) {
        remove(path);
        if (Pods.isFinished(pod)) {
            return;
        }
        Demand demand = Demand.of(pod);
        pods.put(path, new Held(pod, demand));
        count(pod, demand, 1);
    }

    void remove(String path) {
        Held old = pods.remove(path);
        if (old != null) {
            count(old.pod(), old.demand(), -1);
        }
    }

    private void count(KubeObject pod, Demand demand, int sign) {
        demand.resources().forEach((name, amount) -> resources.merge(name, sign * amount, Long::sum));
        demand.assumed().forEach((name, amount) -> assumed.merge(name, sign * amount, Long::sum));
        demand.ports().forEach(port -> ports.merge(port, sign, Integer::sum));
        if (!pod.isTerminating()) {
            pod.controllerReference().map(owner -> owner.textOrEmpty("uid")).ifPresent(uid -> byOwner.merge(uid, sign, NodeUse::sumOrNone));
        }
        if (!antiAffinity(pod).isEmpty()) {
            withAntiAffinity += sign;
        }
        if (hasAffinity(pod)) {
            withAffinity += sign;
        }
    }

    private static Integer sumOrNone(int a, int b) {
        return a + b == 0 ? null : a + b;
    }

    static boolean hasAffinity(KubeObject pod) {
        return pod.spec().has("affinity", "podAffinity") || pod.spec().has("affinity", "podAntiAffinity");
    }

    static Collection<Json> antiAffinity(KubeObject pod) {
        return pod.spec().objects("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
    }

    boolean holds(KubeObject pod) {
        return pods.containsKey(path(pod));
    }

    int podCount() {
        return pods.size();
    }

    long used(String resource) {
        return resources.getOrDefault(resource, 0L);
    }

    /** With upstream's assumptions for containers that ask for nothing. */
    long assumed(String resource) {
        return assumed.getOrDefault(resource, 0L);
    }

    boolean usesPort(String port) {
        return ports.getOrDefault(port, 0) > 0;
    }

    /** How many living pods of that controller are here. */
    int ofOwner(String uid) {
        return byOwner.getOrDefault(uid, 0);
    }

    /** Some pod here likes or dislikes the company of others. */
    boolean hasAffinity() {
        return withAffinity > 0;
    }

    boolean hasAntiAffinity() {
        return withAntiAffinity > 0;
    }

    Collection<KubeObject> pods() {
        return pods.values().stream().map(Held::pod).toList();
    }
}
