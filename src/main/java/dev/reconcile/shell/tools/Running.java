package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import java.util.Optional;

/** A program that another program has started, with what it needs to be saved. */
record Running(Invocation invocation, Process process) {
    /** Starts it, or complains in the starter's name as GNU's tools do; the status is then 126 or 127. */
    static Launcher.Launch launch(Invocation invocation, Launcher launcher) {
        return launcher.deeper().start(invocation);
    }

    static String problem(Launcher.Launch launch) {
        return launch.status() == 127 ? "No such file or directory" : launch.problem();
    }

    /** Empty if the program cannot be saved. */
    Optional<Json> save() {
        return process.save().map(state -> Json.of("args", invocation.args(), "environment", invocation.environment().save(), "process", state));
    }

    /** @param starter gives files, streams and world */
    static Running restore(Json saved, Invocation starter, Launcher launcher) {
        Invocation invocation = starter.withArgs(saved.texts("args")).withEnvironment(Environment.restore(saved.object("environment")));
        return new Running(invocation, launcher.deeper().restore(invocation, saved.object("process")));
    }
}
