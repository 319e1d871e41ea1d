package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is served while authors write. */
class ExercisesTest {
    private static final String CHECKLIST = "checklist:\n" + ExerciseFolder.item("made", "eventually: deployments.named(\"web\").hasValue()",
            "hints: [{ko: 만들어 보세요., en: Make one.}]");

    @TempDir
    Path root;

    @TempDir
    Path data;

    private ExerciseFolder web;
    private Exercises exercises;

    @BeforeEach
    void one_exercise_that_proves_itself() {
        web = good("web");
        exercises = new Exercises(root, false, false, Optional.of(data));
    }

    private ExerciseFolder good(String id) {
        return ExerciseFolder.in(root, id, CHECKLIST)
                .with("solutions/create.sh", "kubectl create deployment web --image=nginx:1.20\n")
                .with("mutants/other.sh", "# fails: made\nkubectl create deployment other --image=nginx:1.20\n");
    }

    private List<String> served() {
        return exercises.library().all().stream().map(Exercise::id).toList();
    }

    private Exercises.Standing standing(String id) {
        return exercises.standings().stream().filter(standing -> standing.id().equals(id)).findFirst().orElseThrow();
    }

    private List<String> flaws(String id) {
        return standing(id).flaws().stream().map(Flaw::toString).toList();
    }

    @Test
    void what_reads_well_is_served_at_once_and_proven_when_it_changes() {
        assertThat(served()).containsExactly("web");
        assertThat(standing("web").state()).isEqualTo(Exercises.State.UNPROVEN);

        web.with("en.md", "A better text.");
        exercises.look();

        assertThat(flaws("web")).isEmpty();
        assertThat(standing("web").state()).isEqualTo(Exercises.State.PROVEN);
        assertThat(exercises.library().first().text().in("en")).isEqualTo("A better text.");
    }

    @Test
    @Timeout(60)
    void what_is_saved_is_noticed_while_the_lab_runs() {
        exercises = new Exercises(root, false, true, Optional.of(data));
        exercises.start(null);
        web.with("en.md", "A better text.");
        while (!exercises.library().first().text().in("en").equals("A better text.")) {
            Thread.onSpinWait();
        }
        exercises.stop(null);
    }

    @Test
    void what_has_been_proven_once_is_known_after_a_restart_unless_it_has_changed() {
        web.with("en.md", "A better text.");
        exercises.look();

        exercises = new Exercises(root, false, false, Optional.of(data));
        assertThat(standing("web").state()).isEqualTo(Exercises.State.PROVEN);
        assertThat(standing("web").solutions()).isEqualTo(1);

        web.with("en.md", "Another text.");
        exercises = new Exercises(root, false, false, Optional.of(data));
        assertThat(standing("web").state()).isEqualTo(Exercises.State.UNPROVEN);
    }

    @Test
    void a_broken_edit_keeps_the_last_good_version_and_says_where_it_is_broken() {
        web.with("en.md", "A good text.");
        exercises.look();
        web.with("en.md", "A worse text.").yaml(CHECKLIST.replace("named(", "nambed("));
        exercises.look();

        assertThat(standing("web").state()).isEqualTo(Exercises.State.KEPT);
        assertThat(flaws("web")).singleElement().asString().startsWith("web/exercise.yaml:10:35: the expression is not right here: undeclared reference to 'nambed'");
        assertThat(exercises.library().first().text().in("en")).isEqualTo("A good text.");

        web.yaml(CHECKLIST);
        exercises.look();
        assertThat(standing("web").state()).isEqualTo(Exercises.State.PROVEN);
        assertThat(exercises.library().first().text().in("en")).isEqualTo("A worse text.");
    }

    @Test
    void new_folders_come_and_removed_ones_go() throws IOException {
        good("second");
        exercises.look();
        assertThat(served()).containsExactly("second", "web");

        Files.delete(root.resolve("second/exercise.yaml"));
        exercises.look();
        assertThat(served()).containsExactly("web");
        assertThat(exercises.standings()).hasSize(1);
    }

    @Test
    void a_solution_that_fails_and_a_wrong_answer_that_does_not_are_told() {
        web.with("solutions/other.sh", "kubectl create deployment web2 --image=nginx:1.20\n")
                .with("mutants/right.sh", "# fails: made\nkubectl create deployment web --image=nginx:1.20\n")
                .with("mutants/silent.sh", "true\n");
        exercises.look();
        assertThat(flaws("web")).containsExactly(
                "web/mutants/right.sh:1: fails nothing, not made",
                "web/mutants/silent.sh:1: a known-wrong answer says which items it fails: \"# fails: item item\"",
                "web/solutions/other.sh: does not meet \"made\": a");
    }

