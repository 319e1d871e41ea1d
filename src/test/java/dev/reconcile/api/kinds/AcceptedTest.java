package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a real cluster accepted is accepted here, too. */
class AcceptedTest {
    @TestFactory
    Stream<DynamicTest> a_created_object_has_no_problems() {
        return Recordings.lines("defaults.jsonl").map(recording -> DynamicTest.dynamicTest(recording.textOrEmpty("name"),
                () -> assertThat(Prepared.problems(recording.object("request"))).isEmpty()));
    }

    /** Jobs of that time have no prefixed labels and are left out. */
    @TestFactory
    Stream<DynamicTest> an_object_of_a_running_cluster_stays_valid() {
        return Recordings.lines("tables.jsonl").map(recording -> recording.object("object"))
                .filter(tree -> !"Job".equals(tree.text("kind")))
                .map(tree -> DynamicTest.dynamicTest(tree.text("kind") + " " + tree.text("metadata", "name"), () -> stillValid(tree)));
    }

    private static void stillValid(Json tree) {
        KubeObject object = new KubeObject(Prepared.kind(tree).rules().defaults(tree));
        Problems problems = new Problems();

        Prepared.kind(tree).rules().validateUpdate(object, object, problems);

        assertThat(problems.found()).isEmpty();
    }
}
