package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;

/** {@code which}: where a program lies. */
final class Which extends Starter {
    static final Program PROGRAM = Starter.program(Which::new);

    private Which(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
    }

    @Override
    Progress next() {
        int status = invocation.operands().isEmpty() ? 1 : 0;
        for (String name : invocation.operands()) {
            if (name.startsWith("-")) {
                continue;
            }
            if (launcher.knows(name)) {
                invocation.io().out().line(Launcher.path(name));
            } else {
                status = 1;
            }
        }
        return Progress.exited(status);
    }

    @Override
    void ended(int status) {}

    @Override
    Json own() {
        return Json.EMPTY;
    }

    @Override
    void loadOwn(Json own) {}
}
