package dev.reconcile.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Volumes;
import dev.reconcile.sim.Dice;
import dev.reconcile.store.Body;
import dev.reconcile.store.EntryJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold in a whole cluster whatever people do to it and whatever fails. The seed is in each test's name. */
class FaultWalkTest {
    private static final int STEPS = 25;
    private static final int MOST_PODS = 9;

    private static final String START = """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: team}
            spec: {hard: {pods: '%d'}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {terminationGracePeriodSeconds: 2, containers: [{name: main, image: 'nginx:1.20'}]}}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              replicas: 2
              podManagementPolicy: Parallel
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {terminationGracePeriodSeconds: 2, containers: [{name: main, image: 'nginx:1.20', volumeMounts: [{name: data, mountPath: /data}]}]}
              volumeClaimTemplates:
              - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
            """.formatted(MOST_PODS);

    private static final Map<Long, Playground> WALKED = new TreeMap<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    private static Playground walked(long seed) {
        return WALKED.computeIfAbsent(seed, FaultWalkTest::walk);
    }

    private static Playground walk(long seed) {
        Dice dice = new Dice(seed);
        Playground cluster = Playground.standard().apply(START);
        for (int i = 0; i < STEPS; i++) {
            cluster.millis(dice.below(60_000));
            act(cluster, dice);
        }
        for (String node : List.of("worker-1", "worker-2", "worker-3")) {
            cluster.fault("power-on-node " + node).fault("reconnect-node " + node).fault("free-disk " + node);
            cluster.change("nodes", node, n -> n.with(null, "spec", "unschedulable"));
        }
        return cluster.fault("restore-image nginx:1.20").after(3600);
    }

    private static void act(Playground cluster, Dice dice) {
        String node = "worker-" + (1 + dice.below(3));
        switch (dice.below(12)) {
            case 0 -> cluster.fault("power-off-node " + node);
            case 1 -> cluster.fault("power-on-node " + node);
            case 2 -> cluster.fault("cut-off-node " + node);
            case 3 -> cluster.fault("reconnect-node " + node);
            case 4 -> cluster.fault("fill-disk " + node);
            case 5 -> cluster.fault("free-disk " + node);
            case 6 -> cluster.fault(dice.below(2) == 0 ? "break-image nginx:1.20" : "restore-image nginx:1.20");
            case 7 -> cluster.patch("deployments.apps", "web", Json.of("spec", Json.of("replicas", (long) dice.below(8))));
            case 8 -> cluster.patch("statefulsets.apps", "db", Json.of("spec", Json.of("replicas", (long) (1 + dice.below(4)))));
            case 9 -> cluster.change("nodes", node, n -> n.with(n.spec().has("unschedulable") ? null : true, "spec", "unschedulable"));
            default -> any(cluster, dice);
        }
    }

    private static void any(Playground cluster, Dice dice) {
        List<String> pods = cluster.names("pods");
        if (!pods.isEmpty()) {
            Reply reply = cluster.cluster().request(Request.delete(Caller.learner(0),
                    new ObjectKey("pods", "default", pods.get(dice.below(pods.size()))), Options.NONE));
            assertThat(reply).isInstanceOf(Reply.One.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everything_runs_again_when_everything_is_whole_again(long seed) {
        Playground cluster = walked(seed);

        for (KubeObject node : cluster.list("nodes")) {
            assertThat(Conditions.isTrue(node.status(), "Ready")).as(node.name()).isTrue();
            assertThat(node.spec().objects("taints")).allSatisfy(taint -> assertThat(taint.text("key")).isEqualTo("node-role.kubernetes.io/control-plane"));
        }
        long web = cluster.get("deployments.apps", "web").spec().number(0, "replicas");
        long db = cluster.get("statefulsets.apps", "db").spec().number(0, "replicas");
        assertThat(web + db).as("what the quota allows is asked for").isLessThanOrEqualTo(MOST_PODS + 2);
        long ready = cluster.list("pods").stream().filter(pod -> Pods.isActive(pod) && Pods.isReady(pod)).count();
        assertThat(ready).isEqualTo(Math.min(web + db, MOST_PODS));
        assertThat(cluster.cluster().view().list("pods", "kube-system").stream().filter(Pods::isActive)).allMatch(Pods::isReady);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_bound_claim_stays_bound_and_no_two_share_a_volume(long seed) {
        Map<String, String> volumes = new TreeMap<>();
        walked(seed).cluster().log().since(0).forEach(entry -> {
            if (entry.body() instanceof Body.Change change && change.key().resource().equals(Volumes.CLAIMS)) {
                boolean wasBound = change.before() != null && "Bound".equals(change.before().status().text("phase"));
                if (wasBound) {
                    assertThat(change.after().status().text("phase")).as(change.key().toString()).isEqualTo("Bound");
                }
                String volume = change.after().spec().textOrEmpty("volumeName");
                if (!volume.isEmpty()) {
                    assertThat(volumes.merge(volume, change.key().path(), (first, second) -> first)).isEqualTo(change.key().path());
                }
            }
        });
        assertThat(volumes).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_quota_is_never_exceeded_by_a_new_pod(long seed) {
        Map<String, KubeObject> pods = new TreeMap<>();
        walked(seed).cluster().log().since(0).forEach(entry -> {
            if (!(entry.body() instanceof Body.Change change) || !change.key().resource().equals("pods") || !change.key().namespace().equals("default")) {
                return;
            }
            if (change.kind() == Body.ChangeKind.DELETED) {
                pods.remove(change.key().name());
            } else {
                pods.put(change.key().name(), change.after());
            }
            if (change.kind() == Body.ChangeKind.ADDED) {
                long counted = pods.values().stream().filter(pod -> !Pods.isFinished(pod) && !isOverdue(pod, entry.time())).count();
                assertThat(counted).isLessThanOrEqualTo(MOST_PODS);
            }
        });
    }

    /** A pod that should long be gone, on a node that nobody hears of, does not count any more. */
    private static boolean isOverdue(KubeObject pod, long now) {
        return pod.deletedAt().map(at -> at.toEpochMilli() + pod.metadata().number(0, "deletionGracePeriodSeconds") * 1000 < now).orElse(false);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 5})
    void the_same_seed_gives_the_same_log(long seed) {
        assertThat(text(walk(seed))).isEqualTo(text(walked(seed)));
    }

    private static String text(Playground cluster) {
        return cluster.cluster().log().since(0).stream().map(entry -> EntryJson.write(entry).toString()).collect(Collectors.joining("\n"));
    }
}
