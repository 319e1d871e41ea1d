package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.EventRecord;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps pods with names and claims of their own, one after the other ({@code pkg/controller/statefulset/stateful_set_control.go}).
 *
 * <p>Left out: the retention policy of claims (they are always kept), {@code maxUnavailable} of rolling updates, which upstream has not
 * switched on yet either.
 */
public final class StatefulSetReconciler implements Reconciler {
    static final String RESOURCE = "statefulsets.apps";
    private static final String HASH_LABEL = "controller.kubernetes.io/hash";

    @Override
    public String name() {
        return "statefulset-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(RESOURCE), Claim.watch("pods", "StatefulSet", RESOURCE));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).map(set -> reconcile(set, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject set, View view) {
        LabelSelector selector = Claim.selector(set);
        Ordinals ordinals = new Ordinals(set);
        List<KubeObject> candidates = view.list("pods", set.namespace()).stream().filter(pod -> ordinals.of(pod) >= 0).toList();
        Claim pods = Claim.of(set, selector, candidates);
        Claim revisions = Claim.of(set, selector, view.list(History.RESOURCE, set.namespace()));
        Plan.Builder plan = Plan.builder();
        pods.write(plan, "pods", set);
        revisions.write(plan, History.RESOURCE, set);
        Plan claims = plan.build();
        return claims.steps().isEmpty() ? new Turn(set, view, plan, pods.owned(), revisions.owned()).plan() : claims;
    }

    /** One look at one set. */
    private static final class Turn {
        private final KubeObject set;
        private final View view;
        private final Plan.Builder plan;
        private final Ordinals ordinals;
        private final List<KubeObject> pods;
        private final History history;
        private final History.Update update;
        private final KubeObject current;
        private final TreeMap<Long, KubeObject> replicas = new TreeMap<>();
        private final List<KubeObject> condemned = new ArrayList<>();
        private final boolean oneByOne;
        private long replaced;

        Turn(KubeObject set, View view, Plan.Builder plan, List<KubeObject> pods, List<KubeObject> revisions) {
            this.set = set;
            this.view = view;
            this.plan = plan;
            this.ordinals = new Ordinals(set);
            this.pods = pods;
            this.history = History.of(set, HASH_LABEL, revisions);
            this.update = history.update(view);
            this.current = history.named(set.status().textOrEmpty("currentRevision")).orElse(update.revision());
            this.oneByOne = !"Parallel".equals(set.spec().text("podManagementPolicy"));
            for (KubeObject pod : pods) {
                if (ordinals.isWanted(ordinals.of(pod))) {
                    replicas.put(ordinals.of(pod), pod);
                } else {
                    condemned.add(pod);
                }
            }
            condemned.sort(Comparator.comparingLong(ordinals::of).reversed());
        }

        Plan plan() {
            plan.saw("pods", pods.size()).saw("ready", pods.stream().filter(Ordinals::isRunningAndReady).count())
                    .wanted("replicas", ordinals.replicas());
            if (!set.isTerminating()) {
                update.step().ifPresent(step -> plan.step(step.intent(), step.reason()));
                if (fill() && shrink()) {
                    roll();
                }
            }
            status();
            if (!set.isTerminating()) {
                Set<String> live = new TreeSet<>(List.of(current.name(), update.revision().name()));
                pods.forEach(pod -> live.add(Ordinals.revision(pod)));
                history.truncate(plan, live);
            }
            return plan.build();
        }

        /** Goes through the wanted ordinals from the lowest; false where it has to wait. */
        private boolean fill() {
            for (long ordinal = ordinals.start(); ordinal < ordinals.start() + ordinals.replicas(); ordinal++) {
                if (!settle(ordinal) && oneByOne) {
                    return false;
                }
            }
            return true;
        }

        private boolean settle(long ordinal) {
            KubeObject pod = replicas.get(ordinal);
            if (pod == null) {
                create(ordinal);
                return false;
            }
            if (Pods.isFinished(pod)) {
                if (!pod.isTerminating()) {
                    delete(pod, "statefulset.finished");
                }
                return false;
            }
            if (Pods.phase(pod).equals("Pending")) {
                claims(ordinal);
            }
            return Ordinals.isHealthy(pod) && ordinals.isAvailable(pod, view.now());
        }

        private void create(long ordinal) {
            claims(ordinal);
            KubeObject pod = ordinals.pod(ordinal, revisionFor(ordinal));
            Reason reason = ordinal == ordinals.start() || !oneByOne
                    ? Reason.of("statefulset.create", "name", pod.name(), "want", ordinals.replicas())
                    : Reason.of("statefulset.create-next", "name", pod.name(), "before", ordinals.name(ordinal - 1));
            plan.step(new Plan.Intent.Create("pods", pod), reason, refused -> List.of(new Plan.Step(new Plan.Intent.Event(
                    new EventRecord(set, "Warning", "FailedCreate", "create Pod %s in StatefulSet %s failed error: %s"
                            .formatted(pod.name(), set.name(), refused.message()))), Reason.of("event"), null)));
            event("SuccessfulCreate", "create Pod %s in StatefulSet %s successful".formatted(pod.name(), set.name()));
        }

