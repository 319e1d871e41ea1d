package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;

/** {@code nohup}: runs a program that a hang-up does not end. Its output stays where it is: nothing hangs up here. */
final class Nohup extends Starter {
    static final Program PROGRAM = Starter.program(Nohup::new);

    private boolean begun;
    private int status;

    private Nohup(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
    }

    @Override
    Progress next() {
        if (invocation.operands().isEmpty()) {
            invocation.io().err().line("nohup: missing operand\nTry 'nohup --help' for more information.");
            return Progress.exited(125);
        }
        if (begun) {
            return Progress.exited(status);
        }
        begun = true;
        begin(invocation.withArgs(invocation.operands()));
        return isRunning() ? new Progress.Working() : Progress.exited(status);
    }

    @Override
    void complainAbout(String name, String problem) {
        invocation.io().err().line("nohup: failed to run command '" + name + "': " + problem);
    }

    @Override
    void ended(int code) {
        status = code;
    }

    @Override
    public void signal(Signal arrived) {
        if (arrived == Signal.HUP) {
            return;
        }
        if (isRunning()) {
            forward(arrived);
        } else {
            super.signal(arrived);
        }
    }

    @Override
    Json own() {
        return Json.of("begun", begun, "status", status);
    }

    @Override
    void loadOwn(Json own) {
        begun = own.isTrue("begun");
        status = (int) own.number(0, "status");
    }
}
