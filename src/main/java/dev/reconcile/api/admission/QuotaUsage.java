package dev.reconcile.api.admission;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import dev.reconcile.model.Volumes;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What objects count for under the names that quotas limit ({@code pkg/quota/v1/evaluator/core}). */
public final class QuotaUsage {
    static final Quantity ONE = Quantity.of("1");
    private static final List<String> COUNTED_BY_NAME =
            List.of("configmaps", Volumes.CLAIMS, "replicationcontrollers", "resourcequotas", "secrets", "services");

    private QuotaUsage() {}

    /** The hard limits of a quota, by name. */
    public static Map<String, Quantity> hard(KubeObject quota) {
        return PodResources.amounts(quota.spec().object("hard"));
    }

    /** What the quota's namespace uses of each thing that it limits. */
    public static Map<String, Quantity> used(KubeObject quota, View view) {
        Map<String, Quantity> used = new TreeMap<>();
        hard(quota).keySet().forEach(name -> used.put(name, Quantity.ZERO));
        TreeSet<String> resources = new TreeSet<>();
        used.keySet().forEach(name -> resources.add(resource(name)));
        for (String resource : resources) {
            for (KubeObject object : view.list(resource, quota.namespace())) {
                if (covers(quota, resource, object)) {
                    charge(resource, object, view.now()).forEach((name, amount) -> used.computeIfPresent(name, (n, sum) -> sum.plus(amount)));
                }
            }
        }
        return used;
    }

    /** The resource whose objects count under that name. */
    static String resource(String name) {
        if (name.startsWith("count/")) {
            return name.substring("count/".length());
        }
        if (name.startsWith("services.")) {
            return "services";
        }
        boolean storage = name.equals("requests.storage") || name.contains(".storageclass.storage.k8s.io/");
        return storage ? Volumes.CLAIMS : COUNTED_BY_NAME.contains(name) ? name : "pods";
    }

    /** What one object counts for. */
    static Map<String, Quantity> charge(String resource, KubeObject object, long now) {
        Map<String, Quantity> charge = new TreeMap<>();
        charge.put("count/" + resource, ONE);
        if (COUNTED_BY_NAME.contains(resource)) {
            charge.put(resource, ONE);
        }
        switch (resource) {
            case "pods" -> pod(object, now, charge);
            case "services" -> service(object, charge);
            case Volumes.CLAIMS -> claim(object, charge);
            default -> { }
        }
        return charge;
    }

    /** Pods that have ended, or should long have gone, only count as objects. */
    private static void pod(KubeObject pod, long now, Map<String, Quantity> charge) {
        if (Pods.isFinished(pod) || now > overdueAt(pod).orElse(Long.MAX_VALUE)) {
            return;
        }
        charge.put("pods", ONE);
        PodResources.held(pod).forEach((name, amount) -> {
            charge.put(name, amount);
            charge.put("requests." + name, amount);
        });
        PodResources.heldLimits(pod).forEach((name, amount) -> charge.put("limits." + name, amount));
    }

    /** When a pod that is being deleted stops to count although it is still there. */
    public static Optional<Long> overdueAt(KubeObject pod) {
        return pod.deletedAt().map(at -> at.toEpochMilli() + pod.metadata().number(0, "deletionGracePeriodSeconds") * 1000);
    }

    private static void service(KubeObject service, Map<String, Quantity> charge) {
        String type = service.spec().textOrEmpty("type");
        Quantity ports = Quantity.of(Integer.toString(service.spec().list("ports").size()));
        if (type.equals("NodePort") || type.equals("LoadBalancer") && !Boolean.FALSE.equals(service.spec().get("allocateLoadBalancerNodePorts"))) {
            charge.put("services.nodeports", ports);
        }
        if (type.equals("LoadBalancer")) {
            charge.put("services.loadbalancers", ONE);
        }
    }

    private static void claim(KubeObject claim, Map<String, Quantity> charge) {
        String ofClass = Volumes.storageClass(claim) + ".storageclass.storage.k8s.io/";
        charge.put("requests.storage", Volumes.requested(claim));
        charge.put(ofClass + "requests.storage", Volumes.requested(claim));
        charge.put(ofClass + "persistentvolumeclaims", ONE);
    }

    /** All scopes of the quota hold for the object; only pods can be in a scope. */
    static boolean covers(KubeObject quota, String resource, KubeObject object) {
        List<Json> scopes = new ArrayList<>(quota.spec().objects("scopeSelector", "matchExpressions"));
        quota.spec().texts("scopes").forEach(scope -> scopes.add(Json.of("scopeName", scope, "operator", "Exists")));
        return scopes.isEmpty() || resource.equals("pods") && scopes.stream().allMatch(scope -> isInScope(object, scope));
    }

    private static boolean isInScope(KubeObject pod, Json scope) {
        boolean bestEffort = "BestEffort".equals(pod.status().text("qosClass"));
        boolean hasDeadline = pod.spec().has("activeDeadlineSeconds");
        return switch (scope.textOrEmpty("scopeName")) {
            case "Terminating" -> hasDeadline;
            case "NotTerminating" -> !hasDeadline;
            case "BestEffort" -> bestEffort;
            case "NotBestEffort" -> !bestEffort;
            case "PriorityClass" -> isOfClass(pod, scope);
            case "CrossNamespacePodAffinity" -> reachesOtherNamespaces(pod);
            default -> false;
        };
    }

    private static boolean isOfClass(KubeObject pod, Json scope) {
        String name = pod.spec().textOrEmpty("priorityClassName");
        Json expression = Json.of("key", "PriorityClass", "operator", scope.get("operator"), "values", scope.get("values"));
        return LabelSelector.of(Json.of("matchExpressions", List.of(expression))).matches(name.isEmpty() ? Map.of() : Map.of("PriorityClass", name));
    }

    private static boolean reachesOtherNamespaces(KubeObject pod) {
        for (String which : List.of("podAffinity", "podAntiAffinity")) {
            List<Json> terms = new ArrayList<>(pod.spec().objects("affinity", which, "requiredDuringSchedulingIgnoredDuringExecution"));
            pod.spec().objects("affinity", which, "preferredDuringSchedulingIgnoredDuringExecution")
                    .forEach(preferred -> terms.add(preferred.object("podAffinityTerm")));
            if (terms.stream().anyMatch(term -> !term.list("namespaces").isEmpty() || term.has("namespaceSelector"))) {
                return true;
            }
        }
        return false;
    }
}
