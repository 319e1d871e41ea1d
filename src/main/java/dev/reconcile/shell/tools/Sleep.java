package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import java.util.OptionalLong;

/** {@code sleep}: waits in virtual time. */
final class Sleep extends Utility {
    static final Program PROGRAM = program(Sleep::make);

    private final long millis;
    private long until = -1;

    private Sleep(Invocation invocation, long millis) {
        super(invocation);
        this.millis = millis;
    }

    private static Utility make(Invocation invocation) {
        if (invocation.operands().isEmpty()) {
            return Arguments.usage(invocation, "missing operand", 1);
        }
        long sum = 0;
        for (String operand : invocation.operands()) {
            OptionalLong millis = Durations.millis(operand);
            if (millis.isEmpty()) {
                return Arguments.usage(invocation, "invalid time interval '" + operand + "'", 1);
            }
            sum = millis.getAsLong() == Durations.INFINITE || sum == Durations.INFINITE ? Durations.INFINITE : sum + millis.getAsLong();
        }
        return new Sleep(invocation, sum);
    }

    @Override
    protected Progress run() {
        long now = invocation.world().nowMillis();
        if (millis == Durations.INFINITE) {
            return new Progress.Waiting(OptionalLong.empty(), false, false);
        }
        until = until < 0 ? now + millis : until;
        return now >= until ? Progress.exited(0) : Progress.until(until);
    }

    @Override
    protected Json state() {
        return Json.of("until", until);
    }

    @Override
    protected void load(Json state) {
        until = state.number(-1, "until");
    }
}
