package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;

/** {@code yes}: prints the same line until somebody stops it. */
final class Yes extends Utility {
    static final Program PROGRAM = program(Yes::new);

    private static final int CHARACTERS_PER_TURN = 1_024;

    private Yes(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Progress run() {
        String line = invocation.operands().isEmpty() ? "y" : String.join(" ", invocation.operands());
        out((line + "\n").repeat(Math.max(1, CHARACTERS_PER_TURN / (line.length() + 1))));
        return new Progress.Working();
    }

    @Override
    protected Json state() {
        return Json.EMPTY;
    }
}
