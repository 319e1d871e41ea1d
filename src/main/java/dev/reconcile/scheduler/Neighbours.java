package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The filters that look at the pods of other nodes too: topology spread and inter-pod (anti-)affinity. Pods are looked at one by one, but only
 * where somebody asks for it.
 *
 * <p>Left out: namespace selectors of affinity terms, {@code matchLabelKeys}, node inclusion policies.
 */
final class Neighbours {
    private final KubeObject pod;
    private final List<KubeObject> nodes;
    private final Map<String, Collection<KubeObject>> podsOn = new TreeMap<>();
    private final boolean othersRepel;

    Neighbours(KubeObject pod, List<KubeObject> nodes, Uses uses) {
        this.pod = pod;
        this.nodes = nodes;
        boolean asks = pod.spec().has("affinity", "podAffinity") || pod.spec().has("affinity", "podAntiAffinity")
                || pod.spec().has("topologySpreadConstraints");
        this.othersRepel = nodes.stream().anyMatch(node -> uses.of(node.name()).hasAntiAffinity());
        if (asks || othersRepel) {
            nodes.forEach(node -> podsOn.put(node.name(), uses.of(node.name()).pods()));
        }
    }

    Optional<Rejection> reject(KubeObject node) {
        return podsOn.isEmpty() ? Optional.empty() : spread(node).or(() -> affinity(node)).or(() -> antiAffinity(node)).or(() -> repelled(node));
    }

    private Optional<Rejection> spread(KubeObject node) {
        for (Json constraint : pod.spec().objects("topologySpreadConstraints")) {
            if (!"DoNotSchedule".equals(constraint.text("whenUnsatisfiable"))) {
                continue;
            }
            String key = constraint.textOrEmpty("topologyKey");
            if (node.label(key).isEmpty()) {
                return Optional.of(Rejection.hopeless("node(s) didn't match pod topology spread constraints (missing required label)"));
            }
            Map<String, Long> counts = domains(key, LabelSelector.of(constraint.object("labelSelector")));
            long self = LabelSelector.of(constraint.object("labelSelector")).matches(pod.labels()) ? 1 : 0;
            long least = counts.size() < constraint.number(1, "minDomains")
                    ? 0
                    : counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
            if (counts.getOrDefault(node.label(key).get(), 0L) + self - least > constraint.number(1, "maxSkew")) {
                return Optional.of(Rejection.of("node(s) didn't match pod topology spread constraints"));
            }
        }
        return Optional.empty();
    }

    /** Matching pods of the same namespace by topology domain, over the nodes that the pod may use. */
    private Map<String, Long> domains(String key, LabelSelector selector) {
        Map<String, Long> counts = new TreeMap<>();
        for (KubeObject node : nodes) {
            if (node.label(key).isPresent() && NodeAffinity.matches(pod, node)) {
                counts.merge(node.label(key).get(), matching(node, selector), Long::sum);
            }
        }
        return counts;
    }

    private long matching(KubeObject node, LabelSelector selector) {
        return podsOn.get(node.name()).stream()
                .filter(other -> !other.isTerminating() && other.namespace().equals(pod.namespace()) && selector.matches(other.labels()))
                .count();
    }

    private Optional<Rejection> affinity(KubeObject node) {
        for (Json term : pod.spec().objects("affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution")) {
            boolean nobodyYet = nodes.stream().allMatch(other -> count(term, pod, other) == 0);
            boolean first = nobodyYet && matches(term, pod, pod) && node.label(term.textOrEmpty("topologyKey")).isPresent();
            if (!first && inDomain(term, pod, node) == 0) {
                return Optional.of(Rejection.hopeless("node(s) didn't match pod affinity rules"));
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> antiAffinity(KubeObject node) {
        return NodeUse.antiAffinity(pod).stream().anyMatch(term -> inDomain(term, pod, node) > 0)
                ? Optional.of(Rejection.of("node(s) didn't match pod anti-affinity rules"))
                : Optional.empty();
    }

    /** A pod that runs already does not want this one in its domain. */
    private Optional<Rejection> repelled(KubeObject node) {
        if (!othersRepel) {
            return Optional.empty();
        }
        for (KubeObject home : nodes) {
            for (KubeObject other : podsOn.get(home.name())) {
                for (Json term : NodeUse.antiAffinity(other)) {
                    if (sameDomain(term, home, node) && matches(term, other, pod)) {
                        return Optional.of(Rejection.of("node(s) didn't satisfy existing pods anti-affinity rules"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** How many pods that the term means are in the node's domain. */
    private long inDomain(Json term, KubeObject asking, KubeObject node) {
        return nodes.stream().filter(other -> sameDomain(term, other, node)).mapToLong(other -> count(term, asking, other)).sum();
    }

    private static boolean sameDomain(Json term, KubeObject a, KubeObject b) {
        String key = term.textOrEmpty("topologyKey");
        return a.label(key).isPresent() && a.label(key).equals(b.label(key));
    }

    private long count(Json term, KubeObject asking, KubeObject node) {
        return podsOn.get(node.name()).stream().filter(other -> matches(term, asking, other)).count();
    }

    private static boolean matches(Json term, KubeObject asking, KubeObject other) {
        List<String> namespaces = term.texts("namespaces");
        boolean namespace = namespaces.isEmpty() ? other.namespace().equals(asking.namespace()) : namespaces.contains(other.namespace());
        return namespace && LabelSelector.of(term.object("labelSelector")).matches(other.labels());
    }

    /** The weights of preferred terms that speak for the node, less those that speak against it. */
    long preference(KubeObject node) {
        if (podsOn.isEmpty()) {
            return 0;
        }
        return weights("podAffinity", node) - weights("podAntiAffinity", node);
    }

    private long weights(String which, KubeObject node) {
        return pod.spec().objects("affinity", which, "preferredDuringSchedulingIgnoredDuringExecution").stream()
                .mapToLong(preferred -> preferred.number(0, "weight") * inDomain(preferred.object("podAffinityTerm"), pod, node))
                .sum();
    }

    /** How many pods of the domain the soft spread constraints count against the node. */
    long crowd(KubeObject node) {
        return pod.spec().objects("topologySpreadConstraints").stream()
                .filter(constraint -> "ScheduleAnyway".equals(constraint.text("whenUnsatisfiable")))
                .mapToLong(constraint -> node.label(constraint.textOrEmpty("topologyKey"))
                        .map(value -> domains(constraint.textOrEmpty("topologyKey"), LabelSelector.of(constraint.object("labelSelector"))).getOrDefault(value, 0L))
                        .orElse(0L))
                .sum();
    }
}
