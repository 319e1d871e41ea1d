package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far and how fast autoscalers go: the outcomes of {@code pkg/controller/podautoscaler/horizontal_test.go}. */
class AutoscalerLimitsTest {
    /** A rule is {@code pods/period} or {@code percent%/period}; changes lie evenly in the last two minutes, the earliest first. */
    @ParameterizedTest(name = "{4} of {2} to {3}, asked for {5}; up {0}, down {1}, after +{6} -{7}: {8}")
    @CsvSource(delimiter = '|', value = {
        "              |                  |   3 |    8 |    5 |    7 |            |            | 7 DesiredWithinRange",
        "              |                  |   2 |    8 |    3 |    1 |            |            | 2 TooFewReplicas",
        "              |                  |   1 |   10 |   20 | 1000 |            |            | 10 TooManyReplicas",
        "              |                  | 100 |  150 |  100 | 1000 |            |            | 150 TooManyReplicas",
        "1%/60         |                  |   1 | 2000 |    3 | 1000 |            |            | 4 ScaleUpLimit",
        "              | 20/60            |   3 | 2000 | 1000 |    3 |            |            | 980 ScaleDownLimit",
        "              |                  |   1 | 1000 |   10 |   50 |            |            | 20 ScaleUpLimit",
        "100/60 100%/60|                  |   1 | 1000 |   10 |  500 |            |            | 110 ScaleUpLimit",
        "2/60 100%/60  |                  |   1 | 1000 |   10 |  500 |            |            | 20 ScaleUpLimit",
        "100/60        |                  |   1 | 1000 |   10 |   50 |            |            | 50 DesiredWithinRange",
        "30/60         |                  |   1 | 1000 |   10 |   50 |            |            | 40 ScaleUpLimit",
        "200%/60       |                  |   1 | 1000 |   10 |   50 |            |            | 30 ScaleUpLimit",
        "              | 20/60 1%/60      |   1 | 1000 |  100 |    2 |            |            | 80 ScaleDownLimit",
        "              | 2/60 1%/60       |   1 | 1000 |  100 |    2 |            |            | 98 ScaleDownLimit",
        "              | 100/60           |   1 | 1000 |   10 |    0 |            |            | 1 TooFewReplicas",
        "              | 100%/60          |   5 | 1000 |   10 |    2 |            |            | 5 TooFewReplicas",
        "              | 5/60             |   1 | 1000 |   10 |    2 |            |            | 5 ScaleDownLimit",
        "              | 50%/60           |   1 | 1000 |   10 |    5 |            |            | 5 DesiredWithinRange",
        "300/60        |                  |   1 |  200 |  100 |  500 | 1 5 9      |            | 200 TooManyReplicas",
        "10000%/60     |                  |   1 |  200 |  100 |  500 | 1 5 9      |            | 200 TooManyReplicas",
        "5/120         |                  |   1 | 1000 |  100 |  500 | 1 5 9      |            | 100 ScaleUpLimit",
        "150/120       |                  |   1 | 1000 |  100 |  500 | 1 5 9      |            | 235 ScaleUpLimit",
        "200%/120      |                  |   1 | 1000 |  100 |  500 | 1 5 9      |            | 255 ScaleUpLimit",
        "300%/300      |                  |   1 | 1000 |    6 |   24 | 4          | 2          | 16 ScaleUpLimit",
        "              |                  |   1 | 1000 |   10 |    5 |            | 1 5 9      | 5 DesiredWithinRange",
        "              | 115/120          |   1 | 1000 |  100 |    0 |            | 1 5 9      | 1 TooFewReplicas",
        "              | 100%/120         |   5 | 1000 |  100 |    2 |            | 1 5 9      | 5 TooFewReplicas",
        "              | 5/120            |   1 | 1000 |  100 |    2 |            | 1 5 9      | 100 ScaleDownLimit",
        "              | 50%/120          |   1 | 1000 |  100 |    0 |            | 2 4 6      | 56 ScaleDownLimit",
        "              | 50%/180          |   1 | 1000 |   10 |    1 | 2          | 4          | 6 ScaleDownLimit",
        "              | 10%/120          |   1 | 1000 |  100 |    0 |            | 10 10 10   | 100 ScaleDownLimit",
        "              | 1000%/120        |   1 | 1000 |   10 |    5 |            | 10 10 10   | 5 DesiredWithinRange",
        "1000/120 100%/60|                |   1 | 1000 |  100 |  200 | 8 12 9 11  |            | 200 DesiredWithinRange",
        "              | 1000/30 100%/60  |   1 | 1000 |  100 |    5 |            | 8 12 9 11  | 5 DesiredWithinRange",
        "10%/60        |                  |   1 | 1000 |  100 |  500 |            |            | 111 ScaleUpLimit"})
    void rates_and_bounds_limit_what_is_asked_for(String up, String down, long least, long most, long current, long wanted, String ups, String downs,
            String outcome) {
        KubeObject autoscaler = new KubeObject(Json.of("spec", Json.of("minReplicas", least, "maxReplicas", most,
                "behavior", Json.of("scaleUp", rules(up), "scaleDown", rules(down)))));
        List<Json> scalings = new ArrayList<>(changes(ups, 1));
        scalings.addAll(changes(downs, -1));
        AutoscalerMemory memory = new AutoscalerMemory(List.of(), scalings, Given.NOW);

        AutoscalerLimits.Outcome found = AutoscalerLimits.of(autoscaler, current, wanted, memory);
        assertThat(found.replicas() + " " + found.limit().reason).isEqualTo(outcome);
    }

