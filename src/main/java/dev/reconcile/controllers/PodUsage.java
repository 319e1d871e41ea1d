package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a pod uses: the one source of metrics, for autoscaling and for {@code kubectl top}, always the same for the same past. A container uses what the
 * requests cost that its program has answered ({@link Measurements}), and its part of what the pod does besides:
 *
 * <ol>
 * <li>{@value #LOAD} on a Deployment, StatefulSet or other workload, such as {@code "2"} or {@code "1500m"}: work for so many CPUs comes in, and the
 *     workload's ready pods share it;
 * <li>else {@value #CPU} and {@value #MEMORY} on the pod itself, through its template;
 * <li>else it idles: a few thousandths of a CPU, and some memory.
 * </ol>
 *
 * No container uses more CPU than its limit allows.
 *
 * @param containers those that have run long enough to be measured
 */
public record PodUsage(List<OfContainer> containers) {
    /** On a workload. */
    public static final String LOAD = "lab.reconcile.dev/cpu-load";
    /** On a pod. */
    public static final String CPU = "lab.reconcile.dev/cpu";
    /** On a pod. */
    public static final String MEMORY = "lab.reconcile.dev/memory";

    /** A container is measured for the first time after this long. */
    private static final long FIRST_MILLIS = 15_000;
    private static final long IDLE_BYTES = 6L << 20;
    private static final int IDLE_SPREAD = 24;

    /**
     * What one container uses.
     *
     * @param millicores thousandths of a CPU
     * @param bytes of memory
     */
    public record OfContainer(String name, long millicores, long bytes) {}

    /** Empty while nothing of the pod was measured. */
    public static Optional<PodUsage> of(KubeObject pod, View view, Measurements measurements) {
        List<String> running = Pods.phase(pod).equals("Running") ? running(pod, view.now()) : List.of();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        long besides = besides(pod, view);
        long bytes = pod.annotation(MEMORY).map(text -> Quantity.of(text).whole()).orElseGet(() -> IDLE_BYTES + (spread(pod) << 20));
        List<OfContainer> containers = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            long used = part(besides, i, running.size()) + measurements.requestMillicores(pod, running.get(i));
            containers.add(new OfContainer(running.get(i), Math.min(used, limit(pod, running.get(i))), part(bytes, i, running.size())));
        }
        return Optional.of(new PodUsage(containers));
    }

    /** Equal parts; what one process more than the others does is the first container's. */
    private static long part(long whole, int index, int count) {
        return whole / count + (index == 0 ? whole % count : 0);
    }

    private static List<String> running(KubeObject pod, long now) {
        return Stream.of("containerStatuses", "initContainerStatuses").flatMap(list -> pod.status().objects(list).stream())
                .filter(status -> Times.millis(status.text("state", "running", "startedAt")).map(start -> start + FIRST_MILLIS <= now).orElse(false))
                .map(status -> status.text("name")).toList();
    }

    private static long limit(KubeObject pod, String container) {
        return Stream.of("containers", "initContainers").flatMap(list -> pod.spec().objects(list).stream())
                .filter(spec -> container.equals(spec.text("name")))
                .map(spec -> spec.at("resources", "limits", "cpu")).filter(Objects::nonNull)
                .findFirst().map(text -> Quantity.of(text).milli()).orElse(Long.MAX_VALUE);
    }

    private static long besides(KubeObject pod, View view) {
        return share(pod, view).orElseGet(() -> pod.annotation(CPU).map(text -> Quantity.of(text).milli()).orElseGet(() -> 1 + spread(pod) % 3));
    }

    private static long spread(KubeObject pod) {
        return Math.floorMod(pod.uid().hashCode(), IDLE_SPREAD);
    }

    private static Optional<Long> share(KubeObject pod, View view) {
        return pod.controllerReference().flatMap(reference -> loaded(pod.namespace(), reference, view)).map(workload -> {
            long ready = Scale.pods(workload.namespace(), Claim.selector(workload), view).stream().filter(Pods::isReady).count();
            return Math.ceilDiv(Quantity.of(workload.annotation(LOAD).orElseThrow()).milli(), Math.max(1, ready));
        });
    }

    /** The nearest workload above that has a load. */
    private static Optional<KubeObject> loaded(String namespace, Json reference, View view) {
        Optional<KubeObject> owner = Scale.workload(reference.textOrEmpty("kind"), namespace, reference.textOrEmpty("name"), view);
        return owner.filter(found -> found.annotation(LOAD).isPresent())
                .or(() -> owner.flatMap(KubeObject::controllerReference).flatMap(above -> loaded(namespace, above, view)));
    }

    /** Thousandths of a CPU. */
    public long millicores() {
        return containers.stream().mapToLong(OfContainer::millicores).sum();
    }

    /** Bytes of memory. */
    public long bytes() {
        return containers.stream().mapToLong(OfContainer::bytes).sum();
    }
}
