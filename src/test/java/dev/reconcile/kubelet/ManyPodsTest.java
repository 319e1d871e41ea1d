package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Pods;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyPodsTest {
    @Test
    void three_hundred_pods_are_spread_evenly_and_become_ready() {
        Lab lab = Lab.standard().apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 300
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: nginx, image: "nginx:1.20"}]}
                """).after("30s");

        for (String node : List.of("worker-1", "worker-2", "worker-3")) {
            assertThat(lab.cluster().view().podsOn(node)).filteredOn(pod -> pod.namespace().equals("default")).hasSize(100).allMatch(Pods::isReady);
        }
    }
}
