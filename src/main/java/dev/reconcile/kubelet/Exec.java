package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Output;
import java.util.List;

/** A command run beside a container's own process, with its output kept: an exec probe, a hook. */
final class Exec {
    /** Upstream's probes read no more ({@code pkg/probe/exec}). */
    private static final int MOST_OUTPUT_CHARACTERS = 10 * 1024;
    private final List<String> command;
    private final StringBuilder output = new StringBuilder();
    private final Task task;

    private Exec(List<String> command, Container container, Json saved, long now) {
        this.command = List.copyOf(command);
        Output capture = text -> output.append(text, 0, Math.min(text.length(), MOST_OUTPUT_CHARACTERS - output.length()));
        Invocation invocation = container.invocation(command, capture);
        if (saved != null) {
            output.append(saved.textOrEmpty("output"));
            task = Task.restore(saved.object("task"), process -> container.executables().restore(invocation, process));
            return;
        }
        Launcher.Launch launch = container.executables().start(invocation);
        if (launch.process().isEmpty()) {
            output.append("OCI runtime exec failed: exec failed: unable to start container process: ")
                    .append(Executables.problem(launch, command.getFirst()));
        }
        task = launch.process().map(started -> new Task(started, now)).orElseGet(() -> Task.ended(launch.status()));
        task.catchUp(now);
    }

    static Exec start(List<String> command, Container container, long now) {
        return new Exec(command, container, null, now);
    }

    List<String> command() {
        return command;
    }

    Task task() {
        return task;
    }

    String output() {
        return output.toString();
    }

    Json save() {
        return Json.of("command", command, "output", output.toString(), "task", task.save());
    }

    static Exec restore(Json saved, Container container) {
        return new Exec(saved.texts("command"), container, saved, 0);
    }
}
