package dev.reconcile.shell.tools;

import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.Optional;

/** {@code nohup}: runs a program that a hang-up does not end. Its output stays where it is: nothing hangs up here. */
final class Nohup extends Wrapper {
    static final Program PROGRAM = Starter.program(Nohup::new);

    private Nohup(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
    }

    @Override
    Optional<Progress> first() {
        if (invocation.operands().isEmpty()) {
            invocation.io().err().line("nohup: missing operand\nTry 'nohup --help' for more information.");
            return Optional.of(Progress.exited(125));
        }
        begin(invocation.withArgs(invocation.operands()));
        return Optional.empty();
    }

    @Override
    void complainAbout(String name, String problem) {
        invocation.io().err().line("nohup: failed to run command '" + name + "': " + problem);
    }

    @Override
    public void signal(Signal arrived) {
        if (arrived != Signal.HUP) {
            super.signal(arrived);
        }
    }
}
