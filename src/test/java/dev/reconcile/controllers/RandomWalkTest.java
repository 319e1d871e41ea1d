package dev.reconcile.controllers;

import static dev.reconcile.controllers.Bench.image;
import static dev.reconcile.controllers.Bench.rollingUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.sim.Dice;
import dev.reconcile.store.Body;
import dev.reconcile.store.EntryJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold whatever people do to a Deployment and whenever they do it. The seed is in each test's name. */
class RandomWalkTest {
    private static final String DEPLOYMENTS = "deployments.apps";
    private static final int STEPS = 30;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    /** Walks that several tests look at; none of them changes anything. */
    private static final Map<Long, Bench> WALKED = new TreeMap<>();

    private static Bench walked(long seed) {
        return WALKED.computeIfAbsent(seed, RandomWalkTest::walk);
    }

    private static Bench walk(long seed) {
        Dice dice = new Dice(seed);
        int surge = dice.below(4);
        Bench bench = Bench.with(seed, 300 + dice.below(3000), 200 + dice.below(3000));
        bench.create(Bench.deployment("web", 1 + dice.below(8), rollingUpdate(surge, surge == 0 ? 1 + dice.below(3) : dice.below(4))));
        for (int i = 0; i < STEPS; i++) {
            bench.cluster().runUntil(bench.cluster().now() + dice.below(6000));
            act(bench, dice);
        }
        bench.change(DEPLOYMENTS, "web", d -> image("nginx:last").apply(d.with(null, "spec", "paused")));
        return bench.after(900);
    }

    private static void act(Bench bench, Dice dice) {
        switch (dice.below(7)) {
            case 0, 1 -> bench.change(DEPLOYMENTS, "web", image("nginx:1." + dice.below(4)));
            case 2 -> bench.change(DEPLOYMENTS, "web", d -> d.with((long) dice.below(9), "spec", "replicas"));
            case 3 -> bench.change(DEPLOYMENTS, "web", d -> d.with(d.spec().has("paused") ? null : true, "spec", "paused"));
            case 4 -> bench.change(DEPLOYMENTS, "web", image("nginx:nonexistent"));
            case 5 -> any(bench, dice, "pods").ifPresent(pod -> bench.delete("pods", pod.name(), Options.NONE));
            default -> any(bench, dice, "pods").ifPresent(pod -> bench.change("pods", pod.name(), p -> p.withLabel("app", "stray")));
        }
    }

    private static Optional<KubeObject> any(Bench bench, Dice dice, String resource) {
        List<KubeObject> all = bench.list(resource);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(dice.below(all.size())));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_walk_ends_with_the_last_template_and_the_wanted_number(long seed) {
        Bench bench = walked(seed);
        KubeObject deployment = bench.get(DEPLOYMENTS, "web");
        Rollout rollout = Rollout.of(deployment, bench.list("replicasets.apps"));

        assertThat(rollout.fresh().map(Rollout::available)).contains(rollout.replicas());
        assertThat(rollout.activeOld()).isEmpty();
        assertThat(rollout.isComplete(deployment.status())).isTrue();
        assertThat(bench.list("pods").stream().filter(Pods::isActive).filter(pod -> "web".equals(pod.labels().get("app"))))
                .hasSize((int) rollout.replicas());
        assertThat(rollout.old().size()).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_set_grows_beyond_the_most_and_none_shrinks_below_the_least(long seed) {
        Bench bench = walked(seed);
        Map<String, KubeObject> sets = new LinkedHashMap<>();
        KubeObject[] deployment = new KubeObject[1];
        bench.since(0).forEach(entry -> {
            if (!(entry.body() instanceof Body.Change change)) {
                return;
            }
            if (change.key().resource().equals(DEPLOYMENTS)) {
                deployment[0] = change.after();
            } else if (change.key().resource().equals("replicasets.apps")) {
                check(deployment[0], sets, change);
            }
        });
    }

    private static void check(KubeObject deployment, Map<String, KubeObject> sets, Body.Change change) {
        long spareBefore = spare(sets);
        long sizeBefore = change.before() == null ? 0 : Rollout.specified(change.before());
        if (change.kind() == Body.ChangeKind.DELETED) {
            sets.remove(change.key().name());
        } else {
            sets.put(change.key().name(), change.after());
        }
        Rollout rollout = Rollout.of(deployment, new ArrayList<>(sets.values()));
        if (Rollout.specified(change.after()) > sizeBefore && change.kind() != Body.ChangeKind.DELETED) {
            assertThat(Rollout.sum(rollout.all(), Rollout::specified)).as("pods wanted at %s", change.after()).isLessThanOrEqualTo(rollout.most());
        }
        boolean rescaled = change.before() != null && !Revisions.desired(change.before()).equals(Revisions.desired(change.after()));
        if (Rollout.specified(change.after()) < sizeBefore && !rescaled) {
            assertThat(spare(sets)).as("available pods left at %s", change.after())
                    .isGreaterThanOrEqualTo(Math.min(spareBefore, rollout.leastAvailable()));
        }
    }

    /** Available pods that nobody has decided to delete. */
    private static long spare(Map<String, KubeObject> sets) {
        return sets.values().stream().mapToLong(set -> Math.min(Rollout.specified(set), Rollout.available(set))).sum();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_settled_cluster_reconciled_again_changes_nothing(long seed) {
        Bench bench = walked(seed);
        for (Reconciler reconciler : Bench.controllers()) {
            for (Watch watch : reconciler.watches()) {
                for (KubeObject object : bench.view().list(watch.resource(), "")) {
                    Body.Change change = new Body.Change(Body.ChangeKind.ADDED,
                            new ObjectKey(watch.resource(), object.namespace(), object.name()), null, object);
                    for (String key : watch.keys().apply(change, bench.view())) {
                        Plan plan = reconciler.reconcile(key, bench.view());
                        assertThat(plan.steps()).as("%s on %s", reconciler.name(), key).isEmpty();
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 7, 23})
    void the_same_seed_gives_the_same_log(long seed) {
        assertThat(text(walk(seed))).isEqualTo(text(walked(seed)));
    }

    private static String text(Bench bench) {
        return bench.since(0).map(entry -> EntryJson.write(entry).toString()).collect(Collectors.joining("\n"));
    }
}
