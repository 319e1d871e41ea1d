package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.store.EntryJson;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaveTest {
    private static final String PODS = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec:
              containers:
              - name: main
                image: nginx:1.20
                readinessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 3}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: sick}
            spec:
              containers:
              - name: main
                image: nginx:1.20
                livenessProbe: {httpGet: {path: /nothing, port: 80}, periodSeconds: 4, failureThreshold: 2}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: crash}
            spec:
              containers:
              - {name: main, image: "busybox:1.36", command: [sh, -c, "for i in 1 2 3; do echo $i; sleep 1; done; exit 1"]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: absent}
            spec:
              containers:
              - {name: main, image: "nginx:nope"}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: stopping}
            spec:
              terminationGracePeriodSeconds: 12
              containers:
              - name: main
                image: "busybox:1.36"
                command: [sh, -c, "sleep 1000"]
                readinessProbe: {exec: {command: [sh, -c, "sleep 0.5"]}, periodSeconds: 3}
                lifecycle: {preStop: {sleep: {seconds: 5}}}
            """;

    /** In the middle of a pull, a start, a probe, a back-off, a hook, a graceful stop. */
    @ParameterizedTest
    @ValueSource(strings = {"100ms", "900ms", "1700ms", "2500ms", "3s", "3400ms", "4s", "6700ms", "9100ms", "11s", "14s", "17s", "21s", "29s", "43s"})
    void a_cluster_that_was_saved_at_any_instant_goes_on_as_if_it_had_not_been(String instant) {
        Lab original = Lab.standard().apply(PODS).after("500ms");
        Lab half = stopAt8(original, instant);

        Lab copy = half.reloaded();
        half.after("90s");
        copy.after("90s");

        assertThat(log(copy)).isEqualTo(log(half));
        assertThat(copy.cluster().save()).isEqualTo(half.cluster().save());
    }

    private static Lab stopAt8(Lab lab, String instant) {
        long until = Spans.millis(instant).orElseThrow();
        if (until > 8_000) {
            return lab.after("8s").delete("stopping").after(until - 8_000 + "ms");
        }
        return lab.after(instant);
    }

    private static List<Json> log(Lab lab) {
        return lab.cluster().log().since(0).stream().map(EntryJson::write).toList();
    }
}
