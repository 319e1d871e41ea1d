package dev.reconcile.controllers;

import static dev.reconcile.controllers.Bench.deployment;
import static dev.reconcile.controllers.Bench.image;
import static dev.reconcile.controllers.Bench.rollingUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rolling updates take the same steps as the recorded ones of a real cluster. */
class RolloutScenarioTest {
    private static final String SUMMARY = "/recordings/k8s-1.20.2/rolling-update-summary.json";

    static Stream<Arguments> recorded() throws IOException, JsonText.Malformed {
        try (InputStream stream = RolloutScenarioTest.class.getResourceAsStream(SUMMARY)) {
            List<?> runs = (List<?>) JsonText.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            return runs.stream().map(Json.class::cast)
                    .map(run -> Arguments.of(run.get("replicas") + " pods, surge " + run.get("maxSurge") + ", unavailable "
                            + run.get("maxUnavailable") + (run.isTrue("readinessDelay2s") ? ", ready after 2 s" : ", ready at once"), run));
        }
    }

    /** Run → today's steps, where they are not the recorded ones; the reason stands in the last column. */
    private static Map<String, String> differences() throws IOException {
        try (InputStream stream = RolloutScenarioTest.class.getResourceAsStream("/recordings/k8s-1.20.2/rolling-update-differences.tsv")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(line -> line.split("\t"))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> cells[2]));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recorded")
    void a_rollout_takes_the_recorded_steps(String name, Json run) throws IOException {
        Json strategy = "Recreate".equals(run.get("maxSurge"))
                ? Json.of("type", "Recreate")
                : rollingUpdate(run.get("maxSurge"), run.get("maxUnavailable"));
        boolean delayed = run.isTrue("readinessDelay2s");
        Bench bench = Bench.with(delayed ? 2000 : 600, 1500).create(deployment("web", run.number(0, "replicas"), strategy)).after(30);
        long before = bench.position();

        bench.change("deployments.apps", "web", image("nginx:1.21")).after(120);

        String recorded = run.objects("rsSteps").stream().map(step -> step.text("rs") + " " + step.get("replicas")).collect(Collectors.joining(", "));
        assertThat(String.join(", ", steps(bench, before))).isEqualTo(differences().getOrDefault(name, recorded));
        assertThat(bench.get("deployments.apps", "web").status().number(0, "updatedReplicas")).isEqualTo(run.number(0, "replicas"));
        if (delayed && !"Recreate".equals(run.get("maxSurge"))) {
            staysWithinLimits(bench, before, run);
        }
    }

    /** Found by a random walk: the old set has just as many pods as are wanted from now on, and no longer the limits. */
    @Test
    void a_rollout_goes_on_when_the_size_changes_to_what_the_old_set_has_left() {
        Bench bench = Bench.with(500, 500).create(deployment("web", 4, rollingUpdate(0, 1))).after(10);
        bench.change("deployments.apps", "web", image("nginx:1.21"));
        while (bench.list("replicasets.apps").stream().noneMatch(set -> Rollout.specified(set) == 3)) {
            bench.cluster().step();
        }
        bench.change("deployments.apps", "web", d -> d.with(3L, "spec", "replicas")).after(60);

        assertThat(bench.list("pods")).hasSize(3).allMatch(pod -> pod.spec().objects("containers").getFirst().text("image").equals("nginx:1.21"));
    }

    private static List<String> steps(Bench bench, long before) {
        List<String> steps = new ArrayList<>();
        String[] fresh = {""};
        bench.changes(before, "replicasets.apps").forEach(change -> {
            if (change.kind() == Body.ChangeKind.ADDED) {
                fresh[0] = change.after().name();
            }
            long size = change.after().spec().number(0, "replicas");
            if (change.before() == null || change.before().spec().number(0, "replicas") != size) {
                steps.add((change.after().name().equals(fresh[0]) ? "new " : "old ") + size);
            }
        });
        return steps;
    }

    private static void staysWithinLimits(Bench bench, long before, Json run) {
        Rollout limits = Rollout.of(bench.get("deployments.apps", "web"), List.of());
        Map<String, KubeObject> pods = new LinkedHashMap<>();
        bench.changes(0, "pods").forEach(change -> {
            if (change.kind() == Body.ChangeKind.DELETED) {
                pods.remove(change.key().name());
            } else {
                pods.put(change.key().name(), change.after());
            }
            List<KubeObject> active = pods.values().stream().filter(Pods::isActive).toList();
            if (change.after().revision() > before) {
                // Old pods are told to go just before new ones are made, by two controllers: the recording shows one too many as well.
                assertThat((long) active.size()).isLessThanOrEqualTo(run.number(0, "maxPodsNotTerminating"));
                assertThat(active.stream().filter(Pods::isReady).count()).isGreaterThanOrEqualTo(limits.leastAvailable());
            }
        });
    }
}