        /** Below the partition, the old revision comes back. */
        private KubeObject revisionFor(long ordinal) {
            long partition = ordinals.start() + set.spec().number(0, "updateStrategy", "rollingUpdate", "partition");
            boolean rolling = !"OnDelete".equals(set.tree().text("spec", "updateStrategy", "type"));
            return rolling && ordinal < partition ? current : update.revision();
        }

        private void claims(long ordinal) {
            for (KubeObject claim : ordinals.claims(ordinal)) {
                if (view.get("persistentvolumeclaims", claim.namespace(), claim.name()).isEmpty()) {
                    plan.create("persistentvolumeclaims", claim, Reason.of("statefulset.claim", "claim", claim.name(), "name", ordinals.name(ordinal)));
                    event("SuccessfulCreate", "create Claim %s Pod %s in StatefulSet %s success"
                            .formatted(claim.name(), ordinals.name(ordinal), set.name()));
                }
            }
        }

        /** Takes pods beyond the wanted number away from the highest ordinal; false where it has to wait. */
        private boolean shrink() {
            Optional<KubeObject> firstUnhealthy = condemned.reversed().stream().filter(pod -> !isUsable(pod)).findFirst();
            for (KubeObject pod : condemned) {
                boolean mayGo = isUsable(pod) || firstUnhealthy.filter(first -> first == pod).isPresent() || !oneByOne;
                if (!pod.isTerminating() && mayGo) {
                    delete(pod, "statefulset.too-many");
                }
                if (oneByOne) {
                    return false;
                }
            }
            return true;
        }

        private boolean isUsable(KubeObject pod) {
            return Ordinals.isHealthy(pod) && ordinals.isAvailable(pod, view.now());
        }

        /** Replaces the pod with the highest ordinal that has another revision, and waits for each one to be available. */
        private void roll() {
            if ("OnDelete".equals(set.tree().text("spec", "updateStrategy", "type"))) {
                return;
            }
            long partition = ordinals.start() + set.spec().number(0, "updateStrategy", "rollingUpdate", "partition");
            for (long ordinal = ordinals.start() + ordinals.replicas() - 1; ordinal >= partition; ordinal--) {
                KubeObject pod = replicas.get(ordinal);
                if (pod == null) {
                    return;
                }
                if (!Ordinals.revision(pod).equals(update.revision().name()) && !pod.isTerminating()) {
                    delete(pod, "statefulset.replace");
                    replaced = Ordinals.revision(pod).equals(current.name()) ? 1 : 0;
                    return;
                }
                if (!isUsable(pod)) {
                    return;
                }
            }
        }

        private void delete(KubeObject pod, String why) {
            plan.delete("pods", pod, Options.NONE, Reason.of(why, "name", pod.name(), "want", ordinals.replicas()));
            event("SuccessfulDelete", "delete Pod %s in StatefulSet %s successful".formatted(pod.name(), set.name()));
        }

        private void event(String what, String message) {
            plan.event(set, "Normal", what, message);
        }

        private void status() {
            List<KubeObject> staying = pods.stream().filter(pod -> !pod.isTerminating()).toList();
            long ready = pods.stream().filter(Ordinals::isRunningAndReady).count();
            long available = pods.stream().filter(pod -> ordinals.isAvailable(pod, view.now())).count();
            long updated = count(staying, update.revision());
            boolean done = updated == pods.size() && ready == pods.size() && !"OnDelete".equals(set.tree().text("spec", "updateStrategy", "type"));
            Json status = set.status()
                    .with("observedGeneration", Counts.orAbsent(set.generation()))
                    .with("replicas", (long) pods.size())
                    .with("readyReplicas", Counts.orAbsent(ready))
                    .with("availableReplicas", available)
                    .with("currentReplicas", Counts.orAbsent(done ? updated : count(staying, current) - replaced))
                    .with("updatedReplicas", Counts.orAbsent(updated))
                    .with("currentRevision", done ? update.revision().name() : current.name())
                    .with("updateRevision", update.revision().name())
                    .with("collisionCount", update.collisions());
            plan.status(RESOURCE, set, status, Reason.of("statefulset.status", "replicas", pods.size(), "ready", ready, "updated", updated));
            ReplicaSetStatus.nextAvailableAt(set, pods, view.now()).ifPresent(plan::lookAgainAt);
        }

        private static long count(List<KubeObject> pods, KubeObject revision) {
            return pods.stream().filter(pod -> Ordinals.revision(pod).equals(revision.name())).count();
        }
    }
}
