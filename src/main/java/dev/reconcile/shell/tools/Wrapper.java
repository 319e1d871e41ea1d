package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.Optional;

/** A process that is there for one other program: signals go to it, and its status is the status. */
abstract class Wrapper extends Starter {
    private boolean begun;
    private int status;

    Wrapper(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
    }

    /** Begins the program; an answer ends the process without one. */
    abstract Optional<Progress> first();

    @Override
    final Progress next() {
        if (!begun) {
            begun = true;
            Optional<Progress> end = first();
            if (end.isPresent()) {
                return end.get();
            }
        }
        return isRunning() ? new Progress.Working() : Progress.exited(status);
    }

    @Override
    final void ended(int code) {
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
    final Json own() {
        return Json.of("begun", begun, "status", status);
    }

    @Override
    final void loadOwn(Json own) {
        begun = own.isTrue("begun");
        status = (int) own.number(0, "status");
    }
}
