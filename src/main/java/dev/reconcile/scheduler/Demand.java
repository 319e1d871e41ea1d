package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pod asks of its node: resources by name (cpu in thousandths, others in whole units) and host ports.
 *
 * @param assumed cpu and memory with upstream's assumptions for containers that ask for nothing, used for scores only
 * @param ports {@code protocol/port} on the host
 */
public record Demand(Map<String, Long> resources, Map<String, Long> assumed, List<String> ports) {
    /** {@code pkg/scheduler/util/pod_resources.go}: what a container without requests is taken to use. */
    private static final Map<String, Quantity> ASSUMPTIONS = PodResources.amounts(Json.of("cpu", "100m", "memory", "200Mi"));

    /** What the node holds for it. */
    public static Demand of(KubeObject pod) {
        return of(pod, PodResources.held(pod));
    }

    /** What a pod that is being resized wants to have. */
    public static Demand wanted(KubeObject pod) {
        return of(pod, PodResources.requests(pod));
    }

    private static Demand of(KubeObject pod, Map<String, Quantity> requests) {
        Map<String, Quantity> assumed = PodResources.requests(pod, Demand::assumed);
        List<String> ports = new ArrayList<>();
        pod.spec().objects("containers").forEach(container -> addPorts(container, ports));
        return new Demand(counted(requests), counted(assumed), ports);
    }

    private static Map<String, Quantity> assumed(Json container) {
        Map<String, Quantity> requests = PodResources.amounts(container.object("resources", "requests"));
        ASSUMPTIONS.forEach(requests::putIfAbsent);
        return requests;
    }

    private static Map<String, Long> counted(Map<String, Quantity> amounts) {
        Map<String, Long> counted = new TreeMap<>();
        amounts.forEach((name, amount) -> counted.put(name, name.equals("cpu") ? amount.milli() : amount.whole()));
        return counted;
    }

    /** cpu in thousandths, everything else in whole units. */
    public static long amount(String resource, Object quantity) {
        return resource.equals("cpu") ? Quantity.of(quantity).milli() : Quantity.of(quantity).whole();
    }

    private static void addPorts(Json container, List<String> ports) {
        for (Json port : container.objects("ports")) {
            long host = port.number(0, "hostPort");
            if (host > 0) {
                String protocol = port.textOrEmpty("protocol");
                ports.add((protocol.isEmpty() ? "TCP" : protocol) + "/" + host);
            }
        }
    }

    boolean asksForNothing() {
        return resources.values().stream().allMatch(amount -> amount == 0);
    }
}
