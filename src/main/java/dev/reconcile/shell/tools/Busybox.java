package dev.reconcile.shell.tools;

import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import java.util.Optional;

/** {@code busybox}: many programs in one; runs the one that its first argument names. Where it is there, {@code sh} is its shell. */
final class Busybox extends Wrapper {
    static final Program PROGRAM = Starter.program(Busybox::new);

    private Busybox(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
    }

    @Override
    Optional<Progress> first() {
        if (invocation.operands().isEmpty()) {
            invocation.io().out().line("BusyBox v1.37.0 multi-call binary.\n\nUsage: busybox [function [arguments]...]");
            return Optional.of(Progress.exited(0));
        }
        begin(invocation.withArgs(invocation.operands()));
        return Optional.empty();
    }

    @Override
    void complainAbout(String name, String problem) {
        invocation.io().err().line(name + ": applet not found");
    }
}
