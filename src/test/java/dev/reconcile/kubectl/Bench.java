package dev.reconcile.kubectl;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Network;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.ShellLimits;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import dev.reconcile.shell.net.OwnMachine;
import dev.reconcile.shell.tools.StandardPrograms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cluster and a shell with kubectl, for tests: type a line, get what it printed. */
final class Bench implements World {
    static final long START = Instant.parse("2026-11-24T01:46:56Z").toEpochMilli();

    /** Where commands run; null for none. */
    Terminal terminal;

    /** What a command printed and how it ended. */
    record Result(String out, String err, int exit) {}

    final Cluster cluster;
    final Files files;
    private final Forwards forwards = new Forwards();
    final ClusterClient client;
    private final Launcher launcher;

    Bench() {
        this(StandardBlueprint.INSTANCE);
    }

    Bench(StandardBlueprint blueprint) {
        cluster = Cluster.create(blueprint, 7, START);
        files = Files.ofLearner(cluster::now);
        client = new ClusterClient(cluster, forwards, () -> 0);
        launcher = Launcher.of(OwnMachine.with(StandardPrograms.withTerminal()).with("kubectl", new Kubectl(client)), ShellLimits.TERMINAL);
    }

    /** An output that a person looks at. */
    private record Screen(Pipe to) implements Output {
        @Override
        public void write(String text) {
            to.write(text);
        }

        @Override
        public boolean isTerminal() {
            return true;
        }
    }

    /** A command that may still run. */
    final class Running {
        private final Pipe out = Pipe.unbounded();
        private final Pipe err = Pipe.unbounded();
        private final Pipe in;
        private final Process process;
        private int exit = -1;

        Running(String line, Pipe in) {
            this.in = in;
            Stdio io = new Stdio(in, new Screen(out), err);
            process = launcher.start(new Invocation(List.of("bash", "-c", line), Environment.ofLearner("lab"), files, io, Bench.this)).process().orElseThrow();
        }

        /** Types a line and lets the other end answer. */
        Running type(String line) {
            in.write(line + "\n");
            return go(cluster.now() + 1_000);
        }

        /** Ctrl-D. */
        Running endInput() {
            in.endOnce();
            return go(cluster.now() + 5_000);
        }

        boolean ended() {
            return exit >= 0;
        }

        void interrupt() {
            process.signal(Signal.INT);
            go(cluster.now());
        }

        /** Goes on until the command ends, or until that instant of virtual time. */
        Running go(long until) {
            while (!ended()) {
                switch (process.advance()) {
                    case Progress.Exited exited -> exit = exited.code();
                    case Progress.Working working -> { }
                    case Progress.Waiting wait -> {
                        if (!pass(wait, until)) {
                            return this;
                        }
                    }
                }
            }
            return this;
        }

        private boolean pass(Progress.Waiting wait, long until) {
            if (wait.forInput() && in.ready()) {
                return true;
            }
            long wake = Math.min(until, wait.untilMillis().orElse(Long.MAX_VALUE));
            if (cluster.now() >= until) {
                return false;
            }
            if (wait.forChange() && cluster.nextDue().orElse(Long.MAX_VALUE) <= wake) {
                cluster.stepVisibly(wake - cluster.now());
            } else {
                cluster.runUntil(wake);
            }
            return true;
        }

        Result result() {
            return new Result(out.text(), err.text(), exit);
        }
    }

    Running start(String line) {
        return new Running(line, Pipe.holding(""));
    }

    /** The same at a terminal: what is typed comes with {@link Running#type}. */
    Running typing(String line) {
        return new Running(line, Pipe.terminal());
    }

    Result run(String line) {
        return run(line, "");
    }

    /** Runs the line to its end, for at most an hour of virtual time. */
    Result run(String line, String input) {
        return new Running(line, Pipe.holding(input)).go(cluster.now() + 3_600_000).result();
    }

    void pass(long seconds) {
        cluster.runUntil(cluster.now() + seconds * 1000);
    }

    @Override
    public long nowMillis() {
        return cluster.now();
    }

    @Override
    public Network network() {
        return new LocalNetwork(cluster.outside(), forwards);
    }

    @Override
    public Optional<Terminal> terminal() {
        return Optional.ofNullable(terminal);
    }
}
