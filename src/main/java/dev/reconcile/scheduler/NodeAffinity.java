package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which nodes a pod asks for by their labels or names ({@code component-helpers/scheduling/corev1/nodeaffinity}). */
public final class NodeAffinity {
    private NodeAffinity() {}

    /** {@code nodeSelector} and the required terms of {@code nodeAffinity} all hold. */
    public static boolean matches(KubeObject pod, KubeObject node) {
        Map<String, String> selector = pod.spec().textMap("nodeSelector");
        if (!selector.isEmpty() && !LabelSelector.ofMap(selector).matches(node.labels())) {
            return false;
        }
        Json required = pod.spec().object("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        return required.isEmpty() || required.objects("nodeSelectorTerms").stream().anyMatch(term -> matchesTerm(term, node));
    }

    /**
     * The nodes that the required terms name, where each of them names some ({@code nodeaffinity/node_affinity.go}, {@code PreFilter}); empty if any
     * node may do.
     */
    static Optional<Set<String>> names(KubeObject pod) {
        List<Json> terms = pod.spec().objects("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
        Set<String> names = new TreeSet<>();
        for (Json term : terms) {
            List<Json> fields = term.objects("matchFields").stream().filter(field -> "In".equals(field.text("operator"))).toList();
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            Set<String> all = new TreeSet<>(fields.getFirst().texts("values"));
            fields.forEach(field -> all.retainAll(field.texts("values")));
            names.addAll(all);
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** The volume can be used on the node. */
    static boolean reaches(KubeObject node, KubeObject volume) {
        Json required = volume.spec().object("nodeAffinity", "required");
        return required.isEmpty() || required.objects("nodeSelectorTerms").stream().anyMatch(term -> matchesTerm(term, node));
    }

    /** The sum of the weights of the preferred terms that hold. */
    static long preference(KubeObject pod, KubeObject node) {
        List<Json> wishes = pod.spec().objects("affinity", "nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution");
        return wishes.isEmpty() ? 0 : wishes.stream()
                .filter(preferred -> matchesTerm(preferred.object("preference"), node))
                .mapToLong(preferred -> preferred.number(0, "weight"))
                .sum();
    }

    /** A term without requirements matches nothing. */
    private static boolean matchesTerm(Json term, KubeObject node) {
        List<Json> expressions = term.objects("matchExpressions");
        List<Json> fields = term.objects("matchFields");
        if (expressions.isEmpty() && fields.isEmpty()) {
            return false;
        }
        return LabelSelector.of(Json.of("matchExpressions", expressions)).matches(node.labels())
                && LabelSelector.of(Json.of("matchExpressions", fields)).matches(Map.of("metadata.name", node.name()));
    }
}
