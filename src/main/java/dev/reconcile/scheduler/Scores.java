package dev.reconcile.scheduler;

import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * How well each node that fits would suit the pod: 0 to 100 per question, times the question's weight, as upstream's default score plugins.
 *
 * <p>Left out: image locality. Spreading without constraints counts the pods of the same controller, which upstream finds through the selectors of
 * services and controllers.
 */
final class Scores {
    private static final long MOST = 100;
    private static final int TAINTS = 3;
    private static final int NODE_AFFINITY = 2;
    private static final int SPREAD = 2;
    private static final int POD_AFFINITY = 2;

    private final KubeObject pod;
    private final Demand demand;
    private final Uses uses;
    private final Neighbours neighbours;

    Scores(KubeObject pod, Demand demand, Uses uses, Neighbours neighbours) {
        this.pod = pod;
        this.demand = demand;
        this.uses = uses;
        this.neighbours = neighbours;
    }

    /** Score by node name. */
    Map<String, Long> of(List<KubeObject> nodes) {
        long[] sums = new long[nodes.size()];
        add(sums, 1, each(nodes, this::leastAllocated));
        add(sums, 1, each(nodes, this::balanced));
        add(sums, TAINTS, reversed(nodes, node -> Taints.disliked(pod, node)));
        add(sums, NODE_AFFINITY, normalised(nodes, node -> NodeAffinity.preference(pod, node)));
        add(sums, SPREAD, spread(nodes));
        add(sums, POD_AFFINITY, stretched(nodes, neighbours::preference));
        Map<String, Long> scores = new TreeMap<>();
        for (int i = 0; i < sums.length; i++) {
            scores.put(nodes.get(i).name(), sums[i]);
        }
        return scores;
    }

    private static void add(long[] sums, int weight, long[] scores) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * scores[i];
        }
    }

    /** {@code noderesources/least_allocated.go}: the mean of the free shares of cpu and memory. */
    private long leastAllocated(KubeObject node) {
        long sum = 0;
        for (String name : List.of("cpu", "memory")) {
            long room = room(node, name);
            long used = uses.of(node.name()).assumed(name) + demand.assumed().getOrDefault(name, 0L);
            sum += room == 0 || used > room ? 0 : (room - used) * MOST / room;
        }
        return sum / 2;
    }

    /** {@code noderesources/balanced_allocation.go}: best where cpu and memory are used alike; not asked for pods without requests. */
    private long balanced(KubeObject node) {
        if (demand.asksForNothing()) {
            return 0;
        }
        List<Double> shares = new ArrayList<>();
        for (String name : List.of("cpu", "memory")) {
            long room = room(node, name);
            long used = uses.of(node.name()).used(name) + demand.resources().getOrDefault(name, 0L);
            shares.add(room == 0 ? 1.0 : Math.min(1.0, (double) used / room));
        }
        double deviation = Math.abs(shares.get(0) - shares.get(1)) / 2;
        return (long) ((1 - deviation) * MOST);
    }

    private static long room(KubeObject node, String resource) {
        return Demand.amount(resource, node.tree().at("status", "allocatable", resource));
    }

    /** {@code podtopologyspread/scoring.go}: the fewer alike, the better. */
    private long[] spread(List<KubeObject> nodes) {
        if (pod.spec().has("topologySpreadConstraints")) {
            return balancing(nodes, neighbours::crowd);
        }
        String owner = pod.controllerReference().map(reference -> reference.textOrEmpty("uid")).orElse("");
        return owner.isEmpty() ? new long[nodes.size()] : balancing(nodes, node -> uses.of(node.name()).ofOwner(owner));
    }

    private static long[] balancing(List<KubeObject> nodes, ToLongFunction<KubeObject> count) {
        long[] counts = each(nodes, count);
        long most = max(counts);
        long least = min(counts);
        Arrays.setAll(counts, i -> most == 0 ? MOST : MOST * (most + least - counts[i]) / most);
        return counts;
    }

    private static long[] normalised(List<KubeObject> nodes, ToLongFunction<KubeObject> raw) {
        long[] values = each(nodes, raw);
        long most = max(values);
        Arrays.setAll(values, i -> most == 0 ? 0 : values[i] * MOST / most);
        return values;
    }

    private static long[] reversed(List<KubeObject> nodes, ToLongFunction<KubeObject> raw) {
        long[] values = normalised(nodes, raw);
        Arrays.setAll(values, i -> MOST - values[i]);
        return values;
    }

    /** Lowest becomes 0 and highest 100, as {@code interpodaffinity/scoring.go} does because weights may be negative. */
    private static long[] stretched(List<KubeObject> nodes, ToLongFunction<KubeObject> raw) {
        long[] values = each(nodes, raw);
        long least = min(values);
        long range = max(values) - least;
        Arrays.setAll(values, i -> range == 0 ? 0 : (values[i] - least) * MOST / range);
        return values;
    }

    private static long[] each(List<KubeObject> nodes, ToLongFunction<KubeObject> question) {
        long[] answers = new long[nodes.size()];
        Arrays.setAll(answers, i -> question.applyAsLong(nodes.get(i)));
        return answers;
    }

    /** Of one node at least. */
    private static long max(long[] values) {
        long most = values[0];
        for (long value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static long min(long[] values) {
        long least = values[0];
        for (long value : values) {
            least = Math.min(least, value);
        }
        return least;
    }
}
