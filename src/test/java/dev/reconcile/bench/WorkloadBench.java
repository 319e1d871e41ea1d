package dev.reconcile.bench;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.kubelet.Images;
import dev.reconcile.kubelet.Nodes;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Long and large workloads: a week of a CronJob, and thousands of pods whose cost each must not depend on how many there are. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class WorkloadBench {
    private static final long START = 1_795_000_000_000L;
    private static final long WEEK = 7 * 24 * 3_600_000L;

    /** Pods in all; a hundred nodes whatever their number. */
    @State(Scope.Benchmark)
    public static class Size {
        @Param({"100", "1000", "5000"})
        public int pods;
    }

    /** A week in which a job of a few seconds starts every five minutes: 2,016 of them. Target: 1,000 ms. */
    public static Cluster week() {
        Cluster cluster = Cluster.create(StandardBlueprint.INSTANCE, 42, START);
        create(cluster, "cronjobs.batch", Json.of("apiVersion", "batch/v1", "kind", "CronJob", "metadata", Json.of("name", "tick"),
                "spec", Json.of("schedule", "*/5 * * * *", "jobTemplate", Json.of("spec", Json.of("template", Json.of("spec", Json.of(
                        "restartPolicy", "Never",
                        "containers", List.of(Json.of("name", "c", "image", "busybox:1.36", "command", List.of("sleep", "5"))))))))));
        cluster.runUntil(START + WEEK);
        return cluster;
    }

    /** A Deployment of so many replicas on a hundred nodes, all ready. Target for 5,000: 5,000 ms. */
    public static Cluster ready(int replicas) {
        Cluster cluster = Cluster.create(new StandardBlueprint(Nodes.of(100, 110), Images.standard()), 42, START);
        create(cluster, "deployments.apps", Json.of("apiVersion", "apps/v1", "kind", "Deployment", "metadata", Json.of("name", "web"),
                "spec", Json.of("replicas", replicas, "selector", Json.of("matchLabels", Json.of("app", "web")), "template", Json.of(
                        "metadata", Json.of("labels", Json.of("app", "web")),
                        "spec", Json.of("containers", List.of(Json.of("name", "c", "image", "nginx:1.20")))))));
        long limit = cluster.now() + 3_600_000;
        while (cluster.view().get("deployments.apps", "default", "web").orElseThrow().status().number(0, "availableReplicas") < replicas) {
            if (cluster.now() > limit) {
                long ready = cluster.view().list("pods", "default").stream().filter(Pods::isReady).count();
                throw new IllegalStateException("only " + ready + " of " + replicas + " pods are ready after an hour");
            }
            cluster.runUntil(cluster.now() + 1000);
        }
        return cluster;
    }

    private static void create(Cluster cluster, String resource, Json object) {
        Reply reply = cluster.request(Request.create(Caller.learner(0), resource, "default", new KubeObject(object).tree(), Options.NONE));
        if (reply instanceof Reply.Failed failed) {
            throw new IllegalStateException(failed.status().message());
        }
    }

    @Benchmark
    public Cluster cronJobForAWeek() {
        return week();
    }

    @Benchmark
    public Cluster podsReady(Size size) {
        return ready(size.pods);
    }
}
