package dev.reconcile.shell;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.shell.tools.StandardPrograms;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A small system for tests: files, a clock that jumps to whatever is waited for, and one process at a time. */
final class Box implements World {
    /** What a run came to. */
    record Result(String out, String err, int code) {}

    static final int STUCK = -1;
    static final int ENDLESS = -2;
    private static final int MAX_ADVANCES = 400_000;

    long now = 1_795_000_000_000L;
    final Files files = Files.create(() -> now, FileLimits.LEARNER);
    final Pipe in = Pipe.unbounded();
    final Pipe out = Pipe.unbounded();
    final Pipe err = Pipe.unbounded();
    ShellLimits limits = ShellLimits.TERMINAL;
    Programs programs = StandardPrograms.withTerminal();
    boolean savedAtEveryStep;
    Process process;
    private Invocation invocation;
    private Launcher launcher;

    Box() {
        files.makeDirectories("/box");
        files.makeDirectories("/root");
    }

    @Override
    public long nowMillis() {
        return now;
    }

    @Override
    public Optional<Terminal> terminal() {
        return Optional.empty();
    }

    Environment environment() {
        return new Environment(new TreeMap<>(), "/box", "root", "box").with("HOME", "/root").with("PATH", "/usr/bin").with("LC_ALL", "C");
    }

    /** Starts {@code sh -c script}; advance it with {@link #advance}. */
    Box start(String script) {
        return start("sh", "-c", script, "sh");
    }

    Box start(String... args) {
        invocation = new Invocation(List.of(args), environment(), files, new Stdio(in, out, err), this);
        launcher = Launcher.of(programs, limits);
        process = launcher.start(invocation).process().orElseThrow();
        return this;
    }

    /** Takes the state through JSON text into a new process. */
    void saveAndRestore() {
        Json saved = process.save().orElseThrow();
        process = launcher.restore(invocation, JsonText.trusted(JsonText.compact(saved)));
    }

    Progress advance() {
        return process.advance();
    }

    /** Runs a script to its end with no input, jumping over waits. */
    Result run(String script) {
        in.closeWriter();
        return start(script).finish();
    }

    Result finish() {
        for (int i = 0; i < MAX_ADVANCES; i++) {
            switch (process.advance()) {
                case Progress.Exited exited -> {
                    return result(exited.code());
                }
                case Progress.Working working -> { }
                case Progress.Waiting waiting -> {
                    if (waiting.untilMillis().isEmpty()) {
                        return result(STUCK);
                    }
                    now = Math.max(now, waiting.untilMillis().getAsLong());
                }
            }
            if (savedAtEveryStep) {
                saveAndRestore();
            }
        }
        return result(ENDLESS);
    }

    private Result result(int code) {
        return new Result(out.takeAll(), err.takeAll(), code);
    }
}
