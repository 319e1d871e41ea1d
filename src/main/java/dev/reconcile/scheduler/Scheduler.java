package dev.reconcile.scheduler;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.model.Volumes;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Gives each waiting pod the node that fits and suits best, and says why the others lost ({@code pkg/scheduler/schedule_one.go}).
 *
 * <p>Among equals the first by name wins, where upstream throws dice. Other schedulers' pods are left to them.
 */
public final class Scheduler implements Reconciler {
    public static final String NAME = "default-scheduler";

    /** A decision shows the scores of at most so many nodes, the best ones: with a hundred nodes nobody reads the rest. */
    private static final int SHOWN_SCORES = 10;

    /** The pod names other nodes, as those of a DaemonSet do: upstream does not even look at this one. */
    private static final Rejection NOT_NAMED = Rejection.hopeless("node(s) didn't satisfy plugin(s) [NodeAffinity]");

    private final Uses uses = new Uses();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String instance() {
        return NAME + "-control-plane";
    }

    @Override
    public Delay delay() {
        return Delay.SCHEDULE;
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch("pods", this::onPod), new Watch("nodes", this::onNode),
                new Watch(Volumes.CLAIMS, (change, view) -> waiting(view)), new Watch(Volumes.VOLUMES, (change, view) -> waiting(view)),
                new Watch(Volumes.CLASSES, (change, view) -> waiting(view)));
    }

    /** The pod itself while it waits; the others that wait when one leaves its node. */
    private List<String> onPod(Body.Change change, View view) {
        uses.follow(change);
        KubeObject pod = change.object();
        if (Pods.node(pod).isEmpty()) {
            return change.kind() == Body.ChangeKind.DELETED || change.isReport() ? List.of() : List.of(change.key().path());
        }
        boolean leaves = change.kind() == Body.ChangeKind.DELETED || Pods.isFinished(pod) && !Pods.isFinished(change.before());
        return leaves ? waiting(view) : List.of();
    }

    private List<String> onNode(Body.Change change, View view) {
        boolean heartbeat = change.kind() == Body.ChangeKind.MODIFIED
                && change.before().spec().equals(change.after().spec())
                && change.before().metadata().object("labels").equals(change.after().metadata().object("labels"))
                && change.before().status().object("allocatable").equals(change.after().status().object("allocatable"));
        return heartbeat ? List.of() : waiting(view);
    }

    private List<String> waiting(View view) {
        uses.build(view);
        return uses.waiting();
    }

    @Override
    public Plan reconcile(String key, View view) {
        uses.build(view);
        Optional<KubeObject> found = view.get(ObjectKey.of("pods", key));
        if (found.isEmpty() || !isOurs(found.get())) {
            return Plan.NOTHING;
        }
        KubeObject pod = found.get();
        if (pod.isTerminating()) {
            return Plan.NOTHING;
        }
        return schedule(pod, view);
    }

    /** A pod that claims devices is not even queued before its claims are there; the lab has no claims. */
    private static boolean isOurs(KubeObject pod) {
        String scheduler = pod.spec().textOrEmpty("schedulerName");
        return Pods.node(pod).isEmpty() && !Pods.isFinished(pod) && (scheduler.isEmpty() || scheduler.equals(NAME))
                && pod.spec().list("schedulingGates").isEmpty() && pod.spec().list("resourceClaims").isEmpty();
    }

    private Plan schedule(KubeObject pod, View view) {
        List<KubeObject> nodes = view.list("nodes", "");
        Claims claims = Claims.of(pod, view);
        if (!claims.problem().isEmpty()) {
            FitError error = FitError.ofAll(nodes, claims.problem());
            return unschedulable(pod, view, error, error.noVictims(Collections.nCopies(nodes.size(), Preemption.NOT_HELPFUL)));
        }
        if (claims.areUnderway()) {
            return Plan.NOTHING;
        }
        Demand demand = Demand.of(pod);
        Function<String, NodeUse> seen = node -> uses.seenBy(pod, node);
        Neighbours neighbours = new Neighbours(pod, nodes, seen, view);
        Map<String, Rejection> rejected = new TreeMap<>();
        List<KubeObject> fitting = new ArrayList<>();
        Optional<Set<String>> named = NodeAffinity.names(pod);
        for (KubeObject node : nodes) {
            Optional<Rejection> rejection = named.filter(names -> !names.contains(node.name())).isPresent()
                    ? Optional.of(NOT_NAMED)
                    : reject(pod, demand, node, seen, claims, neighbours);
            rejection.ifPresentOrElse(why -> rejected.put(node.name(), why), () -> fitting.add(node));
        }
        if (!fitting.isEmpty()) {
            return place(pod, new Scores(pod, demand, uses, neighbours).of(fitting), rejected, claims, view);
        }
        Preemption preemption = new Preemption(pod, nodes, seen, view, (node, changed) ->
                reject(pod, demand, node, changed, claims, new Neighbours(pod, nodes, changed, view)));
        FitError error = new FitError(nodes.size(), "", rejected);
        return switch (preemption.outcome(error)) {
            case Preemption.Outcome.None none -> unschedulable(pod, view, error, none.message());
            case Preemption.Outcome.Found found -> preempt(pod, view, error, found);
        };
    }

    private static Optional<Rejection> reject(
            KubeObject pod, Demand demand, KubeObject node, Function<String, NodeUse> uses, Claims claims, Neighbours neighbours) {
        return Filters.reject(pod, demand, node, uses.apply(node.name())).or(() -> claims.reject(node, uses)).or(() -> neighbours.reject(node));
    }

    private static Plan place(KubeObject pod, Map<String, Long> scores, Map<String, Rejection> rejected, Claims claims, View view) {
        String best = scores.keySet().iterator().next();
        for (Map.Entry<String, Long> score : scores.entrySet()) {
            best = score.getValue() > scores.get(best) ? score.getKey() : best;
        }
        Reason reason = scores.size() == 1
                ? Reason.of("scheduler.bind-only", "node", best)
                : Reason.of("scheduler.bind", "node", best, "score", scores.get(best), "candidates", scores.size());
        Plan.Builder plan = Plan.builder()
                .saw("scores", Json.copyOf(highest(scores)))
                .saw("rejected", rejected.isEmpty() ? null : texts(rejected))
                .wanted("node", best);
        if (!claims.areBound()) {
            claims.start(plan, view.get("nodes", "", best).orElseThrow());
            return plan.build();
        }
        Json binding = Json.of("apiVersion", "v1", "kind", "Binding",
                "metadata", Json.of("name", pod.name(), "namespace", pod.namespace(), "uid", pod.uid()),
                "target", Json.of("apiVersion", "v1", "kind", "Node", "name", best));
        ObjectKey key = new ObjectKey("pods", pod.namespace(), pod.name());
        return plan
                .step(new Plan.Intent.Post(key, "Pod", "binding", binding), reason)
                .event(pod, "Normal", "Scheduled", "Successfully assigned %s/%s to %s".formatted(pod.namespace(), pod.name(), best))
                .build();
    }

    private static Map<String, Long> highest(Map<String, Long> scores) {
        if (scores.size() <= SHOWN_SCORES) {
            return scores;
        }
        Map<String, Long> highest = new TreeMap<>();
        scores.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(SHOWN_SCORES)
                .forEach(score -> highest.put(score.getKey(), score.getValue()));
        return highest;
    }

    private static Json texts(Map<String, Rejection> rejected) {
        Json texts = Json.EMPTY;
        for (Map.Entry<String, Rejection> entry : rejected.entrySet()) {
            texts = texts.with(entry.getKey(), String.join(", ", entry.getValue().texts()));
        }
        return texts;
    }

    /** Says so once: with the same message in the pod's condition there is nothing to add. */
    private static Plan unschedulable(KubeObject pod, View view, FitError error, String preemption) {
        String message = error.text(preemption);
        Optional<Json> old = pod.condition("PodScheduled");
        if (old.isPresent() && message.equals(old.get().text("message"))) {
            return Plan.NOTHING;
        }
        return Plan.builder()
                .saw("rejected", texts(error.rejected()))
                .event(pod, "Warning", "FailedScheduling", message)
                .status("pods", pod, waiting(pod, message, view.now()), Reason.of("scheduler.unschedulable", "nodes", error.nodes()))
                .build();
    }

    private static Json waiting(KubeObject pod, String message, long now) {
        Optional<Json> old = pod.condition("PodScheduled");
        boolean falseAlready = old.isPresent() && "False".equals(old.get().text("status")) && old.get().has("lastTransitionTime");
        Json condition = Json.of("type", "PodScheduled", "status", "False", "reason", "Unschedulable", "message", message,
                "lastTransitionTime", falseAlready ? old.get().text("lastTransitionTime") : Times.text(now),
                "observedGeneration", pod.generation() == 0 ? null : pod.generation());
        return Conditions.set(pod.status(), condition);
    }

    /** Less important pods make room; the pod is placed when they are gone. */
    private static Plan preempt(KubeObject pod, View view, FitError error, Preemption.Outcome.Found found) {
        Plan.Builder plan = Plan.builder().saw("rejected", texts(error.rejected())).wanted("node", found.node());
        for (KubeObject victim : found.victims()) {
            Json status = Pods.disrupted(victim, "PreemptionByScheduler", NAME + ": preempting to accommodate a higher priority pod", view.now());
            Reason reason = Reason.of("scheduler.preempt", "victim", victim.name(), "name", pod.name(), "node", found.node());
            if (!victim.isTerminating()) {
                plan.status("pods", victim, status, reason)
                        .delete("pods", victim, Options.NONE, reason)
                        .event(victim, "Normal", "Preempted", "Preempted by pod %s on node %s".formatted(pod.uid(), found.node()));
            }
        }
        String message = error.text("");
        return plan.event(pod, "Warning", "FailedScheduling", message)
                .status("pods", pod, waiting(pod, message, view.now()).with("nominatedNodeName", found.node()),
                        Reason.of("scheduler.nominate", "node", found.node(), "victims", found.victims().size()))
                .build();
    }
}
