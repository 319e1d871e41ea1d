package dev.reconcile.kubelet;

import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A command that somebody has started in a running container. It ends with the container, if not before. */
final class ExecConversation implements Conversation {
    private final Container container;
    private final Process process;
    private final Runnable wake;

    private ExecConversation(Container container, Process process, Runnable wake) {
        this.container = container;
        this.process = process;
        this.wake = wake;
    }

    /** @param wake makes the kubelet look at the pod */
    static Conversation start(Container container, List<String> command, Stdio io, World world, boolean tty, LongSupplier now, Runnable wake) {
        Launcher.Launch launch = container.exec(command, io, tty ? world : new Apart(world));
        if (launch.process().isPresent()) {
            return new ExecConversation(container, launch.process().get(), wake);
        }
        String id = Digests.hex(container.origin().id() + String.join(" ", command) + now.getAsLong());
        return new FailedConversation(Streaming.internal("Internal error occurred: error executing command in container: failed to exec in container: "
                + "failed to start exec \"" + id + "\": OCI runtime exec failed: exec failed: unable to start container process: "
                + Executables.problem(launch, command.getFirst()) + ": unknown"));
    }

    /** The client's time without its terminal. */
    private record Apart(World world) implements World {
        @Override
        public long nowMillis() {
            return world.nowMillis();
        }

        @Override
        public Optional<Terminal> terminal() {
            return Optional.empty();
        }
    }

    @Override
    public Progress advance() {
        if (!container.isRunning()) {
            return Progress.exited(Signal.KILL.exitCode());
        }
        FileNode before = container.files().at("/").orElseThrow();
        long wakeBefore = container.wakeAt();
        Progress progress = process.advance();
        boolean filesChanged = !container.files().at("/").orElseThrow().equals(before);
        if (filesChanged) {
            container.touch();
        }
        // It may also have sent a signal to the container's first process.
        if (filesChanged || container.wakeAt() != wakeBefore) {
            wake.run();
        }
        return switch (progress) {
            // The end of the container is news in the log, because the kubelet reports it.
            case Progress.Waiting wait -> new Progress.Waiting(wait.untilMillis(), true, wait.forInput());
            case Progress.Working working -> working;
            case Progress.Exited exited -> exited;
        };
    }

    @Override
    public void signal(Signal signal) {
        process.signal(signal);
    }
}
