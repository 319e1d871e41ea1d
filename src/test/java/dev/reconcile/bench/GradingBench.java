package dev.reconcile.bench;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.Story;
import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Body;
import dev.reconcile.workshop.Check;
import dev.reconcile.workshop.Exercises;
import dev.reconcile.workshop.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What watching the checklist costs a cluster, and what a look into the future costs a learner. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class GradingBench {
    private static final List<String> RESOURCES = List.of("deployments.apps", "replicasets.apps", "pods");

    private Cluster cluster;
    private Grading grading;
    private Rehearsal rehearsal;
    private int turn;

    @Setup
    public void prepare() {
        Exercise exercise = Exercises.read(Path.of("exercises")).get("deployment-rollout").orElseThrow();
        cluster = Story.readyWith(80);
        grading = new Grading(exercise, cluster.log(), cluster.view(), cluster.log().position());
        rehearsal = new Rehearsal(exercise, 1);
        rehearsal.run("kubectl create deployment nginx --image=nginx:1.20 --replicas=30; kubectl rollout status deployment/nginx");
    }

    /** One change in a cluster of more than 100 objects, looked at by a checklist of eight items. Target: 1,000 µs. */
    @Benchmark
    public Grading.Noticed tick() {
        String resource = RESOURCES.get(turn++ % RESOURCES.size());
        KubeObject object = cluster.view().list(resource, "").getFirst();
        cluster.append("bench", 0, new Body.Change(Body.ChangeKind.MODIFIED, new ObjectKey(resource, object.namespace(), object.name()), object, object));
        return grading.observe();
    }

    /** "Check my work" with an hour to come, in a cluster of 30 pods. Target: 200,000 µs. */
    @Benchmark
    public Check check() {
        return rehearsal.check();
    }
}
