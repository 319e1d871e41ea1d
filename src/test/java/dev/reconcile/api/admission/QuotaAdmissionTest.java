package dev.reconcile.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.api.Status;
import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuotaAdmissionTest {
    private static final String HALF = "requests: {cpu: 500m, memory: 256Mi}, limits: {cpu: '1', memory: 512Mi}";

    private final Playground cluster = Playground.standard();

    private static String quota(String spec) {
        return "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: team}\nspec: " + spec + "\n";
    }

    private static String pod(String name, String resources) {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\nspec: {containers: [{name: main, image: nginx, resources: {%s}}]}\n"
                .formatted(name, resources);
    }

    static Stream<Arguments> refusals() {
        String service = "apiVersion: v1\nkind: Service\nmetadata: {name: two}\nspec: {type: NodePort, ports: [{port: 80}], selector: {a: b}}\n";
        String claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: %s}\n"
                + "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}\n";
        return Stream.of(
                arguments("the number of pods", "{hard: {pods: '1'}}", pod("one", ""), pod("two", ""),
                        "pods \"two\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1"),
                arguments("what containers ask for", "{hard: {requests.cpu: 900m, requests.memory: 1Gi}}", pod("one", HALF), pod("two", HALF),
                        "pods \"two\" is forbidden: exceeded quota: team, requested: requests.cpu=500m, used: requests.cpu=500m, limited: requests.cpu=900m"),
                arguments("several things at once", "{hard: {limits.cpu: '1', limits.memory: 600Mi}}", pod("one", HALF), pod("two", HALF),
                        "pods \"two\" is forbidden: exceeded quota: team, requested: limits.cpu=1,limits.memory=512Mi, "
                                + "used: limits.cpu=1,limits.memory=512Mi, limited: limits.cpu=1,limits.memory=600Mi"),
                arguments("what is limited has to be said", "{hard: {requests.cpu: '4', limits.memory: 8Gi}}", pod("one", HALF), pod("two", ""),
                        "pods \"two\" is forbidden: failed quota: team: must specify limits.memory for: main; requests.cpu for: main"),
                arguments("what a pod says itself counts, and nothing need be said of its containers", "{hard: {requests.cpu: 900m, limits.cpu: '2'}}",
                        pod("one", "").replace("spec: {", "spec: {resources: {requests: {cpu: 500m}, limits: {cpu: '1'}}, "),
                        pod("two", "requests: {cpu: 100m}").replace("spec: {", "spec: {resources: {requests: {cpu: 500m}, limits: {cpu: '1'}}, "),
                        "pods \"two\" is forbidden: exceeded quota: team, requested: requests.cpu=500m, used: requests.cpu=500m, limited: requests.cpu=900m"),
                arguments("objects of any kind, the API server's own service too", "{hard: {count/services: '2'}}", service.replace("two", "one"), service,
                        "services \"two\" is forbidden: exceeded quota: team, requested: count/services=1, used: count/services=2, "
                                + "limited: count/services=2"),
                arguments("node ports", "{hard: {services.nodeports: '1'}}", service.replace("two", "one"), service,
                        "services \"two\" is forbidden: exceeded quota: team, requested: services.nodeports=1, used: services.nodeports=1, "
                                + "limited: services.nodeports=1"),
                arguments("storage", "{hard: {requests.storage: 5Gi}}", claim.formatted("one"), claim.formatted("two"),
                        "persistentvolumeclaims \"two\" is forbidden: exceeded quota: team, requested: requests.storage=3Gi, used: requests.storage=3Gi, "
                                + "limited: requests.storage=5Gi"),
                arguments("only what is in its scope", "{hard: {pods: '0'}, scopes: [BestEffort]}", pod("one", HALF), pod("two", ""),
                        "pods \"two\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=0, limited: pods=0"),
                arguments("only pods of a priority class",
                        "{hard: {pods: '0'}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [system-node-critical]}]}}",
                        pod("one", ""), pod("two", "").replace("spec: {", "spec: {priorityClassName: system-node-critical, "),
                        "pods \"two\" is forbidden: exceeded quota: team, requested: pods=1, used: pods=0, limited: pods=0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void a_quota_limits(String what, String spec, String first, String second, String message) {
        cluster.apply(quota(spec)).apply(first);
        Status refusal = cluster.refused(second);

        assertThat(refusal.message()).isEqualTo(message);
        assertThat(refusal.code()).isEqualTo(403);
        assertThat(refusal.reason()).isEqualTo("Forbidden");
    }

    @Test
    void a_quotas_status_follows_what_is_used() {
        cluster.apply(quota("{hard: {pods: '5', requests.cpu: '2'}}")).after(1);
        assertThat(cluster.get("resourcequotas", "team").status().toString())
                .isEqualTo("{\"hard\":{\"pods\":\"5\",\"requests.cpu\":\"2\"},\"used\":{\"pods\":\"0\",\"requests.cpu\":\"0\"}}");

        cluster.apply(pod("one", HALF)).apply(pod("two", HALF)).after(1);
        assertThat(cluster.get("resourcequotas", "team").status().object("used").toString()).isEqualTo("{\"pods\":\"2\",\"requests.cpu\":\"1\"}");

        cluster.delete("pods", "one").after(60);
        assertThat(cluster.get("resourcequotas", "team").status().object("used").toString()).isEqualTo("{\"pods\":\"1\",\"requests.cpu\":\"500m\"}");
    }

    @Test
    void a_replica_set_says_that_the_quota_stops_it_and_goes_on_when_there_is_room() {
        cluster.apply(quota("{hard: {pods: '2'}}")).apply("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: web}
                spec: {replicas: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}
                """).after(30);

        assertThat(cluster.list("pods")).hasSize(2);
        assertThat(cluster.get("replicasets.apps", "web").condition("ReplicaFailure").orElseThrow().text("message"))
                .endsWith(" is forbidden: exceeded quota: team, requested: pods=1, used: pods=2, limited: pods=2");

        cluster.patch("resourcequotas", "team", Json.of("spec", Json.of("hard", Json.of("pods", "3"))));
        cluster.after(1200);
        assertThat(cluster.list("pods")).hasSize(3);
    }
}
