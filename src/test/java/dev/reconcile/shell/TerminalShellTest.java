package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.JsonText;
import dev.reconcile.shell.Terminal.EditorOutcome;
import dev.reconcile.shell.tools.StandardPrograms;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TerminalShellTest {
    private long now = 1_795_000_000_000L;
    private final Files files = Files.ofLearner(() -> now);
    private final Pipe out = Pipe.unbounded();
    private TerminalShell shell = new TerminalShell(StandardPrograms.withTerminal(), ShellLimits.TERMINAL, files, Environment.ofLearner("lab"));
    private String opened;
    private EditorOutcome outcome;

    private final Terminal terminal = new Terminal() {
        @Override
        public int columns() {
            return 40;
        }

        @Override
        public int rows() {
            return 20;
        }

        @Override
        public void openEditor(String path) {
            opened = path;
        }

        @Override
        public Optional<EditorOutcome> editorOutcome() {
            return Optional.ofNullable(outcome);
        }
    };

    private final World world = new World() {
        @Override
        public long nowMillis() {
            return now;
        }

        @Override
        public Optional<Terminal> terminal() {
            return Optional.of(terminal);
        }
    };

    /** Everything printed, and the exit code on a line of its own. */
    private String type(String line) {
        Process process = shell.begin(line, new Stdio(Pipe.holding(""), out, out), world);
        while (true) {
            Progress progress = process.advance();
            if (progress instanceof Progress.Exited exited) {
                return out.takeAll() + exited.code();
            }
            if (progress instanceof Progress.Waiting waiting) {
                now = Math.max(now, waiting.untilMillis().orElseThrow());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> errorsSoundLikeBash() {
        return Stream.of(
                new String[] {"foo", "bash: foo: command not found\n127"},
                new String[] {"sudo kubectl get pods", "bash: sudo: command not found\n(there is nothing here that needs root: run the command without it)\n127"},
                new String[] {"time sleep 2 | cat", "\nreal\t0m2.000s\nuser\t0m0.000s\nsys\t0m0.000s\n0"},
                new String[] {"echo a | time cat", "a\n\nreal\t0m0.000s\nuser\t0m0.000s\nsys\t0m0.000s\n0"},
                new String[] {"echo time; x=time; echo $x", "time\ntime\n0"},
                new String[] {"./foo", "bash: ./foo: No such file or directory\n127"},
                new String[] {"cd nowhere", "bash: cd: nowhere: No such file or directory\n1"},
                new String[] {"cat < nofile", "bash: nofile: No such file or directory\n1"},
                new String[] {"echo a > nodir/f", "bash: nodir/f: No such file or directory\n1"},
                new String[] {"fi", "bash: syntax error near unexpected token `fi'\n2"},
                new String[] {"echo a | | b", "bash: syntax error near unexpected token `|'\n2"},
                new String[] {"if true", "bash: syntax error: unexpected end of file\n2"},
                new String[] {"echo $((1/0))", "bash: 1/0: division by 0 (error token is \"0\")\n1"},
                new String[] {"[ a -eq 1 ]", "bash: [: a: integer expression expected\n2"},
                new String[] {"x='a b'; [[ $x == a* && -n $x ]] && echo yes", "yes\n0"},
                new String[] {"[[ abc == 'a*' || ! -e nofile ]] && echo yes", "yes\n0"},
                new String[] {"[[ abc == \"a*\" ]]; echo $?; [[ 3 -gt 2 && ( a < b ) ]]; echo $?", "1\n0\n0"},
                new String[] {"if [[ -z $nothing ]]; then echo empty; fi; [[ a == $(echo a) ]] && echo same", "empty\nsame\n0"},
                new String[] {"[[ x -eq 1 ]]", "bash: [[: x: integer expression expected\n2"},
                new String[] {"[[ a =~ [ ]]", "bash: Unmatched [, [^, [:, [., or [=\n2"},
                new String[] {"[[ a", "bash: syntax error: unexpected end of file\n2"},
                new String[] {"fg", "bash: fg: current: no such job\n1"},
                new String[] {"kill %3", "bash: kill: %3: no such job\n1"},
                new String[] {"wait 99", "bash: wait: pid 99 is not a child of this shell\n127"},
                new String[] {"for ((i=0;i<3)); do echo; done", "bash: syntax error: arithmetic expression required\n2"},
                new String[] {"echo ${x@}", "bash: ${x@}: bad substitution\n1"},
                new String[] {"# a comment leaves the status as it was", "1"},
                new String[] {"echo {a,b}{1..3} {01..3} {c..a}", "a1 a2 a3 b1 b2 b3 01 02 03 c b a\n0"},
                new String[] {"x=hello; echo ${x/l/L} ${x//l/L} ${x:1:3} ${x: -2}", "heLlo heLLo ell lo\n0"},
                new String[] {"ls nofile &> f; cat <<< \"$(cat f)\"", "ls: cannot access 'nofile': No such file or directory\n0"},
                new String[] {"i=1; ((i)) 2>/dev/null; let i++; echo $i $((i++)) $i", "2 2 3\n0"})
                .map(row -> DynamicTest.dynamicTest(row[0], () -> assertThat(type(row[0])).isEqualTo(row[1])));
    }

    @TestFactory
    Stream<DynamicTest> exclamationMarksBringCommandsBack() {
        return Stream.of(
                new String[] {"!!", "ls -a deep\n", "."},
                new String[] {"echo !$ !!:0", "echo deep ls\n", "deep ls"},
                new String[] {"echo !-2:* '!!' \"it's !\" \\!", "echo one two '!!' \"it's !\" \\!\n", "one two !! it's ! !"},
                new String[] {"!ec", "echo one two\n", "one two"},
                new String[] {"!?two?", "echo one two\n", "one two"},
                new String[] {"^deep^.^", "ls -a .\n", "."},
                new String[] {"!ls:p", "ls -a deep\n", "0"},
                new String[] {"! false; [ a != b ] && echo $! !", "", "!\n0"},
                new String[] {"!nosuch", "", "bash: !nosuch: event not found\n0"},
                new String[] {"^nosuch^x", "", "bash: :s^nosuch^x: substitution failed\n0"})
                .map(row -> DynamicTest.dynamicTest(row[0], () -> {
                    type("mkdir -p deep; echo one two");
                    type("echo one two");
                    type("ls -a deep");
                    assertThat(type(row[0])).startsWith(row[1] + row[2]);
                }));
    }

    @Test
    void whatIsNotFoundInTheHistoryRunsNothing() {
        type("echo one");
        type("!nosuch");
        assertThat(shell.history()).containsExactly("echo one");
        type("!!");
        assertThat(shell.history()).containsExactly("echo one");
    }

    @Test
    void backgroundJobsGoOnBetweenCommandLines() {
        assertThat(type("sleep 10 & echo started")).isEqualTo("[1] 3001\nstarted\n0");
        assertThat(type("sleep 100 &")).isEqualTo("[2] 3002\n0");
        assertThat(type("jobs")).isEqualTo("[1]-  Running                 sleep 10 &\n[2]+  Running                 sleep 100 &\n0");
        now += 11_000;
        assertThat(shell.advanceJobs(now)).isInstanceOf(Progress.Waiting.class);
        assertThat(type("echo hi")).isEqualTo("hi\n[1]-  Done                    sleep 10\n0");
        assertThat(type("kill %2")).isEqualTo("0");
        assertThat(type("true")).isEqualTo("[2]+  Terminated              sleep 100\n0");
        assertThat(type("jobs")).isEqualTo("0");
        assertThat(shell.advanceJobs(now)).isInstanceOf(Progress.Exited.class);
    }

    @Test
    void aJobComesToTheForegroundAndIsWaitedFor() {
        type("(sleep 5; echo slept; exit 4) &");
        long before = now;
        assertThat(type("fg")).isEqualTo("(sleep 5; echo slept; exit 4)\nslept\n4");
        assertThat(now - before).isEqualTo(5_000);
    }

    @Test
    void stateGoesOnFromLineToLine() {
        type("x=5; f() { echo \"f $1 $x\"; }; mkdir -p a/b; cd a/b");
        assertThat(type("f y; pwd; echo $?")).isEqualTo("f y 5\n/home/learner/a/b\n0\n0");
        assertThat(shell.shortDirectory()).isEqualTo("~/a/b");
        assertThat(type("false")).isEqualTo("1");
        assertThat(type("echo $?")).isEqualTo("1\n0");
    }

    @Test
    void anErrorEndsTheLineButNotTheShell() {
        assertThat(type("x=1; readonly x; x=2; echo never")).isEqualTo("bash: x: readonly variable\n1");
        assertThat(type("echo $x")).isEqualTo("1\n0");
        assertThat(shell.takeLeft()).isFalse();
    }

    @Test
    void exitLeavesTheShell() {
        assertThat(type("exit 3")).isEqualTo("3");
        assertThat(shell.takeLeft()).isTrue();
        assertThat(shell.takeLeft()).isFalse();
    }

    @Test
    void aSavedShellGoesOn() {
        type("greet() { echo \"hi $1\"; }; alias g='greet bob'; export K=v; cd /tmp");
        shell = TerminalShell.restore(StandardPrograms.withTerminal(), ShellLimits.TERMINAL, files, JsonText.trusted(JsonText.compact(shell.save())));
        assertThat(type("g; pwd; sh -c 'echo $K'")).isEqualTo("hi bob\n/tmp\nv\n0");
        assertThat(type("history | tail -n 2")).contains("g; pwd; sh -c 'echo $K'").contains("history | tail -n 2");
    }

    @Test
    void anEditorIsOpenUntilThePersonLeavesIt() {
        Process process = shell.begin("vi pod.yaml && echo saved || echo cancelled", new Stdio(Pipe.holding(""), out, out), world);
        Progress progress = process.advance();
        while (progress instanceof Progress.Working) {
            progress = process.advance();
        }
        assertThat(progress).isEqualTo(Progress.forChange());
        assertThat(opened).isEqualTo("/home/learner/pod.yaml");
        outcome = EditorOutcome.CANCELLED;
        while (!(process.advance() instanceof Progress.Exited)) {
            assertThat(out.text()).doesNotContain("saved");
        }
        assertThat(out.takeAll()).isEqualTo("cancelled\n");
    }

    @Test
    void tabCompletesCommandsAndPaths() {
        type("touch deployment.yaml 'with space.yaml' .hidden; mkdir deep; touch deep/file");
        assertThat(complete("bas")).isEqualTo(new TerminalShell.Completion(0, List.of("base64", "basename", "bash")));
        assertThat(complete("cat de")).isEqualTo(new TerminalShell.Completion(4, List.of("deep/", "deployment.yaml")));
        assertThat(complete("cat with")).isEqualTo(new TerminalShell.Completion(4, List.of("with\\ space.yaml")));
        assertThat(complete("cd ")).isEqualTo(new TerminalShell.Completion(3, List.of("deep/")));
        assertThat(complete("echo $HOM")).isEqualTo(new TerminalShell.Completion(5, List.of("$HOME")));
        assertThat(complete("ls | cat ~/deep/")).isEqualTo(new TerminalShell.Completion(9, List.of("~/deep/file")));
        assertThat(complete("echo a; sle")).isEqualTo(new TerminalShell.Completion(8, List.of("sleep")));
        assertThat(complete("cat < dep")).isEqualTo(new TerminalShell.Completion(6, List.of("deployment.yaml")));
    }

    private TerminalShell.Completion complete(String line) {
        return shell.complete(line, line.length(), world);
    }

    @TestFactory
    Stream<DynamicTest> whatIsTypedIsCompleteOrNot() {
        Completeness complete = new Completeness.Complete();
        Completeness more = new Completeness.NeedsMore();
        return Stream.of(
                row("echo a", complete), row("", complete), row("# it's", complete), row("echo 'a", more), row("echo \"a", more), row("echo \"$(cat", more),
                row("cat <<EOF", more), row("cat <<EOF\na", more), row("cat <<EOF\na\nEOF", complete), row("echo a \\", more), row("echo a \\\\", complete),
                row("if true", more), row("if true; then", more), row("if true; then echo; fi", complete), row("for i in 1 2", more), row("for i", more),
                row("while :; do", more), row("f() {", more), row("f()", more), row("{ echo", more), row("(echo", more), row("echo a |", more), row("a &&", more),
                row("case x in", more), row("case x in a) echo", more), row("echo ${x", more), row("echo $((1", more), row("echo `a", more),
                row("fi", new Completeness.Wrong("syntax error near unexpected token `fi'")),
                row("echo )", new Completeness.Wrong("syntax error near unexpected token `)'")),
                row("a &", new Completeness.Complete()));
    }

    private static DynamicTest row(String text, Completeness expected) {
        return DynamicTest.dynamicTest(text.isEmpty() ? "nothing" : text, () -> assertThat(Completeness.of(text, Dialect.BASH)).isEqualTo(expected));
    }
}
