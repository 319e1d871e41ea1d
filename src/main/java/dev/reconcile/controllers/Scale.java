package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/** How many replicas the controllers of some pods want together ({@code getExpectedScale}). */
record Scale(View view) {
    /** The sum, or why it cannot be known. */
    record Total(long replicas, String problem) {
        <T> T apply(LongFunction<T> known, Function<String, T> unknown) {
            return problem.isEmpty() ? known.apply(replicas) : unknown.apply(problem);
        }
    }

    /** What a resource is called by kind; others have no scale. */
    private static final Map<String, String> RESOURCES = new TreeMap<>();

    static {
        RESOURCES.put("Deployment", "deployments.apps");
        RESOURCES.put("ReplicaSet", ReplicaSetReconciler.RESOURCE);
        RESOURCES.put("ReplicationController", "replicationcontrollers");
        RESOURCES.put("StatefulSet", StatefulSetReconciler.RESOURCE);
    }

    /** Without a scale, by kind. */
    private static final Map<String, String> SCALELESS = new TreeMap<>();

    static {
        SCALELESS.put("DaemonSet", "daemonsets.apps");
        SCALELESS.put("Job", "jobs.batch");
        SCALELESS.put("CronJob", "cronjobs.batch");
        SCALELESS.put("Pod", "pods");
    }

    /** Whether a kind of workloads, scalable or not, is in that API group. */
    static boolean isOf(String kind, String group) {
        String resource = RESOURCES.getOrDefault(kind, SCALELESS.get(kind));
        return resource != null && group.equals(resource.contains(".") ? resource.substring(resource.indexOf('.') + 1) : "");
    }

    /** Pods without a controller are passed over. */
    Total of(List<KubeObject> pods) {
        Map<String, Long> byUid = new TreeMap<>();
        for (KubeObject pod : pods) {
            Optional<Json> reference = pod.controllerReference();
            if (reference.isEmpty()) {
                continue;
            }
            String kind = reference.get().textOrEmpty("kind");
            if (SCALELESS.containsKey(kind)) {
                return new Total(0, SCALELESS.get(kind) + " does not implement the scale subresource");
            }
            Optional<KubeObject> owner = top(pod.namespace(), reference.get());
            if (owner.isEmpty()) {
                return new Total(0, "found no controllers for pod \"%s\"".formatted(pod.name()));
            }
            byUid.put(owner.get().uid(), owner.get().spec().number(1, "replicas"));
        }
        return new Total(byUid.values().stream().mapToLong(Long::longValue).sum(), "");
    }

    /** The workload of that kind and name, if it is one that can be scaled. */
    static Optional<KubeObject> target(String kind, String namespace, String name, View view) {
        return Optional.ofNullable(RESOURCES.get(kind)).flatMap(resource -> view.get(resource, namespace, name));
    }

    static Optional<String> resource(String kind) {
        return Optional.ofNullable(RESOURCES.get(kind));
    }

    /** The pods that the workload's selector means. */
    static List<KubeObject> pods(KubeObject workload, View view) {
        LabelSelector selector = Claim.selector(workload);
        return view.list("pods", workload.namespace()).stream().filter(selector::matches).toList();
    }

    /** A ReplicaSet's Deployment stands for it. */
    private Optional<KubeObject> top(String namespace, Json reference) {
        String resource = RESOURCES.get(reference.textOrEmpty("kind"));
        Optional<KubeObject> owner = resource == null ? Optional.empty() : view.get(resource, namespace, reference.textOrEmpty("name"))
                .filter(found -> found.uid().equals(reference.text("uid")));
        return owner.flatMap(KubeObject::controllerReference).map(above -> top(namespace, above)).orElse(owner);
    }
}
