package dev.reconcile.kubelet;

import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Somebody at the streams of a container's first process. It is over when the container ends, or when they go. */
final class AttachConversation implements Conversation {
    private final Container container;
    private final Stdio io;
    private final boolean types;
    private final LongSupplier now;
    private final Runnable wakeKubelet;
    private boolean inputEnded;
    private boolean left;

    /** @param wakeKubelet lets the kubelet look at the pod again: what was typed may have ended the container */
    AttachConversation(Container container, Stdio io, boolean stdin, LongSupplier now, Runnable wakeKubelet) {
        this.container = container;
        this.io = io;
        this.types = stdin && container.streams().takesInput();
        this.now = now;
        this.wakeKubelet = wakeKubelet;
        container.streams().attach(io);
    }

    @Override
    public Progress advance() {
        if (left) {
            return Progress.exited(0);
        }
        if (types && container.isRunning()) {
            read();
        }
        if (!container.isRunning()) {
            leave();
            return Progress.exited(0);
        }
        long wake = container.wakeAt();
        OptionalLong until = wake == Task.NEVER ? OptionalLong.empty() : OptionalLong.of(Math.max(wake, now.getAsLong() + 1));
        return new Progress.Waiting(until, true, types && !inputEnded);
    }

    /** Hands on what has been typed, and lets the process answer at once. */
    private void read() {
        String text = io.in().takeAll();
        container.streams().type(text);
        boolean ends = !inputEnded && io.in().ended();
        if (ends) {
            container.streams().endInput();
            io.in().resume();
            inputEnded = io.in().ended();
        }
        if (ends || !text.isEmpty()) {
            container.stir(now.getAsLong());
            wakeKubelet.run();
        }
    }

    /** Keys go to the process if it has a terminal; without one, and when the client is gone, only the connection ends. */
    @Override
    public void signal(Signal signal) {
        boolean key = signal == Signal.INT || signal == Signal.QUIT;
        if (key && types && container.streams().isTerminal()) {
            container.interrupt(signal, now.getAsLong());
            wakeKubelet.run();
        } else {
            leave();
        }
    }

    private void leave() {
        if (!left) {
            left = true;
            container.streams().detach(io);
            container.stir(now.getAsLong());
            wakeKubelet.run();
        }
    }
}
