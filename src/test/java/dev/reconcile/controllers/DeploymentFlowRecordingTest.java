package dev.reconcile.controllers;

import static dev.reconcile.controllers.Bench.image;
import static dev.reconcile.controllers.Bench.rollingUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The first exercise and what people do after it, step by step beside the recording of a real cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentFlowRecordingTest {
    private static final String RECORDING = "/recordings/k8s-1.20.2/deployment-flow.txt";
    private static final String DEPLOYMENTS = "deployments.apps";

    private final Bench bench = Bench.with(600, 1200);
    private final List<String> happened = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private int step = 1;
    private long seen;

    @BeforeAll
    void what_the_recording_did() {
        seen = bench.position();
        bench.create(Bench.deployment("nginx", 3, rollingUpdate("25%", "25%"))).after(5);
        note();
        does(image("nginx:1.21"));
        does(image("nginx:1.20"));
        does(image("nginx:1.21"));
        does(d -> d.with(true, "spec", "paused"));
        does(image("nginx:1.22"));
        does(d -> d.with(4L, "spec", "replicas"));
        does(d -> d.with(null, "spec", "paused"));
        does(d -> d.with("2026", "spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt"));
        for (long replicas : List.of(6L, 2L, 3L, 0L, 3L)) {
            does(d -> d.with(replicas, "spec", "replicas"));
        }
        does(d -> d.withAnnotation("kubernetes.io/change-cause", "image 1.23"));
        does(image("nginx:1.23"));
        does(d -> d.withAnnotation("kubernetes.io/change-cause", "image-1.23b"));
        does(image("nginx:1.24"));
        does(image("nginx:1.25"));
        does(d -> d.with("a", "spec", "template", "spec", "hostname"));
        does(d -> d.with("limits", "spec", "template", "spec", "subdomain"));
        does(image("nginx:nonexistent"));
        does(image("nginx:1.25"));
        does(d -> d.with(5L, "spec", "progressDeadlineSeconds"));
        does(image("nginx:nonexistent2"));
        does(image("nginx:1.25"));
    }

    private void does(UnaryOperator<KubeObject> change) {
        step++;
        bench.change(DEPLOYMENTS, "nginx", change).after(12);
        note();
    }

    private void note() {
        bench.since(seen).forEach(entry -> {
            if (entry.body() instanceof Body.Change change && change.kind() != Body.ChangeKind.DELETED) {
                note(change);
            }
        });
        seen = bench.position();
    }

    private void note(Body.Change change) {
        switch (change.key().resource()) {
            case "replicasets.apps" -> set(change.before(), change.after());
            case DEPLOYMENTS -> deployment(change.before(), change.after());
            case "events" -> event(change.after().tree());
            default -> { }
        }
    }

    private void set(KubeObject before, KubeObject after) {
        String name = names.computeIfAbsent(after.name(), n -> "rs" + (names.size() + 1));
        String limits = " of " + after.annotation(Revisions.DESIRED).orElse("") + "/" + after.annotation(Revisions.MAX).orElse("");
        if (before == null) {
            say("sets", name + " created with " + Rollout.specified(after) + " as revision " + Revisions.of(after) + limits);
            return;
        }
        if (Revisions.of(before) != Revisions.of(after)) {
            say("sets", name + " is revision " + Revisions.of(after) + " after " + after.annotation(Revisions.HISTORY).orElse("None"));
        }
        if (Rollout.specified(before) != Rollout.specified(after)) {
            say("sets", name + " has " + Rollout.specified(after) + limits);
        }
    }

    private void deployment(KubeObject before, KubeObject after) {
        String old = before == null ? "" : before.annotation(Revisions.REVISION).orElse("");
        String revision = after.annotation(Revisions.REVISION).orElse("");
        if (!revision.equals(old)) {
            say("revision", revision);
        }
        for (Json condition : after.status().objects("conditions")) {
            String now = text(condition);
            String then = before == null ? "" : before.condition(condition.text("type")).map(DeploymentFlowRecordingTest::text).orElse("");
            if (!now.equals(then)) {
                say("condition", now);
            }
        }
    }

    private static String text(Json condition) {
        return condition.text("type") + "=" + condition.text("status") + ":" + condition.text("reason");
    }

    private void event(Json event) {
        if ("ScalingReplicaSet".equals(event.text("reason"))) {
            String[] message = {event.text("message").replaceFirst("from \\d+ ", "")};
            names.forEach((name, shortName) -> message[0] = message[0].replace(name, shortName));
            say("event", message[0].replace("(combined from similar events): ", ""));
        }
    }

    private void say(String kind, String what) {
        happened.add(kind + " " + step + " " + what);
    }

    private static List<String> recorded(String... kinds) throws IOException {
        try (InputStream stream = DeploymentFlowRecordingTest.class.getResourceAsStream(RECORDING)) {
            return of(new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList(), kinds);
        }
    }

    private static List<String> of(List<String> lines, String... kinds) {
        return lines.stream().filter(line -> List.of(kinds).contains(line.split(" ")[0])).toList();
    }

    @Test
    void replica_sets_and_revisions_change_in_the_recorded_order() throws IOException {
        assertThat(of(happened, "sets", "revision")).isEqualTo(recorded("sets", "revision"));
    }

    @Test
    void conditions_change_in_the_recorded_order() throws IOException {
        assertThat(of(happened, "condition")).isEqualTo(recorded("condition"));
    }

    @Test
    void scaling_is_announced_by_the_recorded_events() throws IOException {
        // The recording's client stopped at 25 events about one object, as real ones do.
        assertThat(of(happened, "event")).startsWith(recorded("event").toArray(String[]::new));
    }

    @Test
    void no_pod_of_an_old_template_is_left() {
        assertThat(bench.list("pods")).hasSize(3)
                .allSatisfy(pod -> assertThat(pod.spec().objects("containers").getFirst().text("image")).isEqualTo("nginx:1.25"));
    }
}
