package dev.reconcile.cluster;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.kubelet.Images;
import dev.reconcile.kubelet.Nodes;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.EntryJson;
import java.util.List;

/** One and the same story of a cluster, for tests that tell it several times: a Deployment is created and updated. */
public final class Story {
    static final long START = 1_795_000_000_000L;
    static final long SEED = 42;
    static final ObjectKey NGINX = new ObjectKey("deployments.apps", "default", "nginx");

    private static final StandardBlueprint TEN_WORKERS = new StandardBlueprint(Nodes.of(10, 110), Images.standard());

    private Story() {}

    public static Cluster begin() {
        return Cluster.create(StandardBlueprint.INSTANCE, SEED, START);
    }

    public static void createDeployment(Cluster cluster, int replicas) {
        Json template = Json.of("metadata", Json.of("labels", Json.of("app", "nginx")),
                "spec", Json.of("containers", List.of(Json.of("name", "nginx", "image", "nginx:1.20"))));
        done(cluster.request(Request.create(Caller.learner(0), NGINX.resource(), "default",
                Json.of("apiVersion", "apps/v1", "kind", "Deployment", "metadata", Json.of("name", "nginx"),
                        "spec", Json.of("replicas", replicas, "selector", Json.of("matchLabels", Json.of("app", "nginx")), "template", template)),
                Options.NONE)));
    }

    public static void updateImage(Cluster cluster) {
        Json patch = Json.of("spec", Json.of("template", Json.of("spec",
                Json.of("containers", List.of(Json.of("name", "nginx", "image", "nginx:1.21"))))));
        done(cluster.request(Request.patch(Caller.learner(0), NGINX, new Patch(Patch.Type.STRATEGIC, patch), Options.NONE)));
    }

    private static void done(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            throw new AssertionError(failed.status().message());
        }
    }

    /** A cluster of ten workers in which a Deployment of so many replicas is ready. */
    public static Cluster readyWith(int replicas) {
        Cluster cluster = Cluster.create(TEN_WORKERS, SEED, START);
        createDeployment(cluster, replicas);
        return untilAvailable(cluster, replicas);
    }

    /** The Deployment has gone to its next version. */
    public static Cluster updated(Cluster cluster) {
        updateImage(cluster);
        cluster.runUntil(cluster.now() + 1_000);
        return untilAvailable(cluster, (int) cluster.view().get(NGINX).orElseThrow().spec().number(0, "replicas"));
    }

    private static Cluster untilAvailable(Cluster cluster, int replicas) {
        long limit = cluster.now() + 3_600_000;
        while (!isComplete(cluster.view().get(NGINX).orElseThrow(), replicas)) {
            if (cluster.now() > limit) {
                throw new AssertionError("not complete within an hour: " + cluster.view().get(NGINX).orElseThrow().status());
            }
            cluster.runUntil(cluster.now() + 1_000);
        }
        return cluster;
    }

    private static boolean isComplete(KubeObject deployment, int replicas) {
        Json status = deployment.status();
        return status.number(0, "observedGeneration") == deployment.generation()
                && status.number(0, "updatedReplicas") == replicas
                && status.number(0, "replicas") == replicas
                && status.number(0, "availableReplicas") == replicas;
    }

    static Cluster told() {
        Cluster cluster = begin();
        createDeployment(cluster, 3);
        cluster.runUntil(START + 20_000);
        updateImage(cluster);
        cluster.runUntil(START + 60_000);
        return cluster;
    }

    static List<String> lines(Cluster cluster) {
        return cluster.log().since(0).stream().map(EntryJson::write).map(Json::toString).toList();
    }

    /** Tells the story and prints its log, for a comparison between two Java virtual machines. */
    public static void main(String[] args) {
        lines(told()).forEach(System.out::println);
    }
}
