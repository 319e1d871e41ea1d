package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.control.Reconciler;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;

/** Pods are only made while there are too few and only deleted while there are too many. */
final class ReplicaSetWalk extends Walk {
    private final ReplicaSetReconciler reconciler = ReplicaSetReconciler.ofReplicaSets();

    ReplicaSetWalk(long seed) {
        super(seed);
    }

    @Override
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    String resource() {
        return "replicasets.apps";
    }

    @Override
    String name() {
        return "web";
    }

    private static KubeObject set(long replicas) {
        return Given.replicaSet("web", replicas).with(null, "metadata", "uid");
    }

    @Override
    void begin() {
        bench.create(set(dice.below(6)));
    }

    @Override
    void act() {
        switch (dice.below(7)) {
            case 0, 1 -> change(s -> s.with((long) dice.below(7), "spec", "replicas"));
            case 2 -> anyPod(pod -> bench.change("pods", pod.name(), p -> p.withLabel("app", p.labels().get("app").equals("web") ? "other" : "web")));
            case 3 -> bench.create(KubeObject.of("v1", "Pod", "default", "stray-" + bench.position()).withLabel("app", "web")
                    .with(set(1).spec().at("template", "spec"), "spec"));
            case 4 -> {
                bench.delete(resource(), "web", Options.of("propagationPolicy", dice.below(2) == 0 ? "Orphan" : "Background")).after(3);
                bench.create(set(dice.below(6)));
            }
            default -> mishap();
        }
    }

    @Override
    void calm() {
        bench.after(60);
    }

    private static long active(Past past, KubeObject set) {
        return past.all("pods").stream().filter(pod -> isOwnedBy(pod, set) && Pods.isActive(pod)).count();
    }

    @Override
    void look(Entry entry, Body.Change change, Past past) {
        if (!isOurs(entry) || past.get(resource(), "web").isEmpty()) {
            return;
        }
        KubeObject set = past.get(resource(), "web").get();
        if (isBirth(change, "pods")) {
            assertThat(active(past, set)).as("seed %d: active pods before %s is made", seed, change.key().name()).isLessThan(Rollout.specified(set));
        } else if (isDismissal(change)) {
            assertThat(active(past, set)).as("seed %d: active pods before %s goes", seed, change.key().name()).isGreaterThan(Rollout.specified(set));
        }
    }

    @Override
    void rest() {
        assertThat(pods().stream().filter(pod -> isOwnedBy(pod, workload()) && Pods.isActive(pod))).as("seed %d", seed)
                .hasSize((int) Rollout.specified(workload())).allMatch(Pods::isReady);
        assertThat(Rollout.available(workload())).as("seed %d", seed).isEqualTo(Rollout.specified(workload()));
    }
}