    private static Json rules(String text) {
        List<Json> policies = new ArrayList<>();
        for (String rule : text == null ? new String[0] : text.split(" ")) {
            String[] parts = rule.split("/");
            boolean percent = parts[0].endsWith("%");
            policies.add(Json.of("type", percent ? "Percent" : "Pods", "value", Long.parseLong(parts[0].replace("%", "")),
                    "periodSeconds", Long.parseLong(parts[1])));
        }
        return Json.of("stabilizationWindowSeconds", 0, "policies", policies.isEmpty() ? null : policies);
    }

    private static List<Json> changes(String text, long sign) {
        List<Json> changes = new ArrayList<>();
        String[] words = text == null ? new String[0] : text.split(" ");
        for (int i = 0; i < words.length; i++) {
            double segment = 120.0 / words.length;
            long ago = (long) (120 - segment * (i + 1) + segment / 2);
            changes.add(Json.of("at", Given.NOW - ago * 1000, "by", sign * Long.parseLong(words[i])));
        }
        return changes;
    }

    /** Recommendations of the past as {@code replicas@minutes}, the earliest first; without a behaviour the highest of five minutes counts. */
    @ParameterizedTest(name = "{0}, now {1}: {2}")
    @CsvSource({
        "'',                   5, 5",
        "'4@2 5@1',            3, 5",
        "'1@2 2@1',            3, 3",
        "'10@10 9@9 3@8.75',   3, 3",
        "'10@10 9@9 5@2 4@1',  3, 9",
        "'10@10 9@9 3@5.25',   3, 3",
        "'9@10 3@5',           3, 3",
        "'9@10 3@4.75',        3, 9"})
    void a_recommendation_holds_until_the_last_look_before_the_next(String past, long now, long outcome) {
        AutoscalerMemory memory = new AutoscalerMemory(List.of(), List.of(), Given.NOW);
        for (String word : past.isEmpty() ? new String[0] : past.split(" ")) {
            long at = Given.NOW - (long) (Double.parseDouble(word.split("@")[1]) * 60_000);
            memory = AutoscalerMemory.of(memory.save(), at).recommended(Long.parseLong(word.split("@")[0]));
        }
        memory = AutoscalerMemory.of(memory.save(), Given.NOW).recommended(now);
        KubeObject autoscaler = new KubeObject(Json.of("spec", Json.of("minReplicas", 1, "maxReplicas", 100)));

        assertThat(AutoscalerLimits.of(autoscaler, 10, now, memory).replicas()).isEqualTo(outcome);
    }
}
