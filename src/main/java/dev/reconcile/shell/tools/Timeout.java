package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code timeout}: ends a program that runs for too long, first with TERM, with {@code -k} later with KILL. */
final class Timeout extends Starter {
    static final Program PROGRAM = Starter.program(Timeout::make);

    /** The status of a program that was ended. */
    private static final int TIMED_OUT = 124;

    private final Arguments arguments;
    private final long millis;
    private boolean begun;
    private long deadline = Long.MAX_VALUE;
    private boolean signalled;
    private int status;

    private Timeout(Arguments arguments, long millis, Launcher launcher) {
        super(arguments.invocation, launcher);
        this.arguments = arguments;
        this.millis = millis;
    }

    private static Process make(Invocation invocation, Launcher launcher) {
        Arguments arguments = Arguments.read(invocation, Grammar.of("k:s:vf", "kill-after=k", "signal=s", "foreground=f", "preserve-status=f").beforeOperands());
        if (arguments.problem() != null || arguments.operands().size() < 2) {
            return Arguments.usage(invocation, arguments.problem() == null ? "missing operand" : arguments.problem(), 125);
        }
        OptionalLong millis = Durations.millis(arguments.operands().getFirst());
        OptionalLong kill = Durations.millis(arguments.value('k', "0"));
        if (millis.isEmpty() || kill.isEmpty()) {
            String wrong = millis.isEmpty() ? arguments.operands().getFirst() : arguments.value('k');
            return Arguments.usage(invocation, "invalid time interval '" + wrong + "'", 125);
        }
        return new Timeout(arguments, millis.getAsLong(), launcher);
    }

    @Override
    Progress next() {
        if (begun) {
            return Progress.exited(signalled ? TIMED_OUT : status);
        }
        begun = true;
        long now = invocation.world().nowMillis();
        deadline = millis == 0 || millis == Durations.INFINITE ? Long.MAX_VALUE : now + millis;
        begin(invocation.withArgs(arguments.operands().subList(1, arguments.operands().size())));
        return isRunning() ? new Progress.Working() : Progress.exited(status);
    }

    @Override
    void complainAbout(String name, String problem) {
        invocation.io().err().line("timeout: failed to run command '" + name + "': " + problem);
    }

    @Override
    void ended(int code) {
        status = code;
    }

    @Override
    Optional<Progress> during(Progress progress) {
        if (invocation.world().nowMillis() >= deadline) {
            if (signalled) {
                abandon();
                return Optional.of(Progress.exited(Signal.KILL.exitCode()));
            }
            signalled = true;
            long kill = Durations.millis(arguments.value('k', "0")).orElse(0);
            deadline = kill == 0 ? Long.MAX_VALUE : deadline + kill;
            forward(Signal.TERM);
            return Optional.of(new Progress.Working());
        }
        if (!(progress instanceof Progress.Waiting waiting) || deadline == Long.MAX_VALUE) {
            return Optional.of(progress);
        }
        long until = Math.min(deadline, waiting.untilMillis().orElse(Long.MAX_VALUE));
        return Optional.of(new Progress.Waiting(OptionalLong.of(until), waiting.forChange(), waiting.forInput()));
    }

    @Override
    Json own() {
        return Json.of("begun", begun, "deadline", deadline, "signalled", signalled, "status", status);
    }

    @Override
    void loadOwn(Json own) {
        begun = own.isTrue("begun");
        deadline = own.number(Long.MAX_VALUE, "deadline");
        signalled = own.isTrue("signalled");
        status = (int) own.number(0, "status");
    }
}
