package dev.reconcile.scheduler;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which less important pods would have to go so that a pod fits somewhere ({@code pkg/scheduler/framework/preemption/preemption.go},
 * {@code plugins/defaultpreemption}): on each node as few and as unimportant ones as possible, disruption budgets kept if that can be; then the node
 * where that hurts least.
 */
final class Preemption {
    static final String NOT_HELPFUL = "Preemption is not helpful for scheduling";

    /** Priorities may be negative, so each victim adds at least one to a sum. */
    private static final long LOWEST = 1L << 31;

    /** Whether the pod fits on a node if the nodes held something else. */
    interface Fit {
        Optional<Rejection> reject(KubeObject node, Function<String, NodeUse> uses);
    }

    sealed interface Outcome {
        /** @param message in upstream's words */
        record None(String message) implements Outcome {}

        record Found(String node, List<KubeObject> victims) implements Outcome {}
    }

    /** @param violations how many of the victims a disruption budget would rather keep */
    private record Candidate(String node, List<KubeObject> victims, long violations) {
        long highest() {
            return victims.stream().mapToLong(Uses::priority).max().orElse(Long.MIN_VALUE);
        }

        long sum() {
            return victims.stream().mapToLong(victim -> Uses.priority(victim) + LOWEST).sum();
        }

        /** When the first of its most important victims was started; later is better. */
        long earliestStart() {
            return victims.stream().filter(victim -> Uses.priority(victim) == highest()).mapToLong(Preemption::startedAt).min().orElse(0);
        }
    }

    private static final Comparator<Candidate> LEAST_HARM = Comparator.comparingLong(Candidate::violations)
            .thenComparingLong(Candidate::highest)
            .thenComparingLong(Candidate::sum)
            .thenComparingInt(candidate -> candidate.victims().size())
            .thenComparing(Comparator.comparingLong(Candidate::earliestStart).reversed());

    private static final Comparator<KubeObject> IMPORTANCE =
            Comparator.comparingLong(Uses::priority).reversed().thenComparingLong(Preemption::startedAt).thenComparing(KubeObject::name);

    private final KubeObject pod;
    private final List<KubeObject> nodes;
    private final Function<String, NodeUse> uses;
    private final View view;
    private final Fit fit;

    Preemption(KubeObject pod, List<KubeObject> nodes, Function<String, NodeUse> uses, View view, Fit fit) {
        this.pod = pod;
        this.nodes = nodes;
        this.uses = uses;
        this.view = view;
        this.fit = fit;
    }

    private static long startedAt(KubeObject pod) {
        return Times.millis(pod.status().text("startTime")).orElse(pod.createdAt());
    }

    /** It ends because the scheduler made it end ({@code podTerminatingByPreemption}). */
    private static boolean isPreempted(KubeObject pod) {
        return pod.isTerminating()
                && pod.condition("DisruptionTarget").filter(condition -> "PreemptionByScheduler".equals(condition.text("reason"))).isPresent();
    }

    Outcome outcome(FitError error) {
        if ("Never".equals(pod.spec().text("preemptionPolicy"))) {
            return new Outcome.None("not eligible due to preemptionPolicy=Never.");
        }
        String nominated = Uses.nomination(pod);
        boolean possible = Optional.ofNullable(error.rejected().get(nominated)).filter(why -> !why.hopeless()).isPresent();
        boolean underway = possible && uses.apply(nominated).pods().stream()
                .anyMatch(other -> Uses.priority(other) < Uses.priority(pod) && isPreempted(other));
        if (underway) {
            return new Outcome.None("not eligible due to a terminating pod on the nominated node.");
        }
        List<Candidate> candidates = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (KubeObject node : nodes) {
            if (error.rejected().get(node.name()).hopeless()) {
                texts.add(NOT_HELPFUL);
            } else {
                consider(node, candidates, texts);
            }
        }
        return candidates.stream().min(LEAST_HARM)
                .<Outcome>map(best -> new Outcome.Found(best.node(), best.victims()))
                .orElseGet(() -> new Outcome.None(error.noVictims(texts)));
    }

    private void consider(KubeObject node, List<Candidate> candidates, List<String> texts) {
        List<KubeObject> weaker = uses.apply(node.name()).pods().stream()
                .filter(other -> Uses.priority(other) < Uses.priority(pod)).sorted(IMPORTANCE).toList();
        if (weaker.isEmpty()) {
            texts.add("No preemption victims found for incoming pod");
            return;
        }
        Optional<Rejection> rejection = without(node, weaker);
        if (rejection.isPresent()) {
            texts.addAll(rejection.get().texts());
            return;
        }
        candidates.add(spare(node, weaker));
    }

    private Optional<Rejection> without(KubeObject node, List<KubeObject> gone) {
        NodeUse rest = uses.apply(node.name()).without(gone);
        return fit.reject(node, name -> name.equals(node.name()) ? rest : uses.apply(name));
    }

    /** Takes back one after the other what need not go, first those that a budget protects, the most important first. */
    private Candidate spare(KubeObject node, List<KubeObject> weaker) {
        List<KubeObject> guarded = guarded(weaker);
        List<KubeObject> order = new ArrayList<>(guarded);
        weaker.stream().filter(victim -> !guarded.contains(victim)).forEach(order::add);
        List<KubeObject> victims = new ArrayList<>(weaker);
        for (KubeObject candidate : order) {
            List<KubeObject> fewer = victims.stream().filter(victim -> victim != candidate).toList();
            if (without(node, fewer).isEmpty()) {
                victims.remove(candidate);
            }
        }
        return new Candidate(node.name(), List.copyOf(victims), victims.stream().filter(guarded::contains).count());
    }

    /** Those beyond what their budget allows now. */
    private List<KubeObject> guarded(List<KubeObject> weaker) {
        Map<String, Long> allowed = new TreeMap<>();
        List<KubeObject> guarded = new ArrayList<>();
        for (KubeObject victim : weaker) {
            boolean violates = false;
            for (KubeObject budget : view.list("poddisruptionbudgets.policy", victim.namespace())) {
                boolean covers = budget.spec().has("selector") && LabelSelector.of(budget.spec().object("selector")).matches(victim.labels());
                if (covers && !budget.status().has("disruptedPods", victim.name())) {
                    violates |= allowed.merge(budget.uid(), budget.status().number(0, "disruptionsAllowed") - 1, (left, fresh) -> left - 1) < 0;
                }
            }
            if (violates) {
                guarded.add(victim);
            }
        }
        return guarded;
    }
}
