package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading.State;
import dev.reconcile.exercise.Library;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exercise sets up, does on the way, finds out in the future, and asks. */
class ExerciseRunTest {
    private static final String WEB = "kubectl create deployment web --image=nginx:1.20 --replicas=2";

    @TempDir
    Path root;

    private Exercise exercise(String id, String yaml) {
        return ExerciseFolder.in(root, id, yaml).read();
    }

    private static String out(Rehearsal rehearsal, String line) {
        return rehearsal.run(line).stdout();
    }

    @Test
    void a_cluster_is_shaped_and_set_up_before_the_learner_arrives() {
        Rehearsal rehearsal = new Rehearsal(exercise("shaped", """
                cluster:
                  workers: 2
                  time: "21:30"
                  nodes: {worker-2: {labels: {disk: ssd}, taints: ["gpu=true:NoSchedule"]}}
                start: |
                  kubectl apply -f nginx-deployment.yaml
                  kubectl rollout status deployment/nginx-deployment
                checklist:
                """ + ExerciseFolder.item("a", "eventually: deployments.size() == 2")), 3);

        assertThat(out(rehearsal, "kubectl get nodes -L disk")).contains("worker-2").contains("ssd").doesNotContain("worker-3");
        assertThat(out(rehearsal, "kubectl get nodes worker-2 -o jsonpath='{.spec.taints[0].key}'")).isEqualTo("gpu");
        assertThat(out(rehearsal, "kubectl get pods -o name").lines()).hasSize(3);
        assertThat(out(rehearsal, "kubectl get pods -o wide")).doesNotContain("worker-2").doesNotContain("ContainerCreating");
        assertThat(out(rehearsal, "date -u +%H:%M")).startsWith("21:3");
        assertThat(rehearsal.session().prepared()).get().satisfies(outcome -> assertThat(outcome.isGood()).isTrue());
    }

    @Test
    void another_exercise_begins_in_a_new_cluster_with_a_clean_home_and_the_same_log() {
        Exercise first = exercise("first", "checklist:\n" + ExerciseFolder.item("made", "eventually: deployments.labelled(\"app=web\").size() == 1"));
        Exercise second = exercise("second", "cluster: {workers: 1}\nchecklist:\n" + ExerciseFolder.item("made", "eventually: deployments.labelled(\"app=web\").size() == 1"));
        Rehearsal rehearsal = new Rehearsal(new Library(List.of(first, second)), "first", 1);
        rehearsal.run(WEB + "; kubectl rollout status deployment/web; echo mine > notes.txt; mkdir -p sub; cd sub");
        assertThat(rehearsal.items(State.MET, true)).containsExactly("made");
        long position = rehearsal.session().position();
        long now = rehearsal.session().clock().now();

        assertThat(rehearsal.session().begin("second")).isInstanceOf(Answer.Good.class);

        assertThat(rehearsal.items(State.MET, true)).isEmpty();
        assertThat(out(rehearsal, "kubectl get deployments,rs,pods")).isEmpty();
        assertThat(out(rehearsal, "kubectl get nodes -o name")).isEqualTo("node/control-plane\nnode/worker-1\n");
        assertThat(out(rehearsal, "pwd; ls")).contains("nginx-deployment.yaml").doesNotContain("notes.txt").doesNotContain("/sub");
        assertThat(rehearsal.session().position()).isGreaterThan(position);
        assertThat(rehearsal.session().clock().now()).isGreaterThanOrEqualTo(now);
        rehearsal.run(WEB + "; kubectl rollout status deployment/web");
        assertThat(out(rehearsal, "kubectl get pods -o wide").lines().skip(1)).hasSize(2).allMatch(line -> line.contains("worker-1"));
        assertThat(rehearsal.items(State.MET, true)).containsExactly("made");
    }

    @Test
    void colleagues_do_their_part_after_a_time_and_after_an_item() {
        Rehearsal rehearsal = new Rehearsal(exercise("busy", """
                events:
                  - {after: made, delay: 30s, run: kubectl scale deployment web --replicas=1, say: {ko: 동료가 줄였습니다., en: A colleague scaled it.}}
                  - {at: 10m, as: night-shift, run: kubectl delete deployment web}
                checklist:
                """ + ExerciseFolder.item("made", "eventually: deployments.named(\"web\").?status.?readyReplicas.orValue(0) == 2")), 1);

        rehearsal.run(WEB + "; kubectl rollout status deployment/web; sleep 29");
        assertThat(out(rehearsal, "kubectl get deployment web -o jsonpath='{.spec.replicas}'")).isEqualTo("2");
        assertThat(rehearsal.session().narration().news()).isEmpty();
        rehearsal.run("sleep 2");
        assertThat(out(rehearsal, "kubectl get deployment web -o jsonpath='{.spec.replicas}'")).isEqualTo("1");
        assertThat(rehearsal.session().narration().news()).extracting(Narration.Told::text).containsExactly("A colleague scaled it.");
        rehearsal.run("sleep 10m");
        assertThat(rehearsal.run("kubectl get deployment web").exitCode()).isEqualTo(1);
        assertThat(rehearsal.session().entries(0, Integer.MAX_VALUE)).anyMatch(entry -> entry.actor().equals("night-shift"));
        assertThat(rehearsal.complaints()).isEmpty();
    }

