package dev.reconcile.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a pod asks for and may use in all ({@code component-helpers/resource/helpers.go}): its containers together, or the largest of its init
 * containers, which run one after another before the others; init containers that stay add up. What the pod itself says counts instead.
 */
public final class PodResources {
    private PodResources() {}

    public static Map<String, Quantity> requests(KubeObject pod) {
        return requests(pod, container -> amounts(container.object("resources", "requests")));
    }

    /** @param of what one container counts for */
    public static Map<String, Quantity> requests(KubeObject pod, Function<Json, Map<String, Quantity>> of) {
        return withOverhead(pod, ofPod(pod, "requests", sum(pod, of)), true);
    }

    public static Map<String, Quantity> limits(KubeObject pod) {
        return withOverhead(pod, ofPod(pod, "limits", sum(pod, container -> amounts(container.object("resources", "limits")))), false);
    }

    /** Whether a pod can say itself how much of it its containers have together ({@code IsSupportedPodLevelResource}). */
    public static boolean isOfPods(String resource) {
        return resource.equals("cpu") || resource.equals("memory") || resource.startsWith("hugepages-");
    }

    /** Whether the pod says itself what it asks for, or how much it may use ({@code IsPodLevelResourcesSet}). @param side of its resources */
    public static boolean isSetForPod(KubeObject pod, String side) {
        return pod.spec().has("resources") && pod.spec().object("resources", side).names().stream().anyMatch(PodResources::isOfPods);
    }

    private static Map<String, Quantity> ofPod(KubeObject pod, String side, Map<String, Quantity> sum) {
        if (pod.spec().has("resources")) {
            amounts(pod.spec().object("resources", side)).forEach((name, amount) -> {
                if (isOfPods(name)) {
                    sum.put(name, amount);
                }
            });
        }
        return sum;
    }

    /** The requests as far as the node still holds more for a pod that is being resized ({@code UseStatusResources}). */
    public static Map<String, Quantity> held(KubeObject pod) {
        return !isResizing(pod) ? requests(pod) : requests(pod, container -> held(pod, container, "requests"));
    }

    /** The same of limits. */
    public static Map<String, Quantity> heldLimits(KubeObject pod) {
        return !isResizing(pod) ? limits(pod) : withOverhead(pod, sum(pod, container -> held(pod, container, "limits")), false);
    }

    private static boolean isResizing(KubeObject pod) {
        return pod.condition("PodResizePending").isPresent() || pod.condition("PodResizeInProgress").isPresent();
    }

    /** What the node has given, and what is wanted unless it can never be given. */
    private static Map<String, Quantity> held(KubeObject pod, Json container, String side) {
        boolean infeasible = pod.condition("PodResizePending").filter(condition -> "Infeasible".equals(condition.text("reason"))).isPresent();
        Map<String, Quantity> wanted = amounts(container.object("resources", side));
        Optional<Json> status = Stream.of("containerStatuses", "initContainerStatuses").flatMap(list -> pod.status().objects(list).stream())
                .filter(each -> container.textOrEmpty("name").equals(each.text("name")) && each.has("resources")).findFirst();
        if (status.isEmpty()) {
            return wanted;
        }
        Map<String, Quantity> held = infeasible ? new TreeMap<>() : wanted;
        raise(held, amounts(status.get().object("resources", side)));
        if (side.equals("requests")) {
            raise(held, amounts(status.get().object("allocatedResources")));
        }
        return held;
    }

    /** Quantities by resource name. */
    public static Map<String, Quantity> amounts(Json list) {
        Map<String, Quantity> amounts = new TreeMap<>();
        list.forEach((name, value) -> amounts.put(name, Quantity.of(value)));
        return amounts;
    }

    /** @param of what one container counts for */
    public static Map<String, Quantity> sum(KubeObject pod, Function<Json, Map<String, Quantity>> of) {
        Map<String, Quantity> sum = new TreeMap<>();
        pod.spec().objects("containers").forEach(container -> add(sum, of.apply(container)));
        Map<String, Quantity> staying = new TreeMap<>();
        Map<String, Quantity> most = new TreeMap<>();
        for (Json container : pod.spec().objects("initContainers")) {
            Map<String, Quantity> own = of.apply(container);
            if ("Always".equals(container.text("restartPolicy"))) {
                add(staying, own);
                raise(most, staying);
            } else {
                add(own, staying);
                raise(most, own);
            }
        }
        add(sum, staying);
        raise(sum, most);
        return sum;
    }

    private static Map<String, Quantity> withOverhead(KubeObject pod, Map<String, Quantity> sum, boolean always) {
        amounts(pod.spec().object("overhead")).forEach((name, amount) -> {
            if (always || sum.containsKey(name)) {
                sum.merge(name, amount, Quantity::plus);
            }
        });
        return sum;
    }

    private static void add(Map<String, Quantity> sum, Map<String, Quantity> more) {
        more.forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
    }

    private static void raise(Map<String, Quantity> most, Map<String, Quantity> other) {
        other.forEach((name, amount) -> most.merge(name, amount, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    }

    /** All containers, the init containers first. */
    public static List<Json> containers(KubeObject pod) {
        List<Json> containers = new ArrayList<>(pod.spec().objects("initContainers"));
        containers.addAll(pod.spec().objects("containers"));
        return containers;
    }
}
