package dev.reconcile.shell.tools;

import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kill} as a program, as busybox has it: sends a signal to other processes of the system. */
final class Kill {
    static final Program PROGRAM = Instant.of(Kill::kill);

    private Kill() {}

    private static int kill(Invocation invocation) {
        List<String> words = new ArrayList<>(invocation.operands());
        Optional<Signal> signal = Optional.of(Signal.TERM);
        if (!words.isEmpty() && words.getFirst().startsWith("-")) {
            String written = words.removeFirst().substring(1);
            signal = Signal.named(written.equals("s") && !words.isEmpty() ? words.removeFirst() : written);
        }
        if (signal.isEmpty() || words.isEmpty()) {
            invocation.io().err().line(signal.isEmpty() ? "kill: bad signal name" : "kill: you need to specify whom to kill");
            return 1;
        }
        int status = 0;
        for (String pid : words) {
            boolean known = pid.matches("\\d{1,9}") && invocation.world().signal(Long.parseLong(pid), signal.get());
            if (!known) {
                invocation.io().err().line(pid.matches("\\d+") ? "kill: can't kill pid " + pid + ": No such process" : "kill: invalid number '" + pid + "'");
                status = 1;
            }
        }
        return status;
    }
}