    @Test
    void a_check_plays_the_future_on_a_fork_and_leaves_the_learners_cluster_alone() {
        Rehearsal rehearsal = new Rehearsal(exercise("checked", """
                future:
                  - wait: 5m
                  - run: kubectl delete pod -l app=web --wait=false
                  - wait: 5m
                checklist:
                """
                + ExerciseFolder.item("made", "eventually: deployments.named(\"web\").?status.?readyReplicas.orValue(0) == 2")
                + ExerciseFolder.item("heals", "after: made", "inFuture: true",
                        "eventually: {condition: 'pods.labelled(\"app=web\").ready().size() < 2', within: 6m}")
                + ExerciseFolder.item("steady", "after: made", "inFuture: true", "values: {n: 'pods.labelled(\"app=web\").ready().size()'}",
                        "always: {condition: 'pods.labelled(\"app=web\").ready().size() >= 1'}")
                + ExerciseFolder.item("calm", "after: made", "inFuture: true", "never: {condition: 'pods.labelled(\"app=web\").size() > 5'}")), 1);
        rehearsal.run(WEB + "; kubectl rollout status deployment/web");
        long now = rehearsal.session().clock().now();

        Check check = rehearsal.check();

        assertThat(check.items()).extracting(verdict -> verdict.item().id() + " " + verdict.before() + " " + verdict.after())
                .containsExactly("made MET MET", "heals UNMET MET", "steady UNMET FAILED", "calm UNMET MET");
        assertThat(check.items().get(2).time()).isEqualTo(now + 300_000);
        assertThat(check.items().get(2).values().text("n")).isEqualTo("0");
        assertThat(check.complete()).isFalse();
        assertThat(check.until() - check.from()).isEqualTo(600_000);
        assertThat(check.happened()).anyMatch(happened -> happened.reason().equals("Killing")).anyMatch(happened -> happened.actor().equals("colleague"));
        assertThat(rehearsal.session().clock().now()).isEqualTo(now);
        assertThat(rehearsal.items(State.MET, true)).containsExactly("calm", "heals", "made");
        assertThat(rehearsal.items(State.FAILED, true)).containsExactly("steady");
        assertThat(out(rehearsal, "kubectl get pods -o name").lines()).hasSize(2);
        assertThat(rehearsal.check().items().get(2).before()).isEqualTo(State.FAILED);
    }

    @Test
    void a_misconception_is_asked_about_once() {
        Rehearsal rehearsal = new Rehearsal(exercise("asked", """
                checklist:
                """ + ExerciseFolder.item("made", "eventually: deployments.labelled(\"app=web\").size() == 1") + """
                misconceptions:
                  - id: deletes-pods
                    count:
                      entry: entry.type == "change" && entry.verb == "DELETED" && entry.resource == "pods" && "ownerReferences" in entry.object.metadata
                      atLeast: 2
                      within: 5m
                    question: {ko: "왜 다시 생길까요?", en: "Why do they come back?"}
                """), 1);
        rehearsal.run(WEB + "; kubectl rollout status deployment/web; kubectl delete pods --all");
        assertThat(rehearsal.questions()).containsExactly("deletes-pods");
        rehearsal.run("kubectl delete pods --all; kubectl delete pods --all");
        assertThat(rehearsal.session().narration().questions()).hasSize(1);
    }

    @Test
    void a_node_is_lost_in_the_future_only() {
        Rehearsal rehearsal = new Rehearsal(exercise("lost", """
                cluster: {workers: 2}
                future:
                  - fault: power-off-node worker-1
                  - wait: 10m
                checklist:
                """
                + ExerciseFolder.item("made", "eventually: deployments.named(\"web\").?status.?readyReplicas.orValue(0) == 2")
                + ExerciseFolder.item("gap", "after: made", "inFuture: true", "eventually: nodes.exists(n, n.condition(\"Ready\") == \"Unknown\")")
                + ExerciseFolder.item("moved", "after: gap", "inFuture: true",
                        "eventually: pods.labelled(\"app=web\").ready().filter(p, p.spec.nodeName == \"worker-2\").size() == 2")), 1);
        rehearsal.run(WEB + "; kubectl rollout status deployment/web");

        Check check = rehearsal.check();

        assertThat(check.items()).extracting(Check.Verdict::after).containsOnly(State.MET);
        assertThat(check.complete()).isTrue();
        assertThat(check.happened()).anyMatch(happened -> happened.text().equals("power-off-node worker-1"));
        assertThat(out(rehearsal, "kubectl get nodes")).doesNotContain("NotReady");
        assertThat(rehearsal.session().narration().complete()).isTrue();
    }

    @Test
    void what_comes_too_late_has_failed() {
        Rehearsal rehearsal = new Rehearsal(exercise("late", "checklist:\n"
                + ExerciseFolder.item("made", "eventually: {condition: deployments.labelled(\"app=web\").size() == 1, within: 2m}")), 1);
        rehearsal.pass(121_000);
        rehearsal.run(WEB);
        assertThat(rehearsal.items(State.FAILED, true)).containsExactly("made");
    }

    @Test
    void hints_cost_what_they_say_and_the_last_one_costs_nothing_again() {
        Rehearsal rehearsal = new Rehearsal(exercise("hinted", "checklist:\n" + ExerciseFolder.item("made", "eventually: deployments.labelled(\"app=web\").size() == 1",
                "hints: [{ko: 하나, en: one}, {ko: 둘, en: two}, {ko: 셋, en: three, cost: 20}]")), 1);
        for (int i = 0; i < 5; i++) {
            rehearsal.session().hint("made");
        }
        assertThat(rehearsal.session().narration().cost()).isEqualTo(25);
        assertThat(rehearsal.session().narration().hints()).extracting(Narration.HintTold::text).containsExactly("one", "two", "three");
    }
}
