package dev.reconcile.bench;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.Story;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** How much processor time a cluster takes: it is single-threaded, so its time is its CPU time. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class ClusterBench {
    /** A cluster with everything in it running, ready for its first command. Target: 20 ms. */
    @Benchmark
    public Cluster create() {
        return Story.begin();
    }

    /** A Deployment of 500 replicas from its creation until all are ready. Target: 500 ms. */
    @Benchmark
    public Cluster deployment500Ready() {
        return Story.readyWith(500);
    }

    /** The same, and then a rolling update (25 %/25 %) of all 500. Target: 1,500 ms with the creation. */
    @Benchmark
    public Cluster deployment500ReadyAndUpdated() {
        return Story.updated(Story.readyWith(500));
    }
}
