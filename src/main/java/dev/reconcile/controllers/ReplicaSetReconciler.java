package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.api.Status;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Keeps as many pods as a ReplicaSet asks for ({@code pkg/controller/replicaset/replica_set.go}), or a ReplicationController, its ancestor
 * ({@code pkg/controller/replication}).
 *
 * @param resource what it looks after
 */
public record ReplicaSetReconciler(String name, String resource, String kind) implements Reconciler {
    static final String RESOURCE = "replicasets.apps";

    /** The most pods that one plan creates or deletes ({@code BurstReplicas}). */
    static final int BURST = 500;

    public static ReplicaSetReconciler ofReplicaSets() {
        return new ReplicaSetReconciler("replicaset-controller", RESOURCE, "ReplicaSet");
    }

    public static ReplicaSetReconciler ofReplicationControllers() {
        return new ReplicaSetReconciler("replication-controller", "replicationcontrollers", "ReplicationController");
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(resource), Claim.watch("pods", kind, resource));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(resource, key)).map(set -> reconcile(set, view)).orElse(Plan.NOTHING);
    }

    private Plan reconcile(KubeObject set, View view) {
        Claim claim = Claim.of(set, Claim.selector(set), candidates(set, view));
        List<KubeObject> pods = claim.owned();
        long wanted = set.spec().number(1, "replicas");
        Plan.Builder plan = Plan.builder()
                .saw("pods", pods.size())
                .saw("ready", pods.stream().filter(Pods::isReady).count())
                .wanted("replicas", wanted);
        claim.write(plan, "pods", set);
        if (!set.isTerminating() && pods.size() < wanted) {
            create(plan, set, pods, (int) Math.min(wanted - pods.size(), BURST), view);
        } else if (!set.isTerminating() && pods.size() > wanted) {
            delete(plan, set, pods, (int) Math.min(pods.size() - wanted, BURST), view);
        }
        Json status = ReplicaSetStatus.of(set, pods, view.now());
        plan.status(resource, set, status, ReplicaSetStatus.reason(status));
        ReplicaSetStatus.nextAvailableAt(set, pods, view.now()).ifPresent(plan::lookAgainAt);
        return plan.build();
    }

    /** Active pods that are this set's or nobody's; whose they are is the cheaper question. */
    private static List<KubeObject> candidates(KubeObject set, View view) {
        List<KubeObject> candidates = new ArrayList<>();
        for (KubeObject pod : view.list("pods", set.namespace())) {
            Optional<Json> owner = pod.controllerReference();
            boolean possible = owner.isEmpty() || set.uid().equals(owner.get().text("uid"));
            if (possible && Pods.isActive(pod)) {
                candidates.add(pod);
            }
        }
        return candidates;
    }

    private void create(Plan.Builder plan, KubeObject set, List<KubeObject> pods, int count, View view) {
        KubeObject unnamed = PodBirth.of(set, set.spec().object("template"));
        List<KubeObject> births = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            births.add(PodBirth.named(unnamed, set, i, view));
        }
        Reason reason = Reason.of("replicaset.too-few", "want", set.spec().number(1, "replicas"), "have", pods.size(), "create", count);
        new SlowStart(set, births, reason, refused -> List.of(ReplicaSetStatus.failed(resource, set, pods, "FailedCreate", refused, view.now()))).write(plan);
    }

    private void delete(Plan.Builder plan, KubeObject set, List<KubeObject> pods, int count, View view) {
        DeletionRank rank = new DeletionRank(pods, related(set, view), view.now());
        List<KubeObject> victims = rank.first(count);
        boolean none = count == pods.size();
        for (int i : IntStream.range(0, count).toArray()) {
            KubeObject pod = victims.get(i);
            String why = none ? "replicaset.none-wanted" : "replicaset.delete." + rank.why(i, count).id();
            plan.step(new Plan.Intent.Delete(new ObjectKey("pods", pod.namespace(), pod.name()), "Pod", Options.NONE),
                    Reason.of(why, "name", pod.name(), "want", set.spec().number(1, "replicas"), "have", pods.size()),
                    refused -> undeleted(set, pods, refused, view.now()));
            plan.event(set, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
        }
    }

    private List<Plan.Step> undeleted(KubeObject set, List<KubeObject> pods, Status refused, long now) {
        List<Plan.Step> steps = new ArrayList<>(Plan.builder().event(set, "Warning", "FailedDelete", "Error deleting: " + refused.message()).build().steps());
        steps.add(ReplicaSetStatus.failed(resource, set, pods, "FailedDelete", refused.saying("unable to delete pods: " + refused.message()), now));
        return steps;
    }

    /** The pods of all ReplicaSets of the same Deployment; for a ReplicaSet of its own upstream looks at none. */
    private static List<KubeObject> related(KubeObject set, View view) {
        List<KubeObject> related = new ArrayList<>();
        set.controllerReference().ifPresent(owner -> {
            for (KubeObject sibling : view.ownedBy(owner.textOrEmpty("uid"))) {
                related.addAll(view.ownedBy(sibling.uid()));
            }
        });
        return related;
    }
}
