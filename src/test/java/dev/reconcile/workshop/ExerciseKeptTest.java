package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading.ItemState;
import dev.reconcile.exercise.Library;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exercise goes on where it was after its session was put away, or its server was killed. */
class ExerciseKeptTest {
    @TempDir
    Path root;

    private final ShoeBox journal = new ShoeBox();
    private Library library;
    private Session session;

    @BeforeEach
    void the_second_of_two_exercises_is_half_done() {
        Exercise first = ExerciseFolder.in(root, "first", "checklist:\n" + ExerciseFolder.item("any", "eventually: deployments.exists(d, d.metadata.namespace == \"default\")")).read();
        Exercise second = ExerciseFolder.in(root, "second", """
                cluster: {workers: 1}
                start: kubectl create configmap prepared
                events:
                  - {after: made, delay: 1s, run: kubectl create configmap early}
                  - {at: 1h, run: kubectl create configmap late, say: {ko: 늦음, en: Late}}
                future:
                  - wait: 1m
                checklist:
                """
                + ExerciseFolder.item("made", "eventually: deployments.named(\"web\").?status.?readyReplicas.orValue(0) == 1",
                        "hints: [{ko: 하나, en: one}, {ko: 둘, en: two}]")
                + ExerciseFolder.item("calm", "after: made", "inFuture: true", "never: {condition: pods.size() > 5}")
                + ExerciseFolder.item("late", "after: made", "eventually: configmaps.named(\"late\").hasValue()")).read();
        library = new Library(List.of(first, second));
        SessionRecord record = new SessionRecord("s", UUID.randomUUID(), "Jisu", "en", "", Instant.parse("2026-11-24T09:00:00Z"), "first");
        session = Session.create(journal, library, record, 7);
        run("kubectl create deployment other --image=nginx:1.20");
        session.begin("second");
        session.hint("made");
        session.hint("made");
        run("kubectl create deployment web --image=nginx:1.20; kubectl rollout status deployment/web; sleep 5; echo mine > notes.txt");
        session.check();
    }

    private String run(String line) {
        return session.run(line) instanceof Answer.Good<Ran>(Ran ran) ? ran.stdout() : "refused";
    }

    private static List<String> states(Session session) {
        return session.checklist().stream().map((ItemState state) -> state.item().id() + " " + state.state() + " " + state.at()).toList();
    }

    private void sameAs(Session before, List<String> states, Narration narration) {
        assertThat(states(session)).isEqualTo(states);
        assertThat(session.narration()).isEqualTo(narration);
        assertThat(session.files()).isEqualTo(before.files());
        assertThat(session.clock()).isEqualTo(before.clock());
        assertThat(session.exercise()).isEqualTo(before.exercise());
        assertThat(run("kubectl get nodes -o name")).isEqualTo("node/control-plane\nnode/worker-1\n");
        assertThat(run("kubectl get configmaps -o name")).contains("prepared").contains("early").doesNotContain("late");
    }

    @Test
    void a_session_that_was_put_away_comes_back_where_it_was() {
        Session before = session;
        List<String> states = states(session);
        assertThat(states).element(0).asString().startsWith("made MET");
        assertThat(states).element(1).asString().startsWith("calm MET");
        Narration narration = session.narration();
        assertThat(narration.cost()).isEqualTo(5);
        session.close();

        session = Session.load(journal, library, journal.open("s"));

        sameAs(before, states, narration);
        session.jump(session.clock().now() + 3_600_000);
        assertThat(session.narration().news()).extracting(Narration.Told::text).containsExactly("Late");
        assertThat(session.narration().complete()).isTrue();
    }

    @Test
    void a_session_whose_server_was_killed_comes_back_where_it_was() {
        Session before = session;
        List<String> states = states(session);
        Narration narration = session.narration();

        session = Session.load(journal, library, journal.open("s"));

        sameAs(before, states, narration);
    }

    @Test
    void a_session_can_go_on_from_where_an_item_was_met() {
        long metAt = session.checklist().getFirst().at();
        run("kubectl delete deployment web");
        Checkpoint checkpoint = session.checkpoint("made").orElseThrow();
        ShoeBox branch = new ShoeBox();
        branch.create(journal.find("s").orElseThrow(), checkpoint.tail());
        branch.append("s", Journal.FIRST_EPOCH, Chunks.of(session.entries(0, (int) checkpoint.position())), checkpoint.tail());

        session = Session.load(branch, library, branch.open("s"));

        assertThat(states(session)).containsExactly("made MET " + metAt, "calm UNMET 0", "late UNMET 0");
        assertThat(session.busy()).isFalse();
        assertThat(run("kubectl get deployment web -o jsonpath='{.status.readyReplicas}'")).isEqualTo("1");
        run("sleep 5");
        assertThat(run("kubectl get configmaps -o name")).contains("early");
        assertThat(session.check()).isInstanceOf(Answer.Good.class);
        assertThat(states(session)).element(1).asString().startsWith("calm MET");
        session.begin("first");
        assertThat(session.checkpoint("made")).isEmpty();
    }

