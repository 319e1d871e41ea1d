package dev.reconcile.controllers;

import static dev.reconcile.controllers.Bench.image;
import static dev.reconcile.controllers.Bench.rollingUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.control.Reconciler;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Never more pods wanted than replicas and surge, never fewer available ones left than allowed. */
final class DeploymentWalk extends Walk {
    private static final String SETS = "replicasets.apps";
    private final DeploymentReconciler reconciler = new DeploymentReconciler();

    DeploymentWalk(long seed) {
        super(seed);
    }

    @Override
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    String resource() {
        return "deployments.apps";
    }

    @Override
    String name() {
        return "web";
    }

    @Override
    void begin() {
        int surge = dice.below(4);
        bench.create(Bench.deployment("web", 1 + dice.below(4), rollingUpdate(surge, surge == 0 ? 1 + dice.below(3) : dice.below(4))));
    }

    @Override
    void act() {
        switch (dice.below(8)) {
            case 0, 1 -> change(image("nginx:1." + dice.below(4)));
            case 2 -> change(d -> d.with((long) dice.below(6), "spec", "replicas"));
            case 3 -> change(d -> d.with(d.spec().has("paused") ? null : true, "spec", "paused"));
            case 4 -> change(image("nginx:nonexistent"));
            case 5 -> anyPod(pod -> bench.change("pods", pod.name(), p -> p.withLabel("app", "stray")));
            default -> mishap();
        }
    }

    @Override
    void calm() {
        change(d -> image("nginx:last").apply(d.with(null, "spec", "paused")));
        bench.after(900);
    }

    @Override
    void look(Entry entry, Body.Change change, Past past) {
        if (!change.key().resource().equals(SETS)) {
            return;
        }
        List<KubeObject> sets = new ArrayList<>(past.all(SETS));
        long before = change.before() == null ? 0 : Rollout.specified(change.before());
        long spareBefore = spare(sets);
        sets.removeIf(set -> set.name().equals(change.key().name()));
        if (change.kind() == Body.ChangeKind.DELETED) {
            return;
        }
        sets.add(change.after());
        Rollout rollout = Rollout.of(past.get(resource(), "web").orElseThrow(), sets);
        if (Rollout.specified(change.after()) > before) {
            assertThat(Rollout.sum(rollout.all(), Rollout::specified)).as("seed %d: pods wanted at %s", seed, change.after())
                    .isLessThanOrEqualTo(rollout.most());
        }
        boolean rescaled = change.before() != null && !Revisions.desired(change.before()).equals(Revisions.desired(change.after()));
        if (Rollout.specified(change.after()) < before && !rescaled) {
            assertThat(spare(sets)).as("seed %d: available pods left at %s", seed, change.after())
                    .isGreaterThanOrEqualTo(Math.min(spareBefore, rollout.leastAvailable()));
        }
    }

    /** Available pods that nobody has decided to delete. */
    private static long spare(Collection<KubeObject> sets) {
        return sets.stream().mapToLong(Rollout::lasting).sum();
    }

    @Override
    void rest() {
        Rollout rollout = Rollout.of(workload(), bench.list(SETS));

        assertThat(rollout.fresh().map(Rollout::available)).as("seed %d", seed).contains(rollout.replicas());
        assertThat(rollout.activeOld()).as("seed %d", seed).isEmpty();
        assertThat(rollout.isComplete(workload().status())).as("seed %d", seed).isTrue();
        assertThat(pods().stream().filter(Pods::isActive).filter(pod -> "web".equals(pod.labels().get("app")))).as("seed %d", seed)
                .hasSize((int) rollout.replicas());
        assertThat(rollout.old().size()).as("seed %d", seed).isLessThanOrEqualTo(10);
    }
}
