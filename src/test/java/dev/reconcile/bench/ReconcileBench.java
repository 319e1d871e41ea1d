package dev.reconcile.bench;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Body;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How much controllers, scheduler and kubelets get done in a second of processor time, while pods of a running Deployment are deleted one by one. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ReconcileBench {
    private static final int REPLICAS = 200;

    /** Long enough for a pod to stop and for another to be ready in its place. */
    private static final long SETTLED = 40_000;

    /** A new cluster for each iteration, so that the log stays short. */
    @State(Scope.Thread)
    public static class Running {
        private Cluster cluster;

        @Setup(Level.Iteration)
        public void begin() {
            cluster = WorkloadBench.ready(REPLICAS);
        }
    }

    /** Counted beside the pods: plans with at least one step, and changes of objects. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Counted {
        public long decisions;
        public long changes;
    }

    @Benchmark
    public Cluster podReplaced(Running running, Counted counted) {
        Cluster cluster = running.cluster;
        long before = cluster.log().position();
        List<KubeObject> pods = cluster.view().list("pods", "default");
        KubeObject one = pods.get((int) (before % pods.size()));
        cluster.request(Request.delete(Caller.learner(0), new ObjectKey("pods", "default", one.name()), Options.NONE));
        cluster.runUntil(cluster.now() + SETTLED);
        cluster.log().since(before).forEach(entry -> {
            counted.decisions += entry.body() instanceof Body.Decision ? 1 : 0;
            counted.changes += entry.body() instanceof Body.Change ? 1 : 0;
        });
        return cluster;
    }
}
