package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Turn;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Plays an exercise's future on a fork of the learner's cluster and grades the fork. The learner's own cluster and clock do not move. */
final class Forecast {
    /** What passes where an exercise says nothing about the future. Virtual milliseconds. */
    private static final long USUAL = 3_600_000;

    private final Grading now;
    private final Cluster fork;
    private final Grading future;
    private final Script script;
    private int steps;

    Forecast(Cluster cluster, Grading grading, Script script) {
        this.now = grading;
        this.fork = cluster.fork();
        this.future = grading.inFuture(fork.log(), fork.view());
        this.script = script.on(fork, future);
    }

    /** Plays it to its end and says what came of it, in that language. */
    Check check(String language) {
        long from = fork.now();
        long position = fork.log().position();
        future.observe();
        Exercise exercise = future.exercise();
        List<Turn> turns = exercise.future().isEmpty() ? List.of(new Turn.Wait(USUAL)) : exercise.future();
        int number = 0;
        for (Turn turn : turns) {
            number++;
            switch (turn) {
                case Turn.Wait wait -> pass(fork.now() + wait.millis());
                case Turn.Run run -> script.play(run, "future-" + number);
                case Turn.Break failure -> script.play(failure, "future-" + number);
            }
            future.observe();
        }
        future.end();
        List<Check.Verdict> verdicts = verdicts(language);
        boolean complete = verdicts.stream()
                .filter(verdict -> !verdict.item().optional())
                .allMatch(verdict -> (verdict.item().inFuture() ? verdict.after() : verdict.before()) == Grading.State.MET);
        return new Check(from, fork.now(), happened(position, verdicts), verdicts, complete, isCutShort());
    }

    private boolean isCutShort() {
        return steps >= Limits.CHECK_STEPS;
    }

    private void pass(long until) {
        while (!isCutShort()) {
            long next = Math.min(fork.nextDue().orElse(Long.MAX_VALUE), script.nextAt());
            if (next > until) {
                fork.idleUntil(until);
                return;
            }
            steps++;
            if (script.nextAt() <= next) {
                fork.idleUntil(next);
                script.playDue();
            } else {
                fork.step();
            }
            future.observe();
        }
    }

    private List<Check.Verdict> verdicts(String language) {
        List<Grading.ItemState> before = now.items(language);
        List<Grading.ItemState> after = future.items(language);
        List<Check.Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Grading.ItemState then = after.get(i);
            long time = then.at() == 0 ? 0 : fork.log().at(then.at()).time();
            verdicts.add(new Check.Verdict(then.item(), before.get(i).state(), then.state(), time, future.values(then.item()), then.found()));
        }
        return verdicts;
    }

    private List<Check.Happened> happened(long since, List<Check.Verdict> verdicts) {
        List<Check.Happened> happened = new ArrayList<>();
        fork.log().since(since).forEach(entry -> tell(entry, happened));
        for (Check.Verdict verdict : verdicts) {
            if (verdict.time() > 0 && verdict.after() != verdict.before()) {
                happened.add(new Check.Happened(verdict.time(), "", "", verdict.after().name().toLowerCase(Locale.ROOT), verdict.item().id()));
            }
        }
        happened.sort(Comparator.comparingLong(Check.Happened::time));
        return happened.size() <= Check.MOST_HAPPENINGS ? happened : List.copyOf(happened.subList(0, Check.MOST_HAPPENINGS));
    }

    /** Kubernetes' own events, and what the script did. */
    private static void tell(Entry entry, List<Check.Happened> happened) {
        if (entry.body() instanceof Body.Act act && act.kind() == Body.ActKind.EVENT) {
            happened.add(new Check.Happened(entry.time(), entry.actor(), "", "event", act.text()));
        } else if (entry.body() instanceof Body.Act act && act.kind() == Body.ActKind.FAULT) {
            happened.add(new Check.Happened(entry.time(), entry.actor(), "", "fault", act.text()));
        } else if (entry.body() instanceof Body.Change change && change.key().resource().equals("events") && change.kind() != Body.ChangeKind.DELETED) {
            Json event = change.after().tree();
            String kind = event.textOrEmpty("involvedObject", "kind").toLowerCase(Locale.ROOT);
            happened.add(new Check.Happened(entry.time(), entry.actor(), kind + "/" + event.textOrEmpty("involvedObject", "name"), event.textOrEmpty("reason"),
                    event.textOrEmpty("message")));
        }
    }
}
