package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.control.Plan;
import dev.reconcile.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TtlAfterFinishedTest {
    private static Plan plan(String ttl, String condition, String deleted) {
        KubeObject job = Given.yaml("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: sum, namespace: default, uid: uid-sum %s}
                spec: {%s}
                status: {conditions: [%s]}
                """.formatted(deleted, ttl, condition));
        return Given.objects(job).plan(new TtlAfterFinished(), "default/sum");
    }

    private static String condition(String text) {
        String[] words = text.split(" ");
        return words[0].equals("none") ? "" : "{type: %s, status: \"%s\", lastTransitionTime: \"%s\"}"
                .formatted(words[0], words[1], Given.ago(Long.parseLong(words[2])));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nobody asked for it,              '',                         Complete True 60,   stays",
        "it still runs,                    ttlSecondsAfterFinished: 0, none,               stays",
        "it is over at once,               ttlSecondsAfterFinished: 0, Complete True 0,    goes",
        "its time is over to the second,   ttlSecondsAfterFinished: 60, Complete True 60,  goes",
        "a failed one goes too,            ttlSecondsAfterFinished: 60, Failed True 61,    goes",
        "it has a second left,             ttlSecondsAfterFinished: 60, Failed True 59,    later",
        "somebody denied that it is over,  ttlSecondsAfterFinished: 0, Complete False 60,  stays",
        "it only will fail,                ttlSecondsAfterFinished: 0, FailureTarget True 60, stays"})
    void a_finished_job_goes_when_its_time_is_over(String because, String ttl, String end, String outcome) {
        Plan plan = plan(ttl, condition(end), "");

        assertThat(Given.deeds(plan)).isEqualTo(outcome.equals("goes") ? List.of("delete Job/sum") : List.of());
        assertThat(plan.lookAgainAt().isPresent()).isEqualTo(outcome.equals("later"));
    }

    @Test
    void one_that_goes_already_is_left_alone() {
        assertThat(plan("ttlSecondsAfterFinished: 0", condition("Complete True 60"), ", deletionTimestamp: \"" + Given.ago(1) + "\"").steps()).isEmpty();
    }
}
