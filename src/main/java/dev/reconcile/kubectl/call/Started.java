package dev.reconcile.kubectl.call;

import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import java.util.List;

/** A program of the shell that a command has started: an editor, {@code diff}. */
public final class Started {
    /** Status of a program that there is none of by this name. */
    public static final int NOT_FOUND = 127;

    /** Status of a program that may not be started: an editor that starts its own kubectl would never end. */
    private static final int REFUSED = 126;

    /** The rest of a command, with the status of the program. */
    @FunctionalInterface
    public interface Ending {
        Step run(int status) throws CommandFailure;
    }

    private final Process process;
    private final Ending ending;

    private Started(Process process, Ending ending) {
        this.process = process;
        this.ending = ending;
    }

    /** Starts it with the streams of the command, and goes on when it has ended. */
    public static Step run(Call call, List<String> arguments, Ending ending) throws CommandFailure {
        Launcher deeper = call.launcher().deeper();
        if (deeper.depth() > deeper.limits().subshellDepth()) {
            return ending.run(REFUSED);
        }
        Launcher.Launch launch = deeper.start(call.invocation().withArgs(arguments));
        return launch.process().isEmpty() ? ending.run(launch.status()) : new Started(launch.process().get(), ending).advance();
    }

    private Step advance() throws CommandFailure {
        return switch (process.advance()) {
            case Progress.Exited exited -> ending.run(exited.code());
            case Progress.Waiting waiting -> new Step.Wait(waiting, false, this::advance);
            case Progress.Working working -> new Step.Turn(this::advance);
        };
    }
}
