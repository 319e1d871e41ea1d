package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.kubectl.ClusterClient;
import dev.reconcile.kubectl.Kubectl;
import dev.reconcile.kubectl.LocalNetwork;
import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.model.Json;
import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Programs;
import dev.reconcile.shell.ShellLimits;
import dev.reconcile.shell.TerminalShell;
import dev.reconcile.shell.net.OwnMachine;
import dev.reconcile.shell.tools.StandardPrograms;
import java.util.SortedMap;
import java.util.TreeMap;

/** The shell in which the learner types: kubectl and the small tools of a POSIX system. */
final class LearnerShell {
    private static final String HOST = "lab";

    private final Cluster cluster;
    private final Files files;
    private final Console console;
    private final SortedMap<String, Program> taught = new TreeMap<>();
    private Programs programs;
    private TerminalShell shell;

    LearnerShell(Cluster cluster, Files files, Console console) {
        this.cluster = cluster;
        this.files = files;
        this.console = console;
        startOver();
    }

    /** A new shell on a new machine: no variables, no jobs, in the home directory. */
    void startOver() {
        Forwards forwards = new Forwards();
        Kubectl kubectl = new Kubectl(new ClusterClient(cluster, forwards, console::cause));
        programs = OwnMachine.with(StandardPrograms.withTerminal()).with("kubectl", kubectl);
        taught.forEach((name, program) -> programs = programs.with(name, program));
        shell = new TerminalShell(programs, ShellLimits.TERMINAL, files, Environment.ofLearner(HOST));
        console.setSurroundings(now -> shell.advanceJobs(now), new LocalNetwork(cluster.outside(), forwards));
    }

    void teach(String name, Program program) {
        taught.put(name, program);
        startOver();
    }

    void forget(String name) {
        taught.remove(name);
        startOver();
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
