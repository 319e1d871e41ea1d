package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShellLimitsTest {
    private record Row(String because, String script, int code, String says) {}

    @TestFactory
    Stream<DynamicTest> whatWouldNotEndIsStoppedWithOneSentence() {
        String doubling = "x=aaaaaaaa; while :; do x=$x$x; done";
        return Stream.of(
                new Row("an endless loop", "while :; do :; done", 137, "sh: stopped: more than 1000000 steps without waiting for anything\n"),
                new Row("an endless loop that calls programs", "while :; do cat /dev/null; done", 137, "sh: stopped: more than 1000000 steps"),
                new Row("endless output", "yes", 137, "sh: stopped: more than 1048576 bytes of output\n"),
                new Row("endless output of a builtin", "while :; do echo yes yes yes; done", 137, "sh: stopped: more than 1048576 bytes of output\n"),
                new Row("endless output into nothing", "yes > /dev/null", 137, "sh: stopped: more than 1000000 steps"),
                new Row("a fork bomb", "f() { f | f; }; f", 137, "sh: stopped: more than 12 subshells within each other\n"),
                new Row("endless recursion", "f() { f; }; f", 137, "sh: 1: f: functions call each other more than 200 deep\n"),
                new Row("subshells within subshells", "f() { (f); }; f", 137, "sh: stopped: more than 12 subshells within each other"),
                new Row("a script that calls itself", "echo './s' > s; chmod +x s; ./s", 137, "sh: stopped: more than"),
                new Row("xargs that calls itself", "echo a | xargs xargs xargs", 127, "xargs: a: No such file or directory\n"),
                new Row("a variable that grows", doubling, 137, "sh: 1: a word or variable is longer than 262144 characters\n"),
                new Row("a substitution that grows", "x=$(yes)", 137, "longer than 262144 characters"),
                new Row("braces that multiply", "bash -c 'echo {1..100000000}'", 137, "braces expand to more than 10000 words"),
                new Row("braces in braces", "bash -c 'echo {1..99}{1..99}{1..99}{1..99}'", 137, "braces expand to more than 10000 words"),
                new Row("too many words", "set -- $(seq 20000); echo $#", 137, "more than 10000 words in one command"),
                new Row("a file that grows", "yes > f", 1, "yes: write error: File too large\n"),
                new Row("a regular expression that backtracks", "seq -s a 99 | grep -E '(.*)(.*)(.*)(.*)(.*)\\1y'", 2, "grep: this regular expression takes too long\n"),
                new Row("a pattern that backtracks", "case aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab in *a*a*a*a*a*a*a*a*a*c) ;; *) echo no;; esac", 0, ""),
                new Row("sed that branches for ever", "echo a | sed ':a;ba'", 1, "sed: the script does not come to an end on line 1\n"),
                new Row("commands within commands", "(".repeat(500) + "echo" + ")".repeat(500), 2, "sh: 1: commands are nested too deeply (limit 60)\n"),
                new Row("an expression within expressions", "echo $((" + "(".repeat(500) + "1" + ")".repeat(500) + "))", 2, "nested too deeply"),
                new Row("a printf as wide as the sea", "printf '%999999999s' x | wc -c", 0, ""),
                new Row("a bomb of background jobs", "while :; do sleep 9 & done", 137, "sh: stopped: more than 48 processes\n"),
                new Row("jobs that start jobs", "f() { f & wait; }; f", 137, "sh: stopped: more than 12 subshells within each other\n"),
                new Row("more descriptors", "echo a 12>f", 2, "sh: 1: only the file descriptors 0 to 9 are supported here\n"),
                new Row("an array that grows", "bash -c 'while :; do a+=(x); done'", 137, "an array holds at most 10000 elements and 262144 characters\n"),
                new Row("elements that grow", "bash -c 'a=(ab); while :; do a[0]+=${a[0]}; done'", 137, "an array holds at most"),
                new Row("a process that fills a file", "bash -c 'cat <(yes)'", 137, "longer than 262144 characters"),
                new Row("subscripts within subscripts", "bash -c 'a=(0); echo $((" + "a[".repeat(500) + "0" + "]".repeat(500) + "))'", 1, "expression recursion level exceeded"),
                new Row("names that lead to each other", "bash -c 'a=b; b=a; echo $((a))'", 1, "expression recursion level exceeded"),
                new Row("awk that runs commands", "awk 'BEGIN {system(\"ls\")}'", 2, "awk: running commands is more than this awk understands\n"),
                new Row("functions of awk that call each other", "awk 'function f(x) {return f(x)} BEGIN {f(1)}'", 2, "awk: functions call each other more than 100 deep\n"),
                new Row("awk that fills a disk", "awk 'BEGIN {while (1) print \"more and more\" > \"f\"}'", 2, "awk: "),
                new Row("awk that goes on for ever", "echo a | awk '{while (1) x++}'", 2, "awk: more than 200000 steps for one line\n"),
                new Row("awk with a text that grows", "awk 'BEGIN {x = \"ab\"; while (1) x = x x}'", 2, "awk: a text of more than 262144 characters\n"))
                .map(row -> DynamicTest.dynamicTest(row.because(), () -> {
                    Box.Result result = new Box().run(row.script());
                    assertThat(result.code()).describedAs(result.err()).isEqualTo(row.code());
                    assertThat(result.err()).contains(row.says());
                    assertThat(result.err().lines().count()).isLessThan(40);
                }));
    }

    @Test
    void oneAdvanceIsShortEvenForAnEndlessLoop() {
        Box box = new Box().start("while :; do :; done");
        for (int i = 0; i < 50; i++) {
            assertThat(box.advance()).isEqualTo(new Progress.Working());
        }
    }

    @Test
    void aLoopThatSleepsMayRunForAYear() {
        Box box = new Box();
        long start = box.now;
        Box.Result result = box.run("i=0; while [ $i -lt 8760 ]; do i=$((i+1)); sleep 1h; done; echo $i");
        assertThat(result).isEqualTo(new Box.Result("8760\n", "", 0));
        assertThat(box.now - start).isEqualTo(8760L * 3_600_000);
    }

    @Test
    void aFullHomeIsSaidAndLosesNothing() {
        Box box = new Box();
        Box.Result result = box.run("seq 150000 > big; for i in 1 2 3 4 5 6; do cp big big$i; done; ls | wc -l; echo more >> big1 && echo never");
        assertThat(result.err()).contains("cp: cannot create regular file").contains("No space left on device");
        assertThat(box.files.snapshot().bytes()).isLessThanOrEqualTo(FileLimits.LEARNER.maxTotalBytes());
    }

    @Test
    void tooManyFilesAreRefused() {
        Box.Result result = new Box().run("for i in $(seq 3000); do : > f$i; done");
        assertThat(result.err()).contains("cannot create f").contains("No space left on device");
        assertThat(result.code()).isEqualTo(2);
    }
}
