package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;

/** {@code busybox}: many programs in one; runs the one that its first argument names. Where it is there, {@code sh} is its shell. */
final class Busybox extends Starter {
    static final Program PROGRAM = Starter.program(Busybox::new);

    private boolean begun;
    private int status;

    private Busybox(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
    }

    @Override
    Progress next() {
        if (invocation.operands().isEmpty()) {
            invocation.io().out().line("BusyBox v1.37.0 multi-call binary.\n\nUsage: busybox [function [arguments]...]");
            return Progress.exited(0);
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
        invocation.io().err().line(name + ": applet not found");
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
        return Json.of("begun", begun, "status", status);
    }

    @Override
    void loadOwn(Json own) {
        begun = own.isTrue("begun");
        status = (int) own.number(0, "status");
    }
}
