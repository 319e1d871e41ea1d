package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.control.Plan;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a change of a Deployment's size is shared: the outcomes of {@code pkg/controller/deployment/sync_test.go}, {@code TestScale}. */
class ProportionalScalingTest {
    /** Sizes of ReplicaSets, the newest first; the first is of the Deployment's template, unless there is none, written as a dash. */
    @ParameterizedTest(name = "{0} to {1}, surge {2} to {3}: {4} become {5}")
    @CsvSource(delimiter = '|', value = {
        " 5 | 10 | 0 | 0 | 2 3   | 4 6",
        " 5 |  3 | 0 | 0 | 2 3   | 1 2",
        " 9 |  4 | 0 | 0 | 8 1   | 4 0",
        " 7 | 10 | 0 | 0 | 2 3 2 | 3 4 3",
        "13 |  8 | 0 | 0 | 2 8 3 | 1 5 2",
        " 3 |  4 | 0 | 0 | 1 1 1 | 2 1 1",
        " 3 |  2 | 0 | 0 | 1 1 1 | 1 1 0",
        " 4 |  5 | 0 | 0 | - 2 2 | - 3 2",
        " 6 |  0 | 0 | 0 | 3 2 1 | 0 0 0",
        " 6 |  6 | 0 | 0 | 0 0 0 | 6 0 0",
        "10 | 20 | 2 | 2 | 6 6   | 11 11",
        "10 | 50 | 3 | 6 | 5 8   | 22 34",
        "10 | 14 | 0 | 0 | - 7 3 | - 10 4"})
    void a_change_of_size_is_shared(long from, long to, long surgeBefore, long surge, String sizes, String expected) {
        KubeObject before = deployment(from, surgeBefore);
        List<KubeObject> sets = new ArrayList<>();
        String[] words = sizes.split(" ");
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals("-")) {
                sets.add(set(i, Long.parseLong(words[i]), before));
            }
        }
        Plan plan = Given.objects(deployment(to, surge)).and(sets).plan(new DeploymentReconciler(), "default/web");
        List<String> after = new ArrayList<>(List.of(words));
        for (Plan.Step step : plan.steps()) {
            if (step.intent() instanceof Plan.Intent.Update update) {
                after.set(Integer.parseInt(update.object().name().substring(4)), Long.toString(Rollout.specified(update.object())));
            }
        }
        assertThat(String.join(" ", after)).isEqualTo(expected);
    }

    private static KubeObject deployment(long replicas, long surge) {
        return Bench.deployment("web", replicas, Bench.rollingUpdate(surge, surge == 0 ? 1 : 0)).with("uid-deployment", "metadata", "uid");
    }

    private static KubeObject set(int age, long size, KubeObject deployment) {
        KubeObject set = Given.replicaSet("web-" + age, size).withLabel("app", "web").with(Given.ago(60 * (age + 1)), "metadata", "creationTimestamp")
                .with(deployment.spec().object("template"), "spec", "template")
                .with("h" + age, "spec", "template", "metadata", "labels", Rollout.HASH_LABEL)
                .withController(deployment)
                .withAnnotation(Revisions.REVISION, Integer.toString(9 - age));
        KubeObject other = age == 0 ? set : Bench.image("nginx:" + age).apply(set);
        return Revisions.withLimits(other, Rollout.of(deployment, List.of()));
    }
}
