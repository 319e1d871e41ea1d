package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The filters that look at the pods of other nodes too: topology spread and inter-pod (anti-)affinity. Pods are looked at one by one, but only
 * where somebody asks for it ({@code plugins/podtopologyspread/filtering.go}, {@code plugins/interpodaffinity/filtering.go}).
 */
final class Neighbours {
    private final KubeObject pod;
    private final List<KubeObject> nodes;
    private final View view;
    private final Map<String, Collection<KubeObject>> podsOn = new TreeMap<>();
    private final Map<String, Long> company = new TreeMap<>();
    private final boolean othersRepel;
    private final boolean othersCare;

    Neighbours(KubeObject pod, List<KubeObject> nodes, Function<String, NodeUse> uses, View view) {
        this.pod = pod;
        this.nodes = nodes;
        this.view = view;
        boolean asks = NodeUse.hasAffinity(pod) || pod.spec().has("topologySpreadConstraints");
        this.othersRepel = nodes.stream().anyMatch(node -> uses.apply(node.name()).hasAntiAffinity());
        this.othersCare = nodes.stream().anyMatch(node -> uses.apply(node.name()).hasAffinity());
        if (asks || othersCare) {
            nodes.forEach(node -> podsOn.put(node.name(), uses.apply(node.name()).pods()));
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
            Map<String, Long> counts = domains(constraint);
            long self = selector(constraint, pod).filter(selector -> selector.matches(pod.labels())).isPresent() ? 1 : 0;
            long least = counts.size() < constraint.number(1, "minDomains")
                    ? 0
                    : counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
            if (counts.getOrDefault(node.label(key).get(), 0L) + self - least > constraint.number(1, "maxSkew")) {
                return Optional.of(Rejection.of("node(s) didn't match pod topology spread constraints"));
            }
        }
        return Optional.empty();
    }

    /**
     * Which pods a term means, as far as their labels go: its selector, and for each of {@code matchLabelKeys} and {@code mismatchLabelKeys} the own
     * value of the pod that asks. Without a selector it means none.
     */
    private static Optional<LabelSelector> selector(Json term, KubeObject asking) {
        if (!term.has("labelSelector")) {
            return Optional.empty();
        }
        Json selector = term.object("labelSelector");
        List<Json> expressions = new ArrayList<>(selector.objects("matchExpressions"));
        term.texts("matchLabelKeys").forEach(key -> own(key, asking, "In").ifPresent(expressions::add));
        term.texts("mismatchLabelKeys").forEach(key -> own(key, asking, "NotIn").ifPresent(expressions::add));
        return Optional.of(LabelSelector.of(expressions.isEmpty() ? selector : selector.with("matchExpressions", expressions)));
    }

    private static Optional<Json> own(String key, KubeObject asking, String operator) {
        return asking.label(key).map(value -> Json.of("key", key, "operator", operator, "values", List.of(value)));
    }

    /** Matching pods of the same namespace by topology domain, over the nodes that count: those with the keys of all constraints of the kind. */
    private Map<String, Long> domains(Json constraint) {
        String key = constraint.textOrEmpty("topologyKey");
        List<String> keys = pod.spec().objects("topologySpreadConstraints").stream()
                .filter(other -> constraint.textOrEmpty("whenUnsatisfiable").equals(other.text("whenUnsatisfiable")))
                .map(other -> other.textOrEmpty("topologyKey")).toList();
        Optional<LabelSelector> selector = selector(constraint, pod);
        Map<String, Long> counts = new TreeMap<>();
        for (KubeObject node : nodes) {
            if (keys.stream().allMatch(each -> node.label(each).isPresent()) && counts(constraint, node)) {
                counts.merge(node.label(key).get(), selector.map(selected -> matching(node, selected)).orElse(0L), Long::sum);
            }
        }
        return counts;
    }

