package dev.reconcile.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.Playground;
import dev.reconcile.exercise.Grading.State;
import dev.reconcile.model.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of goal on a run of a real cluster, looked at after every piece of work. */
class GradingTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: 'nginx:1.20'}]}}
            """;
    private static final String READY = "deployments.named(\"web\").?status.?readyReplicas.orValue(0)";

    @TempDir
    Path root;

    private final Playground playground = Playground.standard();
    private final Cluster cluster = playground.cluster();
    private Grading grading;

    /** The items that these lines describe, from now on. */
    private void judges(String... items) {
        StringBuilder yaml = new StringBuilder("order: 1\nminutes: 1\ntitle: {ko: 가, en: a}\nsummary: {ko: 가, en: a}\nchecklist:\n");
        for (String item : items) {
            yaml.append("  - ").append(item.replace("\n", "\n    ")).append("\n    title: {ko: 가, en: a}\n    found: {ko: \"{n}\", en: \"{n}\"}\n")
                    .append("    wanted: {ko: 가, en: a}\n").append(item.contains("values:") ? "" : "    values: {n: '" + READY + "'}\n");
        }
        try {
            Path folder = Files.createDirectories(root.resolve("graded"));
            Files.writeString(folder.resolve("exercise.yaml"), yaml);
            for (String text : List.of("ko.md", "en.md", "solution.ko.md", "solution.en.md")) {
                Files.writeString(folder.resolve(text), "text");
            }
            ExerciseReader.Result result = ExerciseReader.read(folder, List.of("ko", "en"));
            assertThat(result).isInstanceOf(ExerciseReader.Result.Good.class);
            grading = new Grading(((ExerciseReader.Result.Good) result).exercise(), cluster.log(), cluster.view(), cluster.log().position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void after(int seconds) {
        long until = cluster.now() + seconds * 1000L;
        grading.observe();
        while (cluster.nextDue().orElse(Long.MAX_VALUE) <= until) {
            cluster.step();
            grading.observe();
        }
        cluster.idleUntil(until);
        grading.observe();
    }

    private List<State> states() {
        return grading.items("en").stream().map(Grading.ItemState::state).toList();
    }

    private void scale(long replicas) {
        playground.change("deployments.apps", "web", web -> web.with(replicas, "spec", "replicas"));
    }

    private void read(String resource, String name) {
        Caller learner = Caller.learner(0);
        cluster.request(name.isEmpty() ? Request.list(learner, resource, "default", Options.NONE)
                : Request.get(learner, new ObjectKey(resource, "default", name)));
    }

    @Test
    void a_value_that_is_empty_reads_as_a_dash() {
        judges("id: none\nnow: pods.size() == 9\nvalues: {n: 'pods.map(p, p.metadata.name).join(\", \")'}");
        assertThat(grading.items("en").getFirst().found()).isEqualTo("–");
    }

    @Test
    void now_is_lost_again_and_eventually_is_not() {
        judges("id: now\nnow: " + READY + " == 2", "id: ever\neventually: " + READY + " == 2");
        playground.apply(WEB);
        after(30);
        assertThat(states()).containsExactly(State.MET, State.MET);
        scale(0);
        after(60);
        assertThat(states()).containsExactly(State.UNMET, State.MET);
        assertThat(grading.items("en").getFirst().found()).isEqualTo("0");
    }

    @Test
    void within_counts_from_the_item_before() {
        judges("id: made\neventually: deployments.named(\"web\").hasValue()",
                "id: soon\nafter: made\neventually: {condition: '" + READY + " == 2', within: 30s}",
                "id: at-once\nafter: made\neventually: {condition: '" + READY + " == 2', within: 1s}");
        after(120);
        playground.apply(WEB);
        after(30);
        assertThat(states()).containsExactly(State.MET, State.MET, State.FAILED);
    }

    @Test
    void always_and_never_look_at_every_instant_between_two_items() {
        judges("id: up\neventually: " + READY + " == 2",
                "id: four\nafter: up\neventually: " + READY + " == 4",
                "id: kept\nalways: {condition: '" + READY + " >= 2', from: up, to: four}",
                "id: no-three\nnever: {condition: '" + READY + " == 3', from: up, to: four}");
        playground.apply(WEB);
        after(30);
        assertThat(states()).containsExactly(State.MET, State.UNMET, State.UNMET, State.UNMET);
        scale(4);
        after(30);
        assertThat(states()).containsExactly(State.MET, State.MET, State.MET, State.FAILED);
        Grading.ItemState broken = grading.items("en").get(3);
        assertThat(broken.found()).as("what was there when it broke").isEqualTo("3");
        assertThat(broken.at()).isBetween(1L, cluster.log().position() - 1);
        scale(0);
        after(60);
        assertThat(states()).containsExactly(State.MET, State.MET, State.MET, State.FAILED);
    }

    @Test
    void holds_for_wants_no_break() {
        judges("id: held\nholdsFor: {condition: '" + READY + " == 2', for: 60s}");
        playground.apply(WEB);
        after(40);
        scale(3);
        after(30);
        scale(2);
        after(45);
        assertThat(states()).containsExactly(State.UNMET);
        after(60);
        assertThat(states()).containsExactly(State.MET);
    }

    @Test
    void in_order_wants_one_after_the_other() {
        judges("id: upward\ninOrder: ['" + READY + " == 1', '" + READY + " == 2', '" + READY + " == 3']",
                "id: downward\ninOrder: ['" + READY + " == 3', '" + READY + " == 2', '" + READY + " == 1']");
        playground.apply(WEB);
        after(30);
        scale(3);
        after(30);
        assertThat(states()).containsExactly(State.MET, State.UNMET);
    }

    @Test
    void count_counts_entries_and_may_want_them_close_together() {
        String scaled = "entry: entry.type == \"change\" && entry.byLearner && entry.verb == \"MODIFIED\" && entry.object.spec.replicas != entry.before.spec.replicas";
        judges("id: often\ncount:\n  " + scaled + "\n  atLeast: 3", "id: quickly\ncount:\n  " + scaled + "\n  atLeast: 3\n  within: 1m");
        playground.apply(WEB);
        for (long replicas = 3; replicas <= 5; replicas++) {
            scale(replicas);
            after(40);
        }
        assertThat(states()).containsExactly(State.MET, State.UNMET);
        scale(1);
        scale(2);
        after(1);
        assertThat(states()).containsExactly(State.MET, State.MET);
    }

    @Test
    void looked_at_counts_reads_of_a_person_whatever_made_them() {
        judges("id: all\nlookedAt: {resources: [deployments.apps, pods]}", "id: one\nlookedAt: {anyOf: [pods, events]}",
                "id: web\nlookedAt: {resources: [deployments.apps], name: web}");
        playground.apply(WEB);
        after(30);
        assertThat(states()).containsExactly(State.UNMET, State.UNMET, State.UNMET);
        read("deployments.apps", "other");
        read("pods", "");
        after(1);
        assertThat(states()).containsExactly(State.MET, State.MET, State.UNMET);
        read("deployments.apps", "");
        after(1);
        assertThat(states()).containsExactly(State.MET, State.MET, State.MET);
    }

    @Test
    void what_was_seen_is_known_after_a_restart() {
        judges("id: held\nholdsFor: {condition: '" + READY + " == 2', for: 60s}", "id: upward\ninOrder: ['" + READY + " == 1', '" + READY + " == 3']");
        playground.apply(WEB);
        after(60);
        Grading before = grading;
        grading = new Grading(before.exercise(), cluster.log(), cluster.view(), 1);
        grading.restore(before.save());
        after(40);
        scale(3);
        after(20);
        assertThat(states()).containsExactly(State.MET, State.MET);
        assertThat(grading.begun()).isEqualTo(before.begun());
    }
}
