package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.Locale;

/** {@code time}: runs a program and says how long it took, in virtual time. */
final class TimeCommand extends Starter {
    static final Program PROGRAM = Starter.program(TimeCommand::new);

    private long begunAt = -1;
    private int status;

    private TimeCommand(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
    }

    @Override
    Progress next() {
        long now = invocation.world().nowMillis();
        if (begunAt < 0) {
            begunAt = now;
            if (!invocation.operands().isEmpty()) {
                begin(invocation.withArgs(invocation.operands()));
            }
            if (isRunning()) {
                return new Progress.Working();
            }
        }
        long millis = now - begunAt;
        invocation.io().err().write(String.format(Locale.ROOT, "\nreal\t%dm%d.%03ds\nuser\t0m0.000s\nsys\t0m0.000s\n", millis / 60_000, millis / 1000 % 60, millis % 1000));
        return Progress.exited(status);
    }

    @Override
    void complainAbout(String name, String problem) {
        invocation.io().err().line("bash: " + name + ": " + (problem.equals("not found") || problem.startsWith("No such") ? "command not found" : problem));
    }

    @Override
    void ended(int code) {
        status = code;
    }

    @Override
    public void signal(Signal arrived) {
        if (isRunning()) {
            forward(arrived);
        } else {
            super.signal(arrived);
        }
    }

    @Override
    Json own() {
        return Json.of("begunAt", begunAt, "status", status);
    }

    @Override
    void loadOwn(Json own) {
        begunAt = own.number(-1, "begunAt");
        status = (int) own.number(0, "status");
    }
}
