package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import dev.reconcile.store.View;
import java.util.Optional;

/**
 * What a pod uses: the one source of metrics, for autoscaling and for {@code kubectl top}. Nothing here really computes, so it follows from what is
 * written, always the same for the same objects:
 *
 * <ol>
 * <li>{@value #LOAD} on a Deployment, StatefulSet or other workload, such as {@code "2"} or {@code "1500m"}: work for so many CPUs comes in, and the
 *     workload's ready pods share it;
 * <li>else {@value #CPU} and {@value #MEMORY} on the pod itself, through its template;
 * <li>else it idles: a few thousandths of a CPU, and some memory.
 * </ol>
 *
 * No pod uses more CPU than its limits allow.
 *
 * @param millicores thousandths of a CPU
 * @param bytes of memory
 */
public record PodUsage(long millicores, long bytes) {
    /** On a workload. */
    public static final String LOAD = "lab.reconcile.dev/cpu-load";
    /** On a pod. */
    public static final String CPU = "lab.reconcile.dev/cpu";
    /** On a pod. */
    public static final String MEMORY = "lab.reconcile.dev/memory";

    private static final long IDLE_BYTES = 6L << 20;
    private static final int IDLE_SPREAD = 24;

    public static PodUsage of(KubeObject pod, View view) {
        long wanted = share(pod, view).orElseGet(() -> pod.annotation(CPU).map(text -> Quantity.of(text).milli()).orElseGet(() -> 1 + spread(pod) % 3));
        Quantity limit = PodResources.limits(pod).get("cpu");
        long bytes = pod.annotation(MEMORY).map(text -> Quantity.of(text).whole()).orElseGet(() -> IDLE_BYTES + (spread(pod) << 20));
        return new PodUsage(limit == null ? wanted : Math.min(wanted, limit.milli()), bytes);
    }

    private static long spread(KubeObject pod) {
        return Math.floorMod(pod.uid().hashCode(), IDLE_SPREAD);
    }

    private static Optional<Long> share(KubeObject pod, View view) {
        return pod.controllerReference().flatMap(reference -> loaded(pod.namespace(), reference, view)).map(workload -> {
            long ready = Scale.pods(workload, view).stream().filter(Pods::isReady).count();
            return Math.ceilDiv(Quantity.of(workload.annotation(LOAD).orElseThrow()).milli(), Math.max(1, ready));
        });
    }

    /** The nearest workload above that has a load. */
    private static Optional<KubeObject> loaded(String namespace, Json reference, View view) {
        Optional<KubeObject> owner = Scale.target(reference.textOrEmpty("kind"), namespace, reference.textOrEmpty("name"), view);
        return owner.filter(found -> found.annotation(LOAD).isPresent())
                .or(() -> owner.flatMap(KubeObject::controllerReference).flatMap(above -> loaded(namespace, above, view)));
    }
}
