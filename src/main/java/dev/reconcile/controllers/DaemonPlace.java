package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Tolerations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a daemon belongs on a node ({@code daemon_controller.go NodeShouldRunDaemonPod}), and how its pod is bound to it. */
final class DaemonPlace {
    /** Taints that a node gets by itself; daemons stay regardless ({@code daemon/util/daemonset_util.go}). */
    private static final List<String> TOLERATED = List.of("disk-pressure", "memory-pressure", "pid-pressure", "unschedulable");

    private static final String PREFIX = "node.kubernetes.io/";

    /** What a node is to a daemon. */
    enum Place { BELONGS, MAY_STAY, MUST_GO }

    private DaemonPlace() {}

    static Place of(KubeObject daemon, KubeObject node) {
        Json spec = daemon.spec().object("template", "spec");
        String name = spec.textOrEmpty("nodeName");
        if (!name.isEmpty() && !name.equals(node.name()) || !selected(spec, node)) {
            return Place.MUST_GO;
        }
        List<Json> tolerations = tolerations(spec);
        List<Json> unwelcome = node.spec().objects("taints").stream()
                .filter(taint -> !"PreferNoSchedule".equals(taint.text("effect")))
                .filter(taint -> tolerations.stream().noneMatch(toleration -> Tolerations.tolerates(toleration, taint)))
                .toList();
        if (unwelcome.isEmpty()) {
            return Place.BELONGS;
        }
        return unwelcome.stream().anyMatch(taint -> "NoExecute".equals(taint.text("effect"))) ? Place.MUST_GO : Place.MAY_STAY;
    }

    private static boolean selected(Json spec, KubeObject node) {
        Map<String, String> selector = spec.textMap("nodeSelector");
        if (!LabelSelector.ofMap(selector).matches(node)) {
            return false;
        }
        List<Json> terms = spec.objects("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
        return terms.isEmpty() || terms.stream().anyMatch(term -> matches(term, node));
    }

    private static boolean matches(Json term, KubeObject node) {
        if (term.list("matchExpressions").isEmpty() && term.list("matchFields").isEmpty()) {
            return false;
        }
        boolean labels = LabelSelector.of(Json.of("matchExpressions", term.list("matchExpressions"))).matches(node);
        KubeObject fields = node.with(Json.of("metadata.name", node.name()), "metadata", "labels");
        return labels && LabelSelector.of(Json.of("matchExpressions", term.list("matchFields"))).matches(fields);
    }

    /** The template's tolerations and those that every daemon gets. */
    static List<Json> tolerations(Json spec) {
        List<Json> tolerations = new ArrayList<>(spec.objects("tolerations"));
        add(tolerations, "not-ready", "NoExecute");
        add(tolerations, "unreachable", "NoExecute");
        TOLERATED.forEach(key -> add(tolerations, key, "NoSchedule"));
        if (spec.isTrue("hostNetwork")) {
            add(tolerations, "network-unavailable", "NoSchedule");
        }
        return tolerations;
    }

    private static void add(List<Json> tolerations, String key, String effect) {
        Json toleration = Json.of("key", PREFIX + key, "operator", "Exists", "effect", effect);
        if (!tolerations.contains(toleration)) {
            tolerations.add(toleration);
        }
    }

    /** The pod as only that node can take it: the scheduler still binds it. */
    static KubeObject bound(KubeObject pod, String node) {
        Json field = Json.of("key", "metadata.name", "operator", "In", "values", List.of(node));
        Json required = Json.of("nodeSelectorTerms", List.of(Json.of("matchFields", List.of(field))));
        return pod.with(tolerations(pod.spec()), "spec", "tolerations")
                .with(required, "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
    }

    /** The node that a daemon's pod is on or meant for. */
    static String node(KubeObject pod) {
        String node = pod.spec().textOrEmpty("nodeName");
        if (!node.isEmpty()) {
            return node;
        }
        return pod.spec().objects("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").stream()
                .flatMap(term -> term.objects("matchFields").stream())
                .filter(field -> "metadata.name".equals(field.text("key")))
                .flatMap(field -> field.texts("values").stream())
                .findFirst().orElse("");
    }
}
