package dev.reconcile.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.cluster.Playground;
import dev.reconcile.model.KubeObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimitRangerTest {
    private final Playground cluster = Playground.standard();

    private static String range(String limit) {
        return "apiVersion: v1\nkind: LimitRange\nmetadata: {name: range}\nspec: {limits: [{" + limit + "}]}\n";
    }

    private static String pod(String resources) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec: {containers: [{name: main, image: nginx, resources: {%s}}, {name: side, image: nginx, resources: {%s}}]}
                """.formatted(resources, resources);
    }

    @Test
    void what_containers_do_not_say_is_filled_in_and_noted() {
        cluster.apply(range("type: Container, default: {cpu: 500m, memory: 512Mi}, defaultRequest: {cpu: 100m}")).apply(pod("requests: {cpu: 200m}"));

        KubeObject web = cluster.pod("web");
        assertThat(web.spec().objects("containers").getFirst().object("resources").toString()).isEqualTo(
                "{\"limits\":{\"cpu\":\"500m\",\"memory\":\"512Mi\"},\"requests\":{\"cpu\":\"200m\",\"memory\":\"512Mi\"}}");
        assertThat(web.annotation("kubernetes.io/limit-ranger")).contains("LimitRanger plugin set: memory request for container main; "
                + "cpu, memory limit for container main; memory request for container side; cpu, memory limit for container side");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("type: Container, max: {cpu: '1'}", "limits: {cpu: '2'}",
                        "[maximum cpu usage per Container is 1, but limit is 2, maximum cpu usage per Container is 1, but limit is 2]"),
                arguments("type: Pod, max: {memory: 1Gi}", "limits: {memory: 800Mi}", "maximum memory usage per Pod is 1Gi, but limit is 1600Mi"),
                arguments("type: Pod, max: {memory: 1Gi}", "", "maximum memory usage per Pod is 1Gi.  No limit is specified"),
                arguments("type: Pod, min: {cpu: '1'}", "requests: {cpu: 200m}", "minimum cpu usage per Pod is 1, but request is 400m"),
                arguments("type: Pod, min: {cpu: '1'}", "", "minimum cpu usage per Pod is 1.  No request is specified"),
                arguments("type: Pod, maxLimitRequestRatio: {cpu: '2'}", "requests: {cpu: 100m}, limits: {cpu: 300m}",
                        "cpu max limit to request ratio per Pod is 2, but provided ratio is 3.000000"),
                arguments("type: Pod, maxLimitRequestRatio: {cpu: '2'}", "",
                        "cpu max limit to request ratio per Pod is 2, but no request is specified or request is 0"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void a_pod_has_to_stay_within_bounds(String limit, String resources, String problem) {
        cluster.apply(range(limit));

        assertThat(cluster.refused(pod(resources)).message()).isEqualTo("pods \"web\" is forbidden: " + problem);
    }

    @Test
    void a_claim_has_to_stay_within_bounds() {
        cluster.apply(range("type: PersistentVolumeClaim, max: {storage: 2Gi}, min: {storage: 1Gi}"));
        String claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\n"
                + "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: %s}}}\n";

        assertThat(cluster.refused(claim.formatted("3Gi")).message()).isEqualTo(
                "persistentvolumeclaims \"data\" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi");
        assertThat(cluster.refused(claim.formatted("500Mi")).message()).isEqualTo(
                "persistentvolumeclaims \"data\" is forbidden: minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 500Mi");
    }
}
