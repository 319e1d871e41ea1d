package dev.reconcile.controllers;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Scales;
import dev.reconcile.api.Status;
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

/** The scales of objects, whatever their kind: Kubernetes' own workloads and custom resources with the subresource. */
record Scale(Kinds kinds, View view) {
    /** An object, or why it cannot be scaled. */
    sealed interface Found {
        /** @param scale as the API shows it, {@code autoscaling/v1} */
        record Target(Kind kind, KubeObject object, KubeObject scale) implements Found {
            long replicas() {
                return scale.spec().number(0, "replicas");
            }

            /** Which pods are meant, as text; empty if the object does not say. */
            String selector() {
                return scale.status().textOrEmpty("selector");
            }
        }

        record No(String problem) implements Found {}
    }

    /** The sum, or why it cannot be known. */
    record Total(long replicas, String problem) {
        <T> T apply(LongFunction<T> known, Function<String, T> unknown) {
            return problem.isEmpty() ? known.apply(replicas) : unknown.apply(problem);
        }
    }

    /** What Kubernetes' own workloads with a scale are called, by kind. */
    private static final Map<String, String> WORKLOADS = new TreeMap<>();

    static {
        WORKLOADS.put("Deployment", "deployments.apps");
        WORKLOADS.put("ReplicaSet", ReplicaSetReconciler.RESOURCE);
        WORKLOADS.put("ReplicationController", "replicationcontrollers");
        WORKLOADS.put("StatefulSet", StatefulSetReconciler.RESOURCE);
    }

    /** What {@code scaleTargetRef} names ({@code horizontal.go scaleForResourceMappings}). */
    Found find(String namespace, Json reference) {
        String version = reference.textOrEmpty("apiVersion");
        String kind = reference.textOrEmpty("kind");
        String name = reference.textOrEmpty("name");
        int slash = version.indexOf('/');
        if (slash != version.lastIndexOf('/')) {
            return new Found.No("unexpected GroupVersion string: " + version);
        }
        Optional<Kind> known = kinds.ofGroup(version, kind);
        if (known.isEmpty()) {
            return new Found.No("no matches for kind \"%s\" in group \"%s\"".formatted(kind, slash < 0 ? "" : version.substring(0, slash)));
        }
        if (!known.get().hasScale()) {
            return new Found.No(Status.noResource().message());
        }
        String resource = known.get().resource();
        Optional<KubeObject> object = view.get(resource, namespace, name);
        return object.map(found -> found(known.get(), found)).orElseGet(() -> new Found.No("%s \"%s\" not found".formatted(resource, name)));
    }

    private static Found found(Kind kind, KubeObject object) {
        return Scales.unreadable(kind, object).<Found>map(status -> new Found.No(status.message()))
                .orElseGet(() -> new Found.Target(kind, object, Scales.of(kind, object)));
    }

    /** How many replicas the controllers of some pods want together ({@code disruption.go getExpectedScale}); pods without a controller are passed over. */
    Total of(List<KubeObject> pods) {
        Map<String, Long> byUid = new TreeMap<>();
        for (KubeObject pod : pods) {
            Optional<Json> reference = pod.controllerReference();
            if (reference.isEmpty() || byUid.containsKey(reference.get().textOrEmpty("uid"))) {
                continue;
            }
            String version = reference.get().textOrEmpty("apiVersion");
            String kindName = reference.get().textOrEmpty("kind");
            Optional<Kind> kind = kinds.of(version, kindName);
            if (kind.isEmpty()) {
                return new Total(0, "no matches for kind \"%s\" in version \"%s\"".formatted(kindName, version));
            }
            if (!kind.get().hasScale()) {
                return new Total(0, kind.get().resource() + " does not implement the scale subresource");
            }
            Found found = owner(pod.namespace(), reference.get());
            if (!(found instanceof Found.Target target)) {
                return new Total(0, "found no controllers for pod \"%s\"".formatted(pod.name()));
            }
            byUid.put(target.object().uid(), target.replicas());
        }
        return new Total(byUid.values().stream().mapToLong(Long::longValue).sum(), "");
    }

    /** A ReplicaSet's Deployment stands for it. */
    private Found owner(String namespace, Json reference) {
        Found found = find(namespace, reference);
        if (!(found instanceof Found.Target target) || !target.object().uid().equals(reference.text("uid"))) {
            return new Found.No("");
        }
        Optional<Json> above = target.object().controllerReference().filter(each -> "Deployment".equals(each.text("kind")));
        return target.kind().kind().equals("ReplicaSet") && above.isPresent() ? owner(namespace, above.get()) : found;
    }

    /** One of Kubernetes' own workloads by kind and name. */
    static Optional<KubeObject> workload(String kind, String namespace, String name, View view) {
        return Optional.ofNullable(WORKLOADS.get(kind)).flatMap(resource -> view.get(resource, namespace, name));
    }

    /** The pods that the selector means. */
    static List<KubeObject> pods(String namespace, LabelSelector selector, View view) {
        return view.list("pods", namespace).stream().filter(selector::matches).toList();
    }
}