    @Test
    void an_item_that_no_wrong_answer_fails_and_a_question_that_none_is_asked_are_told() {
        web.yaml(CHECKLIST + ExerciseFolder.item("ready", "eventually: deployments.named(\"web\").?status.?readyReplicas.orValue(0) == 1") + """
                misconceptions:
                  - id: made-anew
                    count: {entry: 'entry.type == "change" && entry.verb == "DELETED" && entry.resource == "deployments.apps"'}
                    question: {ko: "왜 다시 만들었나요?", en: "Why was it made anew?"}
                """)
                .with("solutions/create.sh", "kubectl create deployment web --image=nginx:1.20\nkubectl rollout status deployment/web\n")
                .with("mutants/other.sh", "# fails: ready\nkubectl create deployment web --image=nginx:1.20\n");
        exercises.look();
        assertThat(flaws("web")).containsExactly(
                "web/exercise.yaml: no known-wrong answer fails \"made\"",
                "web/exercise.yaml: no known-wrong answer is asked \"made-anew\"");

        web.with("mutants/other.sh", "# fails: made ready\n# asks: made-anew\n"
                + "kubectl create deployment other --image=nginx:1.20\nkubectl delete deployment other\n");
        exercises.look();
        assertThat(flaws("web")).isEmpty();
    }

    @Test
    void why_a_condition_cannot_be_evaluated_is_told() {
        web.yaml(CHECKLIST.replace("deployments.named(\"web\").hasValue()", "deployments.exists(d, d.spce.replicas == 1)"));
        exercises.look();
        assertThat(flaws("web")).singleElement().asString().startsWith("web/solutions/create.sh: does not meet \"made\": a (its condition fails: ")
                .contains("spce");
    }

    @Test
    void what_is_named_and_does_not_exist_is_told() {
        web.yaml("next: [nosuch]\n" + CHECKLIST).with("mutants/other.sh", "# fails: mode\nkubectl create deployment other --image=nginx:1.20\n");
        exercises.look();
        assertThat(flaws("web")).containsExactly(
                "web/exercise.yaml: next names \"nosuch\", and there is no such exercise beside this one",
                "web/mutants/other.sh:1: there is no item \"mode\"",
                "web/mutants/other.sh:1: fails made, not mode");
    }

    @Test
    void an_event_that_fails_is_told_although_the_work_was_done_before_it() {
        web.yaml("events:\n  - {at: 10m, run: kubectl delete pod nosuch}\n" + CHECKLIST);
        exercises.look();
        assertThat(flaws("web")).singleElement().asString().startsWith("web/exercise.yaml: ").contains("pods \"nosuch\" not found");
    }

    @Test
    void a_start_that_is_worth_something_is_told() {
        web.yaml("start: kubectl create deployment web --image=nginx:1.20\n" + CHECKLIST);
        exercises.look();
        assertThat(flaws("web")).contains("web/exercise.yaml: nothing has been done, and yet these items are met within an hour: made");
    }

    @Test
    void texts_whose_commands_do_not_run_or_differ_between_languages_are_told() {
        web.with("en.md", "Look:\n\n```\nkubectl get nosuch\n```\n\n```bash fails\nkubectl get pod nosuch\n```\n\n```bash fails\nkubectl get pods\n```\n");
        exercises.look();
        assertThat(flaws("web")).containsExactly(
                "web: the texts do not have the same commands in all languages",
                "web/en.md:3: kubectl get nosuch fails: error: the server doesn't have a resource type \"nosuch\"",
                "web/en.md:11: kubectl get pods should be refused and is not");
    }

    @Test
    void a_manifest_that_the_api_server_would_not_take_is_told() {
        String good = "```yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n```\n";
        String bad = "```yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 1}\n```\n";
        web.with("en.md", good + bad).with("ko.md", good + bad.replace("yaml", "yaml fails"));
        exercises.look();
        assertThat(flaws("web")).singleElement().asString().startsWith("web/en.md:6: the manifest fails: The Deployment \"a\" is invalid");
    }

    @Test
    void a_hint_that_gives_the_solution_away_is_told() {
        web.yaml(CHECKLIST.replace("Make one.", "\"Try `kubectl create  deployment web --image=nginx:1.20`.\""));
        exercises.look();
        assertThat(flaws("web")).containsExactly(
                "web/exercise.yaml: hint 1 of \"made\" contains a command of a solution: kubectl create deployment web --image=nginx:1.20");
    }
}
