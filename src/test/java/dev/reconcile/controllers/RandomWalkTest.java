package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What must hold whatever people and machines do to a workload and whenever they do it. {@code -Dwalks=N} walks so often, 10,000 times without
 * it; {@code -Dwalks.first=S} begins at that seed. A failure names its seed.
 */
class RandomWalkTest {
    /** The six kinds. */
    enum Kind {
        DEPLOYMENT(DeploymentWalk::new),
        REPLICA_SET(ReplicaSetWalk::new),
        STATEFUL_SET(StatefulSetWalk::new),
        DAEMON_SET(DaemonSetWalk::new),
        JOB(JobWalk::new),
        CRON_JOB(CronJobWalk::new);

        private final LongFunction<Walk> walk;

        Kind(LongFunction<Walk> walk) {
            this.walk = walk;
        }

        Walk walk(long seed) {
            return walk.apply(seed).go();
        }
    }

    private static final long WALKS = Long.getLong("walks", 10_000);
    private static final long FIRST = Long.getLong("walks.first", 1);

    /** One of so many walks is looked at by every controller when it is at rest, and walked a second time. */
    private static final long THOROUGHLY = 100;

    private static LongStream seeds() {
        return LongStream.range(FIRST, FIRST + Math.max(1, WALKS / Kind.values().length));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void what_must_hold_holds_on_every_walk(Kind kind) {
        seeds().forEach(seed -> kind.walk(seed).check());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void a_settled_cluster_reconciled_again_changes_nothing(Kind kind) {
        seeds().filter(seed -> seed % THOROUGHLY == 1).forEach(seed -> nothingIsLeftToDo(seed, kind.walk(seed).bench));
    }

    private static void nothingIsLeftToDo(long seed, Bench bench) {
        for (Reconciler reconciler : Bench.controllers()) {
            for (Watch watch : reconciler.watches()) {
                for (KubeObject object : bench.view().list(watch.resource(), "")) {
                    Body.Change change = new Body.Change(Body.ChangeKind.ADDED,
                            new ObjectKey(watch.resource(), object.namespace(), object.name()), null, object);
                    for (String key : watch.keys().apply(change, bench.view())) {
                        Plan plan = reconciler.reconcile(key, bench.view());
                        assertThat(plan.steps()).as("seed %d: %s on %s", seed, reconciler.name(), key).isEmpty();
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void the_same_seed_gives_the_same_log(Kind kind) {
        seeds().filter(seed -> seed % THOROUGHLY == 1)
                .forEach(seed -> assertThat(kind.walk(seed).lines()).as("seed %d", seed).isEqualTo(kind.walk(seed).lines()));
    }

    @Test
    void another_java_machine_walks_the_same_way() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process other = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp", classPath, RandomWalkTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

        assertThat(there).isEqualTo(digests().toList());
    }

    private static Stream<String> digests() {
        return Stream.of(Kind.values()).flatMap(kind -> LongStream.range(FIRST, FIRST + 5).mapToObj(seed -> kind + " " + seed + " " + kind.walk(seed).digest()));
    }

    /** Prints the digests of some walks, for a comparison between two Java virtual machines. */
    public static void main(String[] args) {
        digests().forEach(System.out::println);
    }
}