    @Test
    void a_step_can_be_jumped_to_at_the_price_of_those_before_it() {
        ExerciseFolder.in(root, "steps", "checklist:\n"
                + ExerciseFolder.item("one", "eventually: configmaps.named(\"one\").hasValue()", "weight: 3")
                + ExerciseFolder.item("two", "eventually: configmaps.named(\"two\").hasValue()")
                + ExerciseFolder.item("three", "eventually: configmaps.named(\"three\").hasValue()"))
                .with("solutions/a.sh", "kubectl create configmap one\nsleep 1h\njump 02:00\nkubectl create configmap two\nkubectl create configmap three\n");
        library.put(new ExerciseFolder(root.resolve("steps")).read());

        assertThat(session.begin("steps", "nosuch")).isInstanceOf(Answer.Bad.class);
        assertThat(session.begin("steps", "three")).isInstanceOf(Answer.Good.class);

        assertThat(states(session)).extracting(state -> state.split(" ")[1]).containsExactly("MET", "MET", "UNMET");
        assertThat(run("kubectl get configmaps -o name; date -u +%H:%M")).contains("one").contains("two").doesNotContain("three").contains("02:00");
        assertThat(run("jump 03:00 || echo gone")).contains("gone");
        assertThat(session.narration().cost()).isEqualTo(80);
        run("kubectl create configmap three");
        assertThat(session.narration().complete()).isTrue();
        session.begin("steps");
        assertThat(session.narration().cost()).isZero();
    }

    private List<ExerciseProgress> progress() {
        return ExerciseProgress.of(library.all(), journal.practice(session.record().person()), session.exercise());
    }

    private List<String> practised() {
        return progress().stream().map(progress -> {
            Practice practice = progress.practice().orElseThrow();
            return progress.exercise().id() + " begun " + practice.begun() + ", met " + progress.met() + "/" + progress.needed() + " " + practice.met().keySet()
                    + ", hints " + practice.hints() + ", checks " + practice.checks() + (progress.current() ? ", here" : "");
        }).toList();
    }

    @Test
    void progress_is_known_of_every_exercise_and_adds_up_over_all_runs() {
        assertThat(practised()).containsExactly("first begun 1, met 1/1 [any], hints 0, checks 0",
                "second begun 1, met 2/3 [calm, made], hints 2, checks 1, here");
        session.hint("made");
        session.begin("first");
        session.begin("second");
        session.hint("made");
        assertThat(practised()).containsExactly("first begun 2, met 1/1 [any], hints 0, checks 0",
                "second begun 2, met 2/3 [calm, made], hints 3, checks 1, here");
        assertThat(session.narration().cost()).as("of this run").isZero();
    }

    @Test
    void what_is_in_the_log_is_counted_once_however_often_it_is_read() {
        List<String> before = practised();
        session.close();
        session = Session.load(journal, library, journal.open("s"));
        run("echo");
        session = Session.load(journal, library, journal.open("s"));
        run("echo");
        assertThat(practised()).isEqualTo(before);
    }

    @Test
    void a_log_of_which_nothing_was_counted_counts_when_it_is_opened() {
        List<String> before = practised();
        journal.practice(session.record().person()).clear();
        session = Session.load(journal, library, journal.open("s"));
        run("echo");
        assertThat(practised()).isEqualTo(before);
    }

    @Test
    void the_best_complete_run_says_what_help_has_cost() {
        session.jump(session.clock().now() + 3_600_000);
        assertThat(cost()).hasValue(5);
        session.begin("second");
        assertThat(cost()).hasValue(5);
        run("kubectl create deployment web --image=nginx:1.20; kubectl rollout status deployment/web");
        session.check();
        session.jump(session.clock().now() + 3_600_000);
        assertThat(cost()).hasValue(0);
        session.begin("second");
        session.hint("made");
        session.hint("made");
        run("kubectl create deployment web --image=nginx:1.20; kubectl rollout status deployment/web");
        session.check();
        session.jump(session.clock().now() + 3_600_000);
        assertThat(session.narration().complete()).isTrue();
        assertThat(cost()).hasValue(0);
    }

    private OptionalLong cost() {
        return progress().getLast().practice().orElseThrow().cost();
    }

    @Test
    void time_on_task_runs_while_somebody_looks_until_all_is_done() {
        long start = 1_000_000;
        session.pause();
        session.tick(start);
        for (int second = 1; second <= 45; second++) {
            session.tick(start + second * 1_000);
        }
        assertThat(worked()).as("kept while nothing else happens").isBetween(30_000L, 45_000L);
        session.tick(start + 45_000 + Limits.LOOKING_MILLIS + 1);
        session.close();
        assertThat(worked()).as("nobody looked for a while").isEqualTo(45_000);
        session = Session.load(journal, library, journal.open("s"));
        session.jump(session.clock().now() + 3_600_000);
        assertThat(session.narration().complete()).isTrue();
        session.tick(start);
        session.tick(start + 40_000);
        session.close();
        assertThat(worked()).as("it was done").isEqualTo(45_000);
    }

    private long worked() {
        return progress().getLast().practice().orElseThrow().workedMillis();
    }
}
