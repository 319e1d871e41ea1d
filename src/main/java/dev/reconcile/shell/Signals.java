package dev.reconcile.shell;

/** How a shell takes signals: which it ignores, which run a trap, which end it. */
final class Signals {
    private final Shell shell;

    Signals(Shell shell) {
        this.shell = shell;
    }

    /** KILL does not wait for anything; other signals without a trap end the shell together with what it waits for. */
    boolean interruptJob() {
        if (shell.pending.isEmpty()) {
            return false;
        }
        if (shell.pending.contains(Signal.INT) && !shell.traps.containsKey("INT") && shell.job.purpose != Job.Purpose.EXEC) {
            shell.pending.remove(Signal.INT);
            shell.interrupted = true;
        }
        shell.pending.removeIf(this::ignored);
        for (Signal signal : shell.pending) {
            if (signal == Signal.KILL || !shell.traps.containsKey(signal.name())) {
                // Whoever is waited for goes with the shell, and can tidy up.
                shell.job.signal(signal);
                shell.end(signal.exitCode());
                return true;
            }
        }
        return false;
    }

    private boolean ignored(Signal signal) {
        boolean handled = shell.traps.containsKey(signal.name());
        boolean typed = shell.state.interactive() && signal == Signal.INT;
        boolean deaf = signal != Signal.KILL && !handled && !typed && (shell.init || shell.state.interactive());
        return deaf || handled && signal != Signal.KILL && shell.traps.get(signal.name()).isEmpty();
    }

    /** Reacts to a signal between two steps. */
    boolean takeSignal() {
        shell.pending.removeIf(this::ignored);
        if (shell.pending.isEmpty() || shell.ended) {
            return false;
        }
        Signal signal = shell.pending.iterator().next();
        shell.pending.remove(signal);
        String trap = signal == Signal.KILL ? null : shell.traps.get(signal.name());
        if (trap == null && signal == Signal.INT) {
            shell.abort(signal.exitCode());
        } else if (trap == null) {
            shell.end(signal.exitCode());
        } else {
            pushTrap(trap);
        }
        return true;
    }

    void pushTrap(String commands) {
        Frame frame = new Frame(Frame.Kind.TRAP, commands);
        frame.statusBefore = shell.state.status();
        shell.frames.push(frame);
    }
}