    /** Nodes that the pod may not use for its affinity are left out unless the constraint says otherwise, tainted ones if it says so. */
    private boolean counts(Json constraint, KubeObject node) {
        boolean affinity = "Ignore".equals(constraint.text("nodeAffinityPolicy")) || NodeAffinity.matches(pod, node);
        boolean taints = !"Honor".equals(constraint.text("nodeTaintsPolicy")) || Taints.untolerated(pod, node).isEmpty();
        return affinity && taints;
    }

    private long matching(KubeObject node, LabelSelector selector) {
        return podsOn.get(node.name()).stream()
                .filter(other -> !other.isTerminating() && other.namespace().equals(pod.namespace()) && selector.matches(other.labels()))
                .count();
    }

    /** Every term asks for a pod in its domain that all the terms mean; where there is none at all, a pod that they mean itself may be the first. */
    private Optional<Rejection> affinity(KubeObject node) {
        List<Json> terms = terms();
        if (terms.isEmpty() || terms.stream().allMatch(term -> nodes.stream().anyMatch(home -> sameDomain(term, home, node) && company(home) > 0))) {
            return Optional.empty();
        }
        boolean first = terms.stream().allMatch(term -> node.label(term.textOrEmpty("topologyKey")).isPresent() && matches(term, pod, pod))
                && nodes.stream().noneMatch(home -> company(home) > 0
                        && terms.stream().anyMatch(term -> home.label(term.textOrEmpty("topologyKey")).isPresent()));
        return first ? Optional.empty() : Optional.of(Rejection.hopeless("node(s) didn't match pod affinity rules"));
    }

    private List<Json> terms() {
        return pod.spec().objects("affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
    }

    /** How many pods on the node all of the required terms mean. */
    private long company(KubeObject node) {
        return company.computeIfAbsent(node.name(), name -> podsOn.get(name).stream()
                .filter(other -> terms().stream().allMatch(term -> matches(term, pod, other))).count());
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

    private boolean matches(Json term, KubeObject asking, KubeObject other) {
        return means(term, asking, other.namespace()) && selector(term, asking).filter(selector -> selector.matches(other.labels())).isPresent();
    }

    /** Its own namespace if the term names none; an empty selector means all. */
    private boolean means(Json term, KubeObject asking, String namespace) {
        List<String> namespaces = term.texts("namespaces");
        boolean selected = term.has("namespaceSelector") && view.get("namespaces", "", namespace)
                .filter(found -> LabelSelector.of(term.object("namespaceSelector")).matches(found.labels())).isPresent();
        boolean own = namespaces.isEmpty() && !term.has("namespaceSelector") && namespace.equals(asking.namespace());
        return own || selected || namespaces.contains(namespace);
    }

    /**
     * The weights of preferred terms that speak for the node, less those that speak against it: the pod's own, and those of pods that run already,
     * whose required affinity counts a little, too ({@code interpodaffinity/scoring.go}).
     */
    long preference(KubeObject node) {
        if (podsOn.isEmpty()) {
            return 0;
        }
        return weights("podAffinity", node) - weights("podAntiAffinity", node) + (othersCare ? welcome(node) : 0);
    }

    private long welcome(KubeObject node) {
        long sum = 0;
        for (KubeObject home : nodes) {
            for (KubeObject other : podsOn.get(home.name())) {
                if (NodeUse.hasAffinity(other)) {
                    sum += welcome(other, "podAffinity", home, node) - welcome(other, "podAntiAffinity", home, node);
                    sum += other.spec().objects("affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution").stream()
                            .filter(term -> sameDomain(term, home, node) && matches(term, other, pod)).count();
                }
            }
        }
        return sum;
    }

    private long welcome(KubeObject other, String which, KubeObject home, KubeObject node) {
        return other.spec().objects("affinity", which, "preferredDuringSchedulingIgnoredDuringExecution").stream()
                .filter(preferred -> sameDomain(preferred.object("podAffinityTerm"), home, node) && matches(preferred.object("podAffinityTerm"), other, pod))
                .mapToLong(preferred -> preferred.number(0, "weight")).sum();
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
                        .map(value -> domains(constraint).getOrDefault(value, 0L))
                        .orElse(0L))
                .sum();
    }
}
