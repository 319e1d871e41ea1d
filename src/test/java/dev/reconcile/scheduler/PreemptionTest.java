package dev.reconcile.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cluster.Playground;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreemptionTest {
    private static final String FULL = "0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 Insufficient cpu.";

    private final Playground cluster = Playground.standard().apply("""
            apiVersion: scheduling.k8s.io/v1
            kind: PriorityClass
            metadata: {name: high}
            value: 1000
            ---
            apiVersion: scheduling.k8s.io/v1
            kind: PriorityClass
            metadata: {name: middle}
            value: 500
            ---
            apiVersion: scheduling.k8s.io/v1
            kind: PriorityClass
            metadata: {name: polite}
            value: 1000
            preemptionPolicy: Never
            """);

    private static String pod(String name, String cpu, String more) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {name: %s}}
                spec:
                  terminationGracePeriodSeconds: 5
                  containers: [{name: main, image: nginx, resources: {requests: {cpu: '%s'}}}]
                  %s
                """.formatted(name, name, cpu, more);
    }

    private static String on(int worker) {
        return "nodeSelector: {kubernetes.io/hostname: worker-" + worker + "}";
    }

    /** Each worker has room for 4 CPUs and little more than that is free. */
    private void fill(String... more) {
        for (int i = 1; i <= 3; i++) {
            cluster.apply(pod("low-" + i, "3", on(i) + (more.length < i ? "" : "\n  " + more[i - 1])));
        }
        cluster.after(30);
    }

    private String message(String pod) {
        return cluster.pod(pod).condition("PodScheduled").orElseThrow().text("message");
    }

    @Test
    void a_more_important_pod_takes_the_place_of_another() {
        fill();
        cluster.apply(pod("vip", "3", "priorityClassName: high")).millis(200);

        KubeObject vip = cluster.pod("vip");
        String node = vip.status().text("nominatedNodeName");
        String victim = "low-" + node.substring("worker-".length());
        assertThat(message("vip")).isEqualTo(FULL);
        assertThat(cluster.pod(victim).isTerminating()).isTrue();
        assertThat(cluster.pod(victim).condition("DisruptionTarget").orElseThrow().text("message"))
                .isEqualTo("default-scheduler: preempting to accommodate a higher priority pod");
        assertThat(cluster.events("pods", victim)).contains("Preempted: Preempted by pod " + vip.uid() + " on node " + node);
        assertThat(cluster.list("pods").stream().filter(KubeObject::isTerminating)).hasSize(1);

        cluster.after(10);
        assertThat(cluster.node("vip")).isEqualTo(node);
        assertThat(cluster.pod("vip").status().has("nominatedNodeName")).isFalse();
        assertThat(cluster.has("pods", victim)).isFalse();
    }

    @Test
    void the_least_important_victims_are_taken_and_no_more_than_needed() {
        fill("priorityClassName: middle", "priorityClassName: middle");
        cluster.apply(pod("small", "500m", on(3))).after(10);
        cluster.apply(pod("vip", "2", "priorityClassName: high")).after(20);

        assertThat(cluster.node("vip")).isEqualTo("worker-3");
        assertThat(cluster.names("pods")).containsExactlyInAnyOrder("low-1", "low-2", "small", "vip");
    }

    @Test
    void a_budget_is_kept_if_another_node_will_do() {
        fill();
        cluster.apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: guard}
                spec: {minAvailable: 1, selector: {matchLabels: {name: low-1}}}
                """).after(5);
        cluster.apply(pod("vip", "3", "priorityClassName: high")).after(20);

        assertThat(cluster.node("vip")).isEqualTo("worker-2");
        assertThat(Pods.isReady(cluster.pod("low-1"))).isTrue();
    }

    @Test
    void a_class_may_forbid_it() {
        fill();
        cluster.apply(pod("patient", "3", "priorityClassName: polite")).after(5);

        assertThat(message("patient")).isEqualTo(FULL + " no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.");
        assertThat(cluster.list("pods")).noneMatch(KubeObject::isTerminating);
    }

    @Test
    void equals_do_not_preempt_each_other() {
        fill();
        cluster.apply(pod("peer", "3", "restartPolicy: Always")).after(5);

        assertThat(message("peer")).isEqualTo(FULL + " no new claims to deallocate, preemption: 0/4 nodes are available: "
                + "1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.");
    }

    @Test
    void room_that_is_being_made_is_not_taken_by_a_less_important_pod() {
        fill();
        cluster.apply(pod("vip", "3", "priorityClassName: high")).millis(100).apply(pod("late", "3", "priorityClassName: middle")).after(30);

        assertThat(cluster.node("vip")).isNotEmpty();
        assertThat(cluster.node("late")).isNotEmpty().isNotEqualTo(cluster.node("vip"));
    }

    @Test
    void of_those_who_wait_the_most_important_is_tried_first() {
        fill();
        cluster.apply(pod("a-peer", "3", "restartPolicy: Always")).apply(pod("z-vip", "3", "priorityClassName: polite")).after(5);
        cluster.delete("pods", "low-2").after(10);

        assertThat(cluster.node("z-vip")).isEqualTo("worker-2");
        assertThat(cluster.node("a-peer")).isEmpty();
    }

    @Test
    void classes_of_the_systems_rank_are_the_systems_own_and_one_is_the_default() {
        String text = "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: %s}\nvalue: %d\nglobalDefault: %s\n";

        assertThat(cluster.refused(text.formatted("huge", 1_000_000_001L, false)).message()).isEqualTo("PriorityClass.scheduling.k8s.io \"huge\" is invalid: "
                + "value: Forbidden: maximum allowed value of a user defined priority is 1000000000");
        assertThat(cluster.refused(text.formatted("system-mine", 5, false)).message()).contains(
                "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only.");
        cluster.apply(text.formatted("usual", 10, true));
        assertThat(cluster.refused(text.formatted("other", 10, true)).message()).isEqualTo(
                "priorityclasses.scheduling.k8s.io \"other\" is forbidden: PriorityClass usual is already marked as default. Only one default can exist");
    }

    @Test
    void a_gated_pod_is_not_looked_at_until_its_gates_are_gone() {
        cluster.apply(pod("gated", "100m", "schedulingGates: [{name: example.com/wait}]")).after(5);
        assertThat(cluster.pod("gated").condition("PodScheduled").orElseThrow().text("reason")).isEqualTo("SchedulingGated");
        assertThat(cluster.node("gated")).isEmpty();
        assertThat(cluster.events("pods", "gated")).isEmpty();

        cluster.change("pods", "gated", pod -> pod.with(null, "spec", "schedulingGates")).after(5);
        assertThat(cluster.node("gated")).isNotEmpty();
    }

    @Test
    void tainted_nodes_count_as_domains_unless_the_constraint_says_otherwise() {
        String spread = "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, "
                + "labelSelector: {matchLabels: {app: s}}%s}]";
        for (int i = 1; i <= 4; i++) {
            cluster.apply(pod("strict-" + i, "10m", spread.formatted("")).replace("labels: {", "labels: {app: s, "));
        }
        cluster.after(5);
        assertThat(message("strict-4")).startsWith(
                "0/4 nodes are available: 1 node(s) had untolerated taint(s), 3 node(s) didn't match pod topology spread constraints.");

        cluster.apply(pod("lenient", "10m", spread.formatted(", nodeTaintsPolicy: Honor")).replace("labels: {", "labels: {app: s, ")).after(5);
        assertThat(cluster.node("lenient")).isNotEmpty();
    }

    @Test
    void an_affinity_term_may_select_namespaces_by_their_labels() {
        cluster.apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: shop}}\n").after(1)
                .apply(pod("far", "10m", on(3)).replace("name: far,", "name: far, namespace: shop,")).after(5);
        cluster.apply(pod("near", "10m", "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, "
                + "labelSelector: {matchLabels: {name: far}}, namespaceSelector: {matchLabels: {team: shop}}}]}}")).after(5);

        assertThat(List.of(cluster.node("near"))).containsExactly("worker-3");
    }
}
