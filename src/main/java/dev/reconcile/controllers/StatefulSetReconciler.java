package dev.reconcile.controllers;

import dev.reconcile.api.Options;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps pods with names and claims of their own, one after the other ({@code pkg/controller/statefulset/stateful_set_control.go}).
 *
 * <p>{@code maxUnavailable} of rolling updates is followed, as if upstream's feature gate for it were on.
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
        return List.of(Watch.own(RESOURCE), Claim.watch("pods", "StatefulSet", RESOURCE),
                new Watch(PodClaims.RESOURCE, PodClaims::setsOf));
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
        private final Ordinals ordinals;
        private final PodClaims claims;
        private final List<KubeObject> pods;
        private final History history;
        private final History.Update update;
        private final KubeObject current;
        private final TreeMap<Long, KubeObject> replicas = new TreeMap<>();
        private final List<KubeObject> condemned = new ArrayList<>();
        private final boolean oneByOne;
        private final boolean onDelete;
        private Plan.Builder plan;
        private long replaced;

        Turn(KubeObject set, View view, Plan.Builder plan, List<KubeObject> pods, List<KubeObject> revisions) {
            this.set = set;
            this.view = view;
            this.plan = plan;
            this.ordinals = new Ordinals(set);
            this.claims = new PodClaims(set, ordinals, view);
            this.pods = pods;
            this.history = History.of(set, HASH_LABEL, revisions);
            this.update = history.update(view);
            this.current = history.named(set.status().textOrEmpty("currentRevision")).orElse(update.revision());
            this.oneByOne = !"Parallel".equals(set.spec().text("podManagementPolicy"));
            this.onDelete = "OnDelete".equals(set.tree().text("spec", "updateStrategy", "type"));
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
            update.step().ifPresent(step -> plan.step(step.intent(), step.reason()));
            if (!set.isTerminating() && fill() && shrink() && !onDelete) {
                roll();
            }
            status(plan);
            if (!set.isTerminating()) {
                Set<String> live = new TreeSet<>(List.of(current.name(), update.revision().name()));
                pods.forEach(pod -> live.add(Ordinals.revision(pod)));
                history.truncate(plan, live);
            }
            return plan.build();
        }

        /** Goes through the wanted ordinals from the lowest; false where it has to wait. */
        private boolean fill() {
            for (long ordinal = ordinals.start(); ordinal < ordinals.end(); ordinal++) {
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
                claims.missing(ordinal).forEach(claim -> create(claim, ordinal));
                claims.own(plan, pod);
            }
            if (oneByOne && !isUsable(pod)) {
                return false;
            }
            correct(pod);
            return true;
        }

        /** Gives back what somebody took from a pod: the labels of its identity, its claims (which the API refuses), their owners. */
        private void correct(KubeObject pod) {
            long ordinal = ordinals.of(pod);
            KubeObject right = ordinals.hasIdentity(pod) ? pod : ordinals.identified(pod);
            if (!ordinals.hasStorage(pod)) {
                right = ordinals.stored(right);
                claims.missing(ordinal).forEach(claim -> create(claim, ordinal));
            }
            boolean owned = !Pods.phase(pod).equals("Pending") && claims.own(plan, pod);
            if (right != pod) {
                plan.step(new Plan.Intent.Update("pods", right), Reason.of("statefulset.identity", "name", pod.name()), refused -> refused(ordinal, "FailedUpdate",
                        List.of("update Pod %s in StatefulSet %s failed error: %s".formatted(pod.name(), set.name(), refused.message()))));
            }
            if (owned || right != pod) {
                event("SuccessfulUpdate", "update Pod %s in StatefulSet %s successful".formatted(pod.name(), set.name()));
            }
        }

        private void create(long ordinal) {
            KubeObject pod = ordinals.pod(ordinal, revisionFor(ordinal));
            if (claims.isStale(pod)) {
                return;
            }
            claims.missing(ordinal).forEach(claim -> create(claim, ordinal));
            Optional<KubeObject> going = claims.terminating(ordinal);
            if (going.isPresent()) {
                String message = failure(pod.name(), "pvc %s is being deleted".formatted(going.get().name()));
                if (!claims.isSaid(going.get(), message)) {
                    plan.event(set, "Warning", "FailedCreate", message);
                }
                return;
            }
            Reason reason = ordinal == ordinals.start() || !oneByOne
                    ? Reason.of("statefulset.create", "name", pod.name(), "want", ordinals.replicas())
                    : Reason.of("statefulset.create-next", "name", pod.name(), "before", ordinals.name(ordinal - 1));
            plan.step(new Plan.Intent.Create("pods", pod), reason, refused -> refused(ordinal, "FailedCreate",
                    refused.reason().equals("AlreadyExists") ? List.of() : List.of(failure(pod.name(), refused.message()))));
            event("SuccessfulCreate", "create Pod %s in StatefulSet %s successful".formatted(pod.name(), set.name()));
        }

        private void create(KubeObject claim, long ordinal) {
            String pod = ordinals.name(ordinal);
            plan.step(new Plan.Intent.Create(PodClaims.RESOURCE, claim), Reason.of("statefulset.claim", "claim", claim.name(), "name", pod),
                    refused -> refused(ordinal, "FailedCreate", List.of(
                            "create Claim %s for Pod %s in StatefulSet %s failed error: %s".formatted(claim.name(), pod, set.name(), refused.message()),
                            failure(pod, "failed to create PVC %s: %s".formatted(claim.name(), refused.message())))));
            event("SuccessfulCreate", "create Claim %s Pod %s in StatefulSet %s success".formatted(claim.name(), pod, set.name()));
        }

        private String failure(String pod, String message) {
            return "create Pod %s in StatefulSet %s failed error: %s".formatted(pod, set.name(), message);
        }

        /**
         * What is still done when the API refuses to make or change something: it is told; in parallel the others of its batch have their turn, batches being
         * of 1, 2, 4, … pods ({@code slowStartBatch}); and the status is written nevertheless.
         */
        private List<Plan.Step> refused(long ordinal, String what, List<String> messages) {
            plan = Plan.builder();
            messages.forEach(message -> plan.event(set, "Warning", what, message));
            long index = ordinal - ordinals.start();
            long batch = Math.min(2 * Long.highestOneBit(index + 1) - 1, ordinals.replicas());
            for (long other = index + 1; !oneByOne && other < batch; other++) {
                settle(ordinals.start() + other);
            }
            status(plan);
            return plan.build().steps();
        }

        /** Below the partition, the old revision comes back. */
        private KubeObject revisionFor(long ordinal) {
            return !onDelete && ordinal < ordinals.start() + ordinals.partition() ? current : update.revision();
        }

        /** Takes pods beyond the wanted number away from the highest ordinal; false where it has to wait. */
        private boolean shrink() {
            condemned.forEach(pod -> claims.own(plan, pod));
            Optional<KubeObject> firstUnusable = condemned.reversed().stream().filter(pod -> !isUsable(pod)).findFirst();
            for (KubeObject pod : condemned) {
                boolean mayGo = isUsable(pod) || firstUnusable.filter(first -> first == pod).isPresent() || !oneByOne;
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

        private void roll() {
            List<KubeObject> fromTop = new ArrayList<>();
            for (long ordinal = ordinals.end() - 1; ordinal >= ordinals.start(); ordinal--) {
                KubeObject pod = replicas.get(ordinal);
                fromTop.add(pod);
            }
            OptionalLong atOnce = ordinals.maxUnavailable();
            if (atOnce.isPresent()) {
                long unavailable = fromTop.stream().filter(pod -> pod == null || !isUsable(pod)).count();
                fromTop.stream().limit(ordinals.aboveThePartition()).filter(this::isOutdated)
                        .limit(Math.max(0, atOnce.getAsLong() - unavailable)).forEach(this::replace);
            } else {
                rollOne(fromTop);
            }
        }

        /** Replaces the pod with the highest ordinal that has another revision, and waits for each one to be available. */
        private void rollOne(List<KubeObject> fromTop) {
            for (KubeObject pod : fromTop.subList(0, (int) Math.min(fromTop.size(), ordinals.aboveThePartition()))) {
                if (isOutdated(pod)) {
                    replace(pod);
                    return;
                }
                if (pod == null || !isUsable(pod)) {
                    return;
                }
            }
        }

        private boolean isOutdated(KubeObject pod) {
            return pod != null && !pod.isTerminating() && !Ordinals.revision(pod).equals(update.revision().name());
        }

        private void replace(KubeObject pod) {
            delete(pod, "statefulset.replace");
            replaced += Ordinals.revision(pod).equals(current.name()) ? 1 : 0;
        }

        private void delete(KubeObject pod, String why) {
            plan.delete("pods", pod, Options.NONE, Reason.of(why, "name", pod.name(), "want", ordinals.replicas()));
            event("SuccessfulDelete", "delete Pod %s in StatefulSet %s successful".formatted(pod.name(), set.name()));
        }

        private void event(String what, String message) {
            plan.event(set, "Normal", what, message);
        }

        private void status(Plan.Builder to) {
            List<KubeObject> staying = pods.stream().filter(pod -> !pod.isTerminating()).toList();
            long ready = pods.stream().filter(Ordinals::isRunningAndReady).count();
            long available = pods.stream().filter(pod -> ordinals.isAvailable(pod, view.now())).count();
            long updated = count(staying, update.revision());
            boolean done = !onDelete && updated == ordinals.replicas() && ready == ordinals.replicas() && pods.size() == ordinals.replicas();
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
            to.status(RESOURCE, set, status, Reason.of("statefulset.status", "replicas", pods.size(), "ready", ready, "updated", updated));
            ReplicaSetStatus.nextAvailableAt(set, pods, view.now()).ifPresent(to::lookAgainAt);
        }

        private static long count(List<KubeObject> pods, KubeObject revision) {
            return pods.stream().filter(pod -> Ordinals.revision(pod).equals(revision.name())).count();
        }
    }
}
