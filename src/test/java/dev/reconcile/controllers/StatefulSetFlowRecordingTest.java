package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lives of StatefulSets, step by step beside the recording of a real cluster: which pod comes and goes, in which order. */
class StatefulSetFlowRecordingTest {
    private static final String RECORDING = "/recordings/k8s-1.20.2/statefulset-flow.txt";
    private static final String SETS = "statefulsets.apps";

    private final Bench bench = Bench.with(600, 900);
    private String set = "";

    private static List<String> recorded() throws IOException {
        try (InputStream stream = StatefulSetFlowRecordingTest.class.getResourceAsStream(RECORDING)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    private static KubeObject made(String name) {
        return Given.yaml("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: %1$s, namespace: default}
                spec:
                  replicas: 3
                  serviceName: %1$s
                  podManagementPolicy: %2$s
                  selector: {matchLabels: {app: %1$s}}
                  template: {metadata: {labels: {app: %1$s}}, spec: {containers: [{name: c, image: "%1$s:8.0"}]}}
                """.formatted(name, name.equals("web") ? "Parallel" : "OrderedReady"));
    }

    private void does(String deed, String what) {
        switch (deed) {
            case "create" -> {
                set = what;
                bench.create(made(what));
            }
            case "delete" -> bench.delete("pods", what, Options.NONE);
            case "scale" -> bench.change(SETS, set, s -> s.with(Long.parseLong(what), "spec", "replicas"));
            case "image" -> bench.change(SETS, set, Bench.image(set + ":" + what));
            case "partition" -> bench.change(SETS, set, s -> s.with(Long.parseLong(what), "spec", "updateStrategy", "rollingUpdate", "partition"));
            case "restart" -> bench.change(SETS, set, s -> s.with(what, "spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"));
            default -> bench.change(SETS, set, s -> s.with(Json.of("type", what), "spec", "updateStrategy"));
        }
        bench.after(40);
    }

    /** Pods as they are made and as they are told to go. */
    private String happened(long since) {
        List<String> happened = new ArrayList<>();
        bench.changes(since, "pods").forEach(change -> {
            if (Walk.isBirth(change, "pods")) {
                happened.add("+" + change.key().name());
            } else if (Walk.isDismissal(change)) {
                happened.add("-" + change.key().name());
            }
        });
        return happened.isEmpty() ? "nothing" : String.join(" ", happened);
    }

    @Test
    void pods_come_and_go_in_the_recorded_order() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : recorded()) {
            String step = line.split("\t")[0];
            long since = bench.position();
            does(step.split(" ")[0], step.split(" ")[1]);
            lines.add(step + "\t" + happened(since));
        }
        assertThat(lines).isEqualTo(recorded());
    }
}
