package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How many replicas one measured resource asks for ({@code replica_calculator.go}). Amounts are thousandths: of a CPU, of a byte.
 *
 * @param current how many replicas are asked for now
 * @param pods those that the selector of the scale means
 */
record ReplicaCalculator(long current, List<KubeObject> pods, View view, Measurements measurements) {
    private static final double TOLERANCE = 0.1;
    /** {@code --horizontal-pod-autoscaler-cpu-initialization-period}: so long a new pod has to be ready for a whole window to count. */
    private static final long CPU_INITIALIZATION_MILLIS = 300_000;
    /** {@code --horizontal-pod-autoscaler-initial-readiness-delay}. */
    private static final long INITIAL_READINESS_MILLIS = 30_000;
    private static final long WINDOW_MILLIS = 15_000;
    private static final long WHOLE = 100;

    sealed interface Result {
        /**
         * @param utilization of what was requested, in percent; 0 where that was not asked
         * @param average of the pods that count
         */
        record Found(long replicas, long utilization, long average) implements Result {}

        record Unknown(String problem) implements Result {}
    }

    /** The pods by what is known of them, and what those use that count. */
    private record Groups(int ready, TreeSet<String> unready, TreeSet<String> missing, Map<String, Long> metrics) {}

    private record Ratio(double ratio, long utilization, long average) {}

    /** What a measurement is compared with: turns what pods use into a ratio. */
    private interface Aim {
        Optional<Ratio> ratio(Map<String, Long> metrics);

        /** What a pod without a measurement counts for where replicas would be taken away. */
        long presumed(String pod);
    }

    /**
     * By percentage of the requests.
     *
     * @param container empty for all of the pod
     * @param percent the aim
     */
    Result byUtilization(String resource, String container, long percent) {
        return measured(resource, container, groups -> byUtilization(groups, resource, container, percent));
    }

    private Result byUtilization(Groups groups, String resource, String container, long percent) {
        Map<String, Long> requests = new TreeMap<>();
        for (KubeObject pod : pods) {
            boolean ofWholePod = container.isEmpty() && PodResources.isSetForPod(pod, "requests");
            Optional<String> problem = ofWholePod ? request(pod, resource, requests) : request(pod, resource, container, requests);
            if (problem.isPresent()) {
                return new Result.Unknown(problem.get());
            }
        }
        return decide(groups, utilization(requests, percent));
    }

    /** A pod that asks for resources as a whole asks for the others through its containers. */
    private static Optional<String> request(KubeObject pod, String resource, Map<String, Long> requests) {
        Optional<Quantity> request = Optional.ofNullable(PodResources.requests(pod).get(resource));
        request.ifPresent(amount -> requests.put(pod.name(), amount.milli()));
        return request.isPresent() ? Optional.empty() : Optional.of("missing pod-level request for %s in Pod %s".formatted(resource, pod.name()));
    }

    private static Optional<String> request(KubeObject pod, String resource, String container, Map<String, Long> requests) {
        List<Json> chosen = lasting(pod).filter(each -> container.isEmpty() || container.equals(each.text("name"))).toList();
        long sum = 0;
        for (Json spec : chosen) {
            Object request = spec.at("resources", "requests", resource);
            if (request == null) {
                return Optional.of("missing request for %s in container %s of Pod %s".formatted(resource, spec.text("name"), pod.name()));
            }
            sum += thousandths(request);
        }
        requests.put(pod.name(), sum);
        return chosen.isEmpty() ? Optional.of("container %s not found in Pod %s".formatted(container, pod.name())) : Optional.empty();
    }

    /** By what a pod uses on average. */
    Result byValue(String resource, String container, long aim) {
        return measured(resource, container, groups -> decide(groups, value(aim)));
    }

    private Result measured(String resource, String container, Function<Groups, Result> decision) {
        Map<String, Long> metrics = new TreeMap<>();
        Optional<String> problem = measure(resource, container, metrics);
        if (problem.isPresent()) {
            return new Result.Unknown("unable to get metrics for resource " + resource + ": " + problem.get());
        }
        Groups groups = group(metrics, resource);
        return groups.metrics().isEmpty() ? new Result.Unknown("did not receive metrics for targeted pods (pods might be unready)") : decision.apply(groups);
    }

    /** {@code GetResourceMetric}: what was measured, by pod; or why not. */
    private Optional<String> measure(String resource, String container, Map<String, Long> metrics) {
        boolean any = false;
        for (KubeObject pod : pods) {
            Optional<PodUsage> usage = PodUsage.of(pod, view, measurements);
            any |= usage.isPresent();
            List<PodUsage.OfContainer> all = usage.map(PodUsage::containers).orElse(List.of());
            List<PodUsage.OfContainer> chosen = all.stream().filter(each -> container.isEmpty() || each.name().equals(container)).toList();
            if (usage.isPresent() && chosen.isEmpty()) {
                return Optional.of("failed to get container metrics: container %s not present in metrics for pod %s/%s"
                        .formatted(container, pod.namespace(), pod.name()));
            }
            boolean measured = resource.equals("cpu") || resource.equals("memory");
            if (measured && !chosen.isEmpty()) {
                metrics.put(pod.name(), chosen.stream().mapToLong(each -> resource.equals("cpu") ? each.millicores() : each.bytes() * 1000).sum());
            }
        }
        return any ? Optional.empty() : Optional.of("no metrics returned from resource metrics API");
    }

