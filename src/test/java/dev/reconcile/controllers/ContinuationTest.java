package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.EntryJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster that is saved, loaded or forked in the middle of everything goes on as the original does. */
class ContinuationTest {
    /** All six kinds at once, with an update, a scaling, a failure and a deletion on the way. */
    private static Bench busy() {
        Bench bench = Bench.with(3, 700, 900);
        for (String node : List.of("a", "b", "c")) {
            bench.create(KubeObject.of("v1", "Node", "", node));
        }
        bench.create(Bench.deployment("web", 3, Bench.rollingUpdate("25%", "25%")));
        bench.create(Given.yaml("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: default}
                spec:
                  replicas: 2
                  serviceName: db
                  selector: {matchLabels: {app: db}}
                  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: "db:0"}]}}
                  volumeClaimTemplates:
                  - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                """));
        bench.create(Given.yaml("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: log, namespace: default}
                spec:
                  selector: {matchLabels: {app: log}}
                  template: {metadata: {labels: {app: log}}, spec: {containers: [{name: c, image: "log:0"}]}}
                """));
        bench.create(Given.yaml("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: sum, namespace: default}
                spec: {completions: 3, parallelism: 2, completionMode: Indexed, backoffLimitPerIndex: 1,
                  template: {spec: {restartPolicy: Never, containers: [{name: c, image: "exit:1-2s"}]}}}
                """));
        bench.create(Given.yaml("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: tick, namespace: default}
                spec: {schedule: "* * * * *",
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "exit:0-3s"}]}}}}}
                """));
        bench.after(4);
        bench.change("deployments.apps", "web", Bench.image("nginx:1.21"));
        bench.change("statefulsets.apps", "db", Bench.image("db:1"));
        bench.change("daemonsets.apps", "log", Bench.image("log:1"));
        bench.delete("pods", bench.list("pods").getFirst().name(), Options.NONE);
        return bench;
    }

    private static List<String> entries(Cluster cluster, long since) {
        return cluster.log().since(since).stream().map(entry -> EntryJson.write(entry).toString()).toList();
    }

    @Test
    void from_every_step_a_fork_and_a_loaded_copy_go_on_as_the_original() throws JsonText.Malformed {
        Cluster original = busy().cluster();
        long until = original.now() + 90_000;
        int steps = 0;
        while (original.nextDue().orElse(Long.MAX_VALUE) <= until) {
            List<Cluster> copies = List.of(original.fork(), loaded(original));
            steps++;
            long before = original.log().position();
            original.step();
            for (Cluster copy : copies) {
                copy.step();
                assertThat(entries(copy, before)).as("what step %d writes", steps).isEqualTo(entries(original, before));
                assertThat(copy.save()).as("the state after step %d", steps).isEqualTo(original.save());
            }
        }
        assertThat(steps).isGreaterThan(150);
    }

    private static Cluster loaded(Cluster cluster) throws JsonText.Malformed {
        List<Json> entries = new ArrayList<>();
        for (String entry : entries(cluster, 0)) {
            entries.add(JsonText.patch(entry));
        }
        return Cluster.load(Bench.blueprint(700, 900), entries, JsonText.object(cluster.save().toString()));
    }

    @Test
    void a_fork_in_the_middle_comes_to_the_same_end() {
        Cluster original = busy().cluster();
        for (int part = 0; part < 6; part++) {
            original.runUntil(original.now() + 2_500);
            Cluster fork = original.fork();
            Cluster other = original.fork();
            fork.runUntil(fork.now() + 120_000);
            other.runUntil(other.now() + 120_000);
            assertThat(entries(fork, 0)).isEqualTo(entries(other, 0));
        }
    }
}
