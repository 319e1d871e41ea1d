package dev.reconcile.scheduler;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
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
    private static final long ASSUMED_MILLICORES = 100;

    private static final long ASSUMED_BYTES = 200L << 20;

    public static Demand of(KubeObject pod) {
        Map<String, Long> exact = new TreeMap<>();
        Map<String, Long> assumed = new TreeMap<>();
        List<String> ports = new ArrayList<>();
        for (Json container : pod.tree().objects("spec", "containers")) {
            Map<String, Long> requests = requests(container);
            requests.forEach((name, amount) -> exact.merge(name, amount, Long::sum));
            assumed.merge("cpu", requests.getOrDefault("cpu", ASSUMED_MILLICORES), Long::sum);
            assumed.merge("memory", requests.getOrDefault("memory", ASSUMED_BYTES), Long::sum);
            addPorts(container, ports);
        }
        addInit(pod, exact, assumed);
        pod.spec().object("overhead").forEach((name, value) -> exact.merge(name, amount(name, value), Long::sum));
        return new Demand(exact, assumed, ports);
    }

    /** Init containers run one after another before the others, so the largest of them counts; those that go on running add up. */
    private static void addInit(KubeObject pod, Map<String, Long> exact, Map<String, Long> assumed) {
        Map<String, Long> staying = new TreeMap<>();
        Map<String, Long> most = new TreeMap<>();
        for (Json container : pod.tree().objects("spec", "initContainers")) {
            Map<String, Long> requests = requests(container);
            if ("Always".equals(container.text("restartPolicy"))) {
                requests.forEach((name, amount) -> staying.merge(name, amount, Long::sum));
                staying.forEach((name, amount) -> most.merge(name, amount, Math::max));
            } else {
                requests.forEach((name, amount) -> most.merge(name, amount + staying.getOrDefault(name, 0L), Math::max));
            }
        }
        for (Map<String, Long> sum : List.of(exact, assumed)) {
            staying.forEach((name, amount) -> sum.merge(name, amount, Long::sum));
            most.forEach((name, amount) -> sum.merge(name, amount, Math::max));
        }
    }

    private static Map<String, Long> requests(Json container) {
        Map<String, Long> requests = new TreeMap<>();
        container.object("resources", "requests").forEach((name, value) -> requests.put(name, amount(name, value)));
        return requests;
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
