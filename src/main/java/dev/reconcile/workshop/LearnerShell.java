package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.kubectl.ClusterClient;
import dev.reconcile.kubectl.Kubectl;
import dev.reconcile.model.Json;
import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Programs;
import dev.reconcile.shell.ShellLimits;
import java.util.List;

/** The shell in which the learner types: kubectl and the small tools of a POSIX system. */
final class LearnerShell {
    private static final String HOST = "lab";

    /** @param start where in the line the candidates begin */
    public record Completion(int start, List<String> candidates) {}

    private final Files files;
    private final Console console;
    private final Launcher launcher;
    private Environment environment = Environment.ofLearner(HOST);

    LearnerShell(Cluster cluster, Files files, Console console) {
        this.files = files;
        this.console = console;
        Kubectl kubectl = new Kubectl(new ClusterClient(cluster, console::cause));
        this.launcher = Launcher.of(Programs.none().with("kubectl", kubectl), ShellLimits.TERMINAL);
    }

    void start(String line, long act, boolean onPage) {
        console.start(act, onPage, (io, world) -> launcher
                .start(new Invocation(List.of("bash", "-c", line), environment, files, io, world))
                .process()
                .orElseThrow());
    }

    Completion complete(String line, int cursor) {
        return new Completion(cursor, List.of());
    }

    Json save() {
        return environment.save();
    }

    void restore(Json saved) {
        environment = Environment.restore(saved);
    }
}
