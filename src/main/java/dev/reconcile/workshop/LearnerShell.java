package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.kubectl.ClusterClient;
import dev.reconcile.kubectl.Kubectl;
import dev.reconcile.kubectl.LocalNetwork;
import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.model.Json;
import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Programs;
import dev.reconcile.shell.ShellLimits;
import dev.reconcile.shell.TerminalShell;
import dev.reconcile.shell.net.OwnMachine;
import dev.reconcile.shell.tools.StandardPrograms;

/** The shell in which the learner types: kubectl and the small tools of a POSIX system. */
final class LearnerShell {
    private static final String HOST = "lab";

    private final Files files;
    private final Console console;
    private final Programs programs;
    private TerminalShell shell;

    LearnerShell(Cluster cluster, Files files, Console console) {
        this.files = files;
        this.console = console;
        Forwards forwards = new Forwards();
        Kubectl kubectl = new Kubectl(new ClusterClient(cluster, forwards, console::cause));
        this.programs = OwnMachine.with(StandardPrograms.withTerminal()).with("kubectl", kubectl);
        this.shell = new TerminalShell(programs, ShellLimits.TERMINAL, files, Environment.ofLearner(HOST));
        console.setSurroundings(now -> shell.advanceJobs(now), new LocalNetwork(cluster.outside(), forwards));
    }

    /** Starts a command line; the act in the log that it belongs to is its cause. */
    void start(String line, long act, boolean onPage) {
        console.start(act, onPage, (io, world) -> shell.begin(line, io, world), shell::shortDirectory);
    }

    TerminalShell.Completion complete(String line, int cursor) {
        return shell.complete(line, cursor, console);
    }

    Json save() {
        return shell.save();
    }

    void restore(Json saved) {
        shell = TerminalShell.restore(programs, ShellLimits.TERMINAL, files, saved);
    }
}