    private Groups group(Map<String, Long> metrics, String resource) {
        Groups groups = new Groups(0, new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        int ready = 0;
        for (KubeObject pod : pods) {
            if (pod.isTerminating() || Pods.phase(pod).equals("Failed")) {
                continue;
            }
            if (Pods.phase(pod).equals("Pending")) {
                groups.unready().add(pod.name());
            } else if (!metrics.containsKey(pod.name())) {
                groups.missing().add(pod.name());
            } else if (resource.equals("cpu") && isUnready(pod)) {
                groups.unready().add(pod.name());
            } else {
                ready++;
                groups.metrics().put(pod.name(), metrics.get(pod.name()));
            }
        }
        return new Groups(ready, groups.unready(), groups.missing(), groups.metrics());
    }

    private boolean isUnready(KubeObject pod) {
        Optional<Json> condition = pod.condition("Ready");
        Optional<Long> started = Times.millis(pod.status().text("startTime"));
        if (condition.isEmpty() || started.isEmpty()) {
            return true;
        }
        boolean unready = "False".equals(condition.get().text("status"));
        long changed = Times.millis(condition.get().text("lastTransitionTime")).orElse(0L);
        return started.get() + CPU_INITIALIZATION_MILLIS > view.now()
                ? unready || view.now() < changed + WINDOW_MILLIS
                : unready && started.get() + INITIAL_READINESS_MILLIS > changed;
    }

    /** Its ordinary containers and the init containers that stay. */
    private static Stream<Json> lasting(KubeObject pod) {
        return Stream.concat(pod.spec().objects("containers").stream(),
                pod.spec().objects("initContainers").stream().filter(each -> "Always".equals(each.text("restartPolicy"))));
    }

    private static Aim utilization(Map<String, Long> requests, long percent) {
        return new Aim() {
            @Override
            public Optional<Ratio> ratio(Map<String, Long> metrics) {
                long used = metrics.values().stream().mapToLong(Long::longValue).sum();
                long requested = metrics.keySet().stream().mapToLong(pod -> requests.getOrDefault(pod, 0L)).sum();
                long utilization = requested == 0 ? 0 : used * WHOLE / requested;
                return requested == 0 ? Optional.empty() : Optional.of(new Ratio((double) utilization / percent, utilization, used / metrics.size()));
            }

            @Override
            public long presumed(String pod) {
                return requests.getOrDefault(pod, 0L) * Math.max(WHOLE, percent) / WHOLE;
            }
        };
    }

    private static Aim value(long aim) {
        return new Aim() {
            @Override
            public Optional<Ratio> ratio(Map<String, Long> metrics) {
                long average = metrics.values().stream().mapToLong(Long::longValue).sum() / metrics.size();
                return Optional.of(new Ratio((double) average / aim, 0, average));
            }

            @Override
            public long presumed(String pod) {
                return aim;
            }
        };
    }

    private Result decide(Groups groups, Aim aim) {
        Optional<Ratio> first = aim.ratio(groups.metrics());
        if (first.isEmpty()) {
            return new Result.Unknown("no metrics returned matched known pods");
        }
        double ratio = first.get().ratio();
        boolean withUnready = !groups.unready().isEmpty() && ratio > 1;
        long replicas = !withUnready && groups.missing().isEmpty()
                ? isWithin(ratio) ? current : (long) Math.ceil(ratio * groups.ready())
                : tempered(groups, aim, ratio);
        return new Result.Found(replicas, first.get().utilization(), first.get().average());
    }

    /** Pods that are not ready or not measured count as idle where replicas would be added, as busy where they would be taken away. */
    private long tempered(Groups groups, Aim aim, double ratio) {
        Map<String, Long> metrics = new TreeMap<>(groups.metrics());
        if (ratio != 1) {
            groups.missing().forEach(pod -> metrics.put(pod, ratio < 1 ? aim.presumed(pod) : 0));
        }
        if (ratio > 1) {
            groups.unready().forEach(pod -> metrics.put(pod, 0L));
        }
        double second = aim.ratio(metrics).map(Ratio::ratio).orElse(1.0);
        long replicas = (long) Math.ceil(second * metrics.size());
        boolean turned = ratio < 1 && second > 1 || ratio > 1 && second < 1;
        boolean against = second < 1 && replicas > current || second > 1 && replicas < current;
        return isWithin(second) || turned || against ? current : replicas;
    }

    private static boolean isWithin(double ratio) {
        return Math.abs(1 - ratio) <= TOLERANCE;
    }

    static long thousandths(Object quantity) {
        return Quantity.of(quantity).milli();
    }
}
