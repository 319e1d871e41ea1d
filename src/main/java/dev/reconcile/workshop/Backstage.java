package dev.reconcile.workshop;

import dev.reconcile.api.Caller;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.kubectl.ClusterClient;
import dev.reconcile.kubectl.Kubectl;
import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.ShellLimits;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.TerminalShell;
import dev.reconcile.shell.World;
import dev.reconcile.shell.tools.StandardPrograms;
import dev.reconcile.store.Body;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs scripts that are not the learner's: what sets an exercise up, and what colleagues do. Nobody sees what they print, but for the proof. */
final class Backstage {
    /**
     * @param errors what was printed to stderr
     * @param interrupted it waited for longer than it may
     */
    record Outcome(String errors, int exitCode, boolean interrupted) {
        boolean isGood() {
            return exitCode == 0 && errors.isEmpty() && !interrupted;
        }
    }

    private static final String HOST = "lab";
    private static final int INTERRUPTED = 130;

    private final Cluster cluster;
    private final Files files;

    Backstage(Cluster cluster, Files files) {
        this.cluster = cluster;
        this.files = files;
    }

    /**
     * Runs a script. While it waits, the cluster goes on.
     *
     * @param actor who does it, in the log
     * @param cause position of the entry because of which it is done
     * @param until virtual time at which a script that still waits is interrupted
     */
    Outcome run(String actor, long cause, String script, long until) {
        Kubectl kubectl = new Kubectl(new ClusterClient(cluster, new Forwards(), (Supplier<Caller>) () -> new Caller(actor, false, cause)));
        TerminalShell shell = new TerminalShell(StandardPrograms.withTerminal().with("kubectl", kubectl), ShellLimits.TERMINAL, files,
                Environment.ofLearner(HOST));
        Transcript transcript = new Transcript(false);
        Stdio captured = Stdio.captured("");
        Stdio io = new Stdio(captured.in(), transcript.stream(Body.Stream.OUT), transcript.stream(Body.Stream.ERR));
        boolean interrupted = false;
        Process process = shell.begin(script, io, new Behind());
        for (int turns = 0;; turns++) {
            Progress progress = process.advance();
            if (progress instanceof Progress.Exited exited) {
                return new Outcome(errors(transcript), exited.code(), interrupted);
            }
            long next = progress instanceof Progress.Waiting waiting ? goOnAt(waiting) : cluster.now();
            if (next > until || turns >= Cluster.MAX_STEPS) {
                if (interrupted) {
                    return new Outcome(errors(transcript), INTERRUPTED, true);
                }
                interrupted = true;
                process.signal(Signal.INT);
            } else if (next > cluster.now() || progress instanceof Progress.Waiting) {
                goOn(next);
            }
        }
    }

    private long goOnAt(Progress.Waiting waiting) {
        return Math.min(waiting.untilMillis().orElse(Long.MAX_VALUE), cluster.nextDue().orElse(Long.MAX_VALUE));
    }

    private void goOn(long instant) {
        if (cluster.nextDue().orElse(Long.MAX_VALUE) <= instant) {
            cluster.step();
        } else {
            cluster.idleUntil(instant);
        }
    }

    private static String errors(Transcript transcript) {
        StringBuilder errors = new StringBuilder();
        transcript.take().stream().filter(output -> output.stream() == Body.Stream.ERR).forEach(output -> errors.append(output.text()));
        return errors.toString();
    }

    private final class Behind implements World {
        @Override
        public long nowMillis() {
            return cluster.now();
        }

        @Override
        public Optional<Terminal> terminal() {
            return Optional.empty();
        }
    }
}
