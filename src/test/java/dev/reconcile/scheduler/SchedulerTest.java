package dev.reconcile.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Yaml;
import dev.reconcile.store.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final String TAIL = " no new claims to deallocate, preemption: 0/4 nodes are available: ";

    private final Cluster cluster = Cluster.create(StandardBlueprint.INSTANCE, 3, 1_764_000_000_000L);

    private void apply(String yaml) throws Yaml.Malformed {
        for (Yaml.Part part : Yaml.split(yaml)) {
            KubeObject object = new KubeObject(Yaml.parse(part.text()).object());
            Kind kind = cluster.kinds().of(object.apiVersion(), object.kind()).orElseThrow();
            Reply reply = cluster.request(Request.create(Caller.learner(0), kind.resource(), "default", object.tree(), Options.NONE));
            assertThat(reply).isInstanceOf(Reply.One.class);
            cluster.runUntil(cluster.now() + 100);
        }
    }

    private void pod(String name, String spec) throws Yaml.Malformed {
        apply("apiVersion: v1\nkind: Pod\nmetadata: {name: %s, labels: {app: web, name: %s}}\nspec:\n".formatted(name, name) + spec.indent(2)
                + (spec.contains("containers:") ? "" : "  containers: [{name: main, image: nginx}]\n"));
    }

    private KubeObject pod(String name) {
        return cluster.view().get("pods", "default", name).orElseThrow();
    }

    private String node(String name) {
        return Pods.node(pod(name));
    }

    private String message(String name) {
        Json condition = pod(name).condition("PodScheduled").orElseThrow();
        assertThat(condition.text("reason")).isEqualTo("Unschedulable");
        return condition.text("message");
    }

    private void node(String name, Object value, String... path) {
        KubeObject node = cluster.view().get("nodes", "", name).orElseThrow();
        cluster.request(Request.update(Caller.learner(0), "nodes", node.with(value, path), Options.NONE));
        cluster.runUntil(cluster.now() + 100);
    }

    private List<String> eventMessages(String pod) {
        return cluster.view().eventsAbout(pod(pod).uid()).stream().map(event -> event.tree().text("message")).toList();
    }

    @Test
    void too_large_a_request_fits_nowhere_and_evicting_others_would_not_help() throws Yaml.Malformed {
        pod("big", "containers: [{name: main, image: nginx, resources: {requests: {cpu: '64'}}}]");

        assertThat(message("big")).isEqualTo("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 Insufficient cpu." + TAIL
                + "4 Preemption is not helpful for scheduling.");
        assertThat(eventMessages("big")).containsExactly(message("big"));
    }

    @Test
    void a_pod_that_claims_a_device_waits_without_a_word() throws Yaml.Malformed {
        pod("gpu", "resourceClaims: [{name: gpu, resourceClaimName: mine}]");

        assertThat(node("gpu")).isEmpty();
        assertThat(eventMessages("gpu")).isEmpty();
    }

    @Test
    void a_full_cluster_has_no_victims_for_a_pod_of_the_same_priority() throws Yaml.Malformed {
        for (int i = 0; i < 3; i++) {
            pod("half-" + i, "containers: [{name: main, image: nginx, resources: {requests: {cpu: '3'}}}]");
        }
        pod("more", "containers: [{name: main, image: nginx, resources: {requests: {cpu: '3', memory: 6Gi}}}]");

        assertThat(message("more")).isEqualTo("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 Insufficient cpu." + TAIL
                + "1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.");
    }

    @Test
    void a_waiting_pod_is_tried_again_when_another_leaves() throws Yaml.Malformed {
        for (int i = 0; i < 3; i++) {
            pod("half-" + i, "containers: [{name: main, image: nginx, resources: {requests: {cpu: '3'}}}]");
        }
        pod("more", "containers: [{name: main, image: nginx, resources: {requests: {cpu: '3'}}}]");
        assertThat(node("more")).isEmpty();

        cluster.request(Request.delete(Caller.learner(0), new ObjectKey("pods", "default", "half-1"), Options.of("gracePeriodSeconds", 0)));
        cluster.runUntil(cluster.now() + 100);

        assertThat(node("more")).isEqualTo("worker-2");
    }

    @Test
    void a_node_selector_is_obeyed_and_a_label_given_later_counts() throws Yaml.Malformed {
        pod("picky", "nodeSelector: {disk: ssd}");
        assertThat(message("picky")).isEqualTo("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match Pod's node "
                + "affinity/selector." + TAIL + "4 Preemption is not helpful for scheduling.");

        node("worker-3", "ssd", "metadata", "labels", "disk");

        assertThat(node("picky")).isEqualTo("worker-3");
    }

    @Test
    void a_cordoned_node_takes_nothing() throws Yaml.Malformed {
        for (String worker : List.of("worker-1", "worker-2", "worker-3")) {
            node(worker, true, "spec", "unschedulable");
        }
        pod("web", "restartPolicy: Always");

        assertThat(message("web")).startsWith("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) were unschedulable.");
    }

    @Test
    void a_toleration_opens_the_control_plane() throws Yaml.Malformed {
        pod("system", """
                nodeSelector: {kubernetes.io/hostname: control-plane}
                tolerations: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule, operator: Exists}]
                """);

        assertThat(node("system")).isEqualTo("control-plane");
    }

    @Test
    void node_affinity_by_name_is_how_daemons_find_their_node() throws Yaml.Malformed {
        pod("daemon", """
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [worker-2]}]}]
                """);

        assertThat(node("daemon")).isEqualTo("worker-2");
    }

    @Test
    void a_host_port_is_given_once_per_node() throws Yaml.Malformed {
        String spec = "containers: [{name: main, image: nginx, ports: [{containerPort: 80, hostPort: 8080}]}]";
        for (int i = 1; i <= 4; i++) {
            pod("port-" + i, spec);
        }

        assertThat(List.of(node("port-1"), node("port-2"), node("port-3"))).containsExactlyInAnyOrder("worker-1", "worker-2", "worker-3");
        assertThat(message("port-4")).startsWith(
                "0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't have free ports for the requested pod ports.");
    }

    @Test
    void pods_that_avoid_each_other_get_nodes_of_their_own() throws Yaml.Malformed {
        String spec = """
                affinity:
                  podAntiAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                    - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
                """;
        for (int i = 1; i <= 4; i++) {
            pod("lone-" + i, spec);
        }

        assertThat(List.of(node("lone-1"), node("lone-2"), node("lone-3"))).containsExactlyInAnyOrder("worker-1", "worker-2", "worker-3");
        assertThat(message("lone-4")).isEqualTo("0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match pod "
                + "anti-affinity rules." + TAIL
                + "1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.");
    }

    @Test
    void a_pod_that_wants_company_goes_where_it_is() throws Yaml.Malformed {
        pod("first", "nodeSelector: {kubernetes.io/hostname: worker-3}");
        pod("friend", """
                affinity:
                  podAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                    - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {name: first}}}
                """);

        assertThat(node("friend")).isEqualTo("worker-3");
    }

    @Test
    void a_missing_claim_is_named() throws Yaml.Malformed {
        pod("db", "volumes: [{name: data, persistentVolumeClaim: {claimName: data-db}}]");

        assertThat(message("db")).isEqualTo("0/4 nodes are available: persistentvolumeclaim \"data-db\" not found." + TAIL
                + "4 Preemption is not helpful for scheduling.");
    }

    @Test
    void an_unschedulable_pod_is_reported_once() throws Yaml.Malformed {
        pod("big", "containers: [{name: main, image: nginx, resources: {requests: {cpu: '64'}}}]");
        long before = cluster.log().position();

        node("worker-1", "x", "metadata", "labels", "other");

        assertThat(cluster.log().since(before)).noneMatch(entry -> entry.body() instanceof Body.Decision decision
                && decision.controller().equals(Scheduler.NAME));
    }

    @Test
    void the_decision_shows_every_score_and_every_refusal() throws Yaml.Malformed {
        pod("web", "restartPolicy: Always");

        Body.Decision decision = cluster.log().since(0).stream()
                .map(entry -> entry.body())
                .filter(body -> body instanceof Body.Decision plan && plan.controller().equals(Scheduler.NAME) && plan.key().equals("default/web"))
                .map(Body.Decision.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(decision.saw().object("scores").names()).containsExactly("worker-1", "worker-2", "worker-3");
        assertThat(decision.saw().text("rejected", "control-plane")).isEqualTo("node(s) had untolerated taint(s)");
        assertThat(decision.wanted().text("node")).isEqualTo("worker-1");
    }

    @Test
    void a_pod_is_bound_only_once() throws Yaml.Malformed {
        pod("web", "restartPolicy: Always");
        Json binding = Json.of("apiVersion", "v1", "kind", "Binding", "metadata", Json.of("name", "web"), "target", Json.of("name", "worker-2"));
        Request request = Request.get(Caller.learner(0), new ObjectKey("pods", "default", "web"));

        Reply reply = cluster.request(new Request(request.caller(), Verb.CREATE, "pods", "default", "web", "binding", binding, null,
                Options.NONE));

        assertThat(((Reply.Failed) reply).status().message())
                .isEqualTo("Operation cannot be fulfilled on pods/binding \"web\": pod web is already assigned to node \"worker-1\"");
    }
}
