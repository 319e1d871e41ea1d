package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Time, input and signals: what a shell does while it cannot go on. */
class ShellWaitingTest {
    private final Box box = new Box();

    private Progress settle() {
        Progress progress = box.advance();
        while (progress instanceof Progress.Working) {
            progress = box.advance();
        }
        return progress;
    }

    private Progress until(long millis) {
        return new Progress.Waiting(OptionalLong.of(box.now + millis), false, false);
    }

    @Test
    void sleepWaitsForVirtualTime() {
        box.start("echo a; sleep 5; echo b");
        assertThat(settle()).isEqualTo(until(5_000));
        assertThat(box.out.takeAll()).isEqualTo("a\n");
        assertThat(settle()).isEqualTo(until(5_000));
        box.now += 5_000;
        assertThat(settle()).isEqualTo(Progress.exited(0));
        assertThat(box.out.takeAll()).isEqualTo("b\n");
    }

    @Test
    void aPipelineWaitsForItsEarliestStage() {
        box.start("{ sleep 10; echo late; } | { sleep 3; cat; }");
        assertThat(settle()).isEqualTo(until(3_000));
        box.now += 3_000;
        assertThat(settle()).isEqualTo(until(7_000));
        box.now += 7_000;
        assertThat(settle()).isEqualTo(Progress.exited(0));
        assertThat(box.out.takeAll()).isEqualTo("late\n");
    }

    @Test
    void linesGoThroughAPipeAsTheyArrive() {
        box.start("while read x; do echo \"got $x\"; done | grep --line-buffered got");
        assertThat(settle()).isEqualTo(Progress.forInput());
        box.in.write("one\n");
        assertThat(settle()).isEqualTo(Progress.forInput());
        assertThat(box.out.takeAll()).isEqualTo("got one\n");
        box.in.write("half");
        assertThat(settle()).isEqualTo(Progress.forInput());
        assertThat(box.out.takeAll()).isEmpty();
        box.in.closeWriter();
        assertThat(settle()).isEqualTo(Progress.exited(0));
    }

    @Test
    void aWaitingShellIsTheSameAfterItIsRestored() {
        box.start("trap 'echo bye' EXIT; n=$(sleep 2; echo 3); read line; while [ $n -gt 0 ]; do echo \"$line $n\"; sleep $n; n=$((n-1)); done | cat -n");
        assertThat(settle()).isEqualTo(until(2_000));
        box.saveAndRestore();
        box.now += 2_000;
        assertThat(settle()).isEqualTo(Progress.forInput());
        box.saveAndRestore();
        box.in.write("hello\n");
        assertThat(settle()).isEqualTo(until(3_000));
        box.savedAtEveryStep = true;
        assertThat(box.finish()).isEqualTo(new Box.Result("     1\thello 3\n     2\thello 2\n     3\thello 1\nbye\n", "", 0));
    }

    @Test
    void twoCopiesOfARunningShellGoOnAlike() {
        box.start("for i in 1 2 3; do echo $i; sleep 1; done");
        settle();
        var saved = box.process.save().orElseThrow();
        Box other = new Box();
        other.now = box.now;
        Invocation invocation = new Invocation(List.of("sh", "-c", "unused"), other.environment(), other.files, new Stdio(other.in, other.out, other.err), other);
        other.process = Launcher.of(other.programs, other.limits).restore(invocation, saved);
        box.out.takeAll();
        assertThat(box.finish()).isEqualTo(other.finish()).isEqualTo(new Box.Result("2\n3\n", "", 0));
    }

    @Test
    void ctrlCEndsTheProgramAndTheScript() {
        box.start("sleep 100; echo never");
        settle();
        box.process.signal(Signal.INT);
        assertThat(settle()).isEqualTo(Progress.exited(130));
        assertThat(box.out.takeAll()).isEmpty();
    }

    @Test
    void termEndsAShellWithoutATrapAtOnce() {
        box.start("sleep 100; echo never");
        settle();
        box.process.signal(Signal.TERM);
        assertThat(settle()).isEqualTo(Progress.exited(143));
    }

    @Test
    void aTrapRunsOnlyWhenTheProgramBeforeItIsOver() {
        box.start("trap 'echo caught; exit 0' TERM; while :; do sleep 10; done");
        settle();
        box.process.signal(Signal.TERM);
        assertThat(settle()).isEqualTo(until(10_000));
        box.now += 10_000;
        assertThat(settle()).isEqualTo(Progress.exited(0));
        assertThat(box.out.takeAll()).isEqualTo("caught\n");
    }

    @Test
    void theFirstProcessOfAContainerIsDeafToTermUnlessItTraps() {
        Invocation invocation = new Invocation(List.of("sh", "-c", "sleep 100"), box.environment(), box.files, new Stdio(box.in, box.out, box.err), box);
        box.process = Launcher.of(box.programs, box.limits).startInit(invocation).process().orElseThrow();
        settle();
        box.process.signal(Signal.TERM);
        assertThat(settle()).isInstanceOf(Progress.Waiting.class);
        box.process.signal(Signal.KILL);
        assertThat(settle()).isEqualTo(Progress.exited(137));
    }

    @Test
    void anIgnoredSignalStaysIgnored() {
        box.start("trap '' TERM; sleep 10; echo survived");
        settle();
        box.process.signal(Signal.TERM);
        assertThat(box.finish()).isEqualTo(new Box.Result("survived\n", "", 0));
    }

    @Test
    void tailFollowsAFile() {
        box.files.write("/box/log", "a\nb\n");
        box.start("tail -n 1 -f log");
        assertThat(settle()).isEqualTo(until(1_000));
        box.files.append("/box/log", "c\n");
        box.saveAndRestore();
        box.now += 1_000;
        settle();
        assertThat(box.out.takeAll()).isEqualTo("b\nc\n");
    }

    @Test
    void tailOfNothingWaitsForEverAndCostsNothing() {
        box.start("tail -f /dev/null");
        assertThat(settle()).isEqualTo(new Progress.Waiting(OptionalLong.empty(), false, false));
        box.process.signal(Signal.INT);
        assertThat(settle()).isEqualTo(Progress.exited(130));
    }

    @Test
    void watchRunsItsCommandAgainAndAgain() {
        box.start("watch", "-n", "2", "echo now; date +%S");
        assertThat(settle()).isEqualTo(until(2_000));
        assertThat(box.out.takeAll()).startsWith("\u001b[H\u001b[2JEvery 2.0s: echo now; date +%S").contains("\n\nnow\n");
        box.saveAndRestore();
        box.now += 2_000;
        assertThat(settle()).isEqualTo(until(2_000));
        assertThat(box.out.takeAll()).contains("now\n");
        box.process.signal(Signal.INT);
        assertThat(settle()).isEqualTo(Progress.exited(130));
    }

    @Test
    void aPipelineIntoHeadEndsItsWriter() {
        Box.Result result = box.run("{ while :; do echo y; done; } | head -2; echo done");
        assertThat(result).isEqualTo(new Box.Result("y\ny\ndone\n", "", 0));
    }
}
