package dev.reconcile.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corners of upstream's filter plugins, as their table tests have them: who may go where, and what the others are told. */
class PlacementTest {
    private static final String TAIL = " no new claims to deallocate, preemption: 0/4 nodes are available: ";
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec: {accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}}
            """;

    private final Playground cluster = Playground.standard();

    private static String pod(String name, String labels, String spec) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {%s}}
                spec: {containers: [{name: main, image: nginx}], terminationGracePeriodSeconds: 0%s}
                """.formatted(name, labels, spec.isEmpty() ? "" : ", " + spec);
    }

    private static String on(String node) {
        return "nodeSelector: {kubernetes.io/hostname: " + node + "}";
    }

    private String message(String pod) {
        return cluster.pod(pod).condition("PodScheduled").orElseThrow().text("message");
    }

    private void label(String node, String key, String value) {
        cluster.change("nodes", node, object -> object.withLabel(key, value)).after(1);
    }

    @Test
    void nodes_that_a_daemon_does_not_name_are_not_even_looked_at() {
        cluster.apply("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: main, image: nginx, resources: {requests: {cpu: '3'}}}]}}
                """);
        cluster.after(20);
        String pod = cluster.names("pods").getFirst();
        String node = cluster.node(pod);
        cluster.apply(pod("greedy", "app: greedy", on(node)).replace("image: nginx", "image: nginx, resources: {requests: {cpu: 500m}}")).after(5);
        cluster.delete("pods", pod).millis(100).apply(pod("thief", "app: thief", on(node)).replace("image: nginx", "image: nginx, resources: {requests: {cpu: '1'}}"));
        cluster.after(60);

        String waiting = cluster.list("pods").stream().filter(each -> each.name().startsWith("agent") && each.spec().text("nodeName") == null)
                .findFirst().orElseThrow().name();
        assertThat(message(waiting)).isEqualTo("0/4 nodes are available: 1 Insufficient cpu, 3 node(s) didn't satisfy plugin(s) [NodeAffinity]." + TAIL
                + "1 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "one pod has to be meant by all terms    | app: a          | tier: b         | {matchLabels: {app: a}}  | {matchLabels: {tier: b}} | false",
            "and where one is, the other may go      | 'app: a, tier: b'| tier: b        | {matchLabels: {app: a}}  | {matchLabels: {tier: b}} | true",
            "an empty selector means everybody       | app: a          | tier: b         | {matchLabels: {app: a}}  | {}                       | true",
            "one that nobody fulfils means nobody    | app: a          | tier: b         | {matchLabels: {app: z}}  | {}                       | false"})
    void required_affinity(String because, String first, String second, String one, String other, boolean placed) {
        cluster.apply(pod("first", first, on("worker-2"))).apply(pod("second", second, on("worker-2"))).after(10);
        cluster.apply(pod("guest", "who: guest", """
                affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
                {topologyKey: kubernetes.io/hostname, labelSelector: %s}, {topologyKey: kubernetes.io/hostname, labelSelector: %s}]}}""".formatted(one, other)))
                .after(5);

        assertThat(cluster.node("guest")).isEqualTo(placed ? "worker-2" : "");
        if (!placed) {
            assertThat(message("guest")).isEqualTo("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match pod affinity rules."
                    + TAIL + "4 Preemption is not helpful for scheduling.");
        }
    }

    @Test
    void a_term_without_a_selector_avoids_nobody() {
        String shy = "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/os}]}}";
        cluster.apply(pod("first", "app: a", shy)).after(5).apply(pod("second", "app: a", shy)).after(5);

        assertThat(cluster.node("second")).isNotEmpty();
    }

    @Test
    void pods_may_avoid_those_of_other_teams() {
        String apart = "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/os, "
                + "labelSelector: {matchExpressions: [{key: team, operator: Exists}]}, mismatchLabelKeys: [team]}]}}";
        cluster.apply(pod("red-1", "team: red", apart)).after(5).apply(pod("red-2", "team: red", apart)).apply(pod("blue", "team: blue", apart)).after(5);

        assertThat(cluster.node("red-2")).isNotEmpty();
        assertThat(message("blue")).startsWith("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match pod anti-affinity rules.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "pods that like company draw it | podAffinity     | worker-2 worker-3 | worker-1",
            "pods that do not push it away  | podAntiAffinity | worker-1          | worker-2"})
    void those_who_are_there_have_a_say(String because, String which, String emptier, String node) {
        String likes = on("worker-1") + ", affinity: {" + which + ": {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: "
                + "{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: guest}}}}]}}";
        cluster.apply(pod("host", "app: host", likes));
        for (String fuller : List.of("worker-1", "worker-2", "worker-3")) {
            if (!emptier.contains(fuller)) {
                cluster.apply(pod("on-" + fuller, "app: other", on(fuller)).replace("image: nginx", "image: nginx, resources: {requests: {cpu: '2'}}"));
            }
        }
        cluster.after(10).apply(pod("guest", "app: guest", "restartPolicy: Always")).after(5);

        assertThat(cluster.node("guest")).isEqualTo(node);
    }

    @Test
    void a_node_counts_as_a_domain_only_with_the_keys_of_all_constraints() {
        label("worker-1", "zone", "a");
        label("worker-2", "zone", "b");
        String spread = "topologySpreadConstraints: ["
                + "{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: s}}}, "
                + "{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: s}}}]";
        for (int i = 1; i <= 4; i++) {
            cluster.apply(pod("s-" + i, "app: s", spread)).after(2);
        }

        assertThat(cluster.list("pods")).extracting(pod -> pod.spec().textOrEmpty("nodeName")).containsExactlyInAnyOrder("worker-1", "worker-1", "worker-2",
                "worker-2");
    }

    @Test
    void a_claim_for_one_pod_is_used_by_one_pod() {
        String mount = "volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]";
        cluster.apply(CLAIM).apply(pod("first", "app: a", mount)).after(30).apply(pod("second", "app: a", mount)).after(5);

        assertThat(message("second")).isEqualTo("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node has pod using PersistentVolumeClaim "
                + "with the same name and ReadWriteOncePod access mode." + TAIL
                + "1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.");

        cluster.delete("pods", "first").after(10);
        assertThat(cluster.node("second")).isNotEmpty();
    }

    @Test
    void of_equals_the_one_that_has_waited_longest_is_tried_first() {
        for (String name : List.of("holder", "z-first", "a-second")) {
            cluster.apply(pod(name, "app: a", on("worker-3")).replace("image: nginx", "image: nginx, resources: {requests: {cpu: '3'}}")).after(2);
        }
        cluster.delete("pods", "holder").after(5);

        assertThat(cluster.node("z-first")).isEqualTo("worker-3");
        assertThat(message("a-second")).contains("1 Insufficient cpu");
    }

    @Test
    void a_pod_whose_gates_are_closed_cannot_be_bound() {
        cluster.apply(pod("gated", "app: a", "schedulingGates: [{name: example.com/wait}]")).after(1);
        Json binding = Json.of("apiVersion", "v1", "kind", "Binding", "metadata", Json.of("name", "gated"), "target", Json.of("name", "worker-2"));
        Reply reply = cluster.cluster().request(new Request(Caller.learner(0), Verb.CREATE, "pods", "default", "gated", "binding", binding, null, Options.NONE));

        assertThat(Playground.refusal(reply).message())
                .isEqualTo("Operation cannot be fulfilled on pods/binding \"gated\": pod gated has non-empty .spec.schedulingGates");
    }

    @Test
    void the_reason_of_a_disruption_tells_which_generation_it_saw() {
        cluster.apply(pod("web", "app: a", on("worker-2")).replace("Seconds: 0", "Seconds: 5")).after(10);
        cluster.change("nodes", "worker-2", node -> node.with(List.of(Json.of("key", "gpu", "effect", "NoExecute")), "spec", "taints")).millis(200);

        assertThat(cluster.pod("web").condition("DisruptionTarget").orElseThrow().number(0, "observedGeneration")).isEqualTo(1);
    }
}
