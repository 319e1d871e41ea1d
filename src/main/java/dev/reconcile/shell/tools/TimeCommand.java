package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Timing;

/** {@code time}: runs a program and says how long it took, in virtual time. bash has a word of its own for that, which measures whole pipelines. */
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
        invocation.io().err().write(Timing.text(now - begunAt));
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
