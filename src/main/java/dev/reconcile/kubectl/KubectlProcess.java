package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;

/** A running kubectl: it advances its command step by step, prints why it failed, and ends at a signal. */
final class KubectlProcess implements Process {
    private final Output err;
    private Step.Continuation rest;
    private Signal signal;

    KubectlProcess(Output err, Step.Continuation start) {
        this.err = err;
        this.rest = start;
    }

    @Override
    public void signal(Signal arrived) {
        signal = arrived;
    }

    @Override
    public Progress advance() {
        if (signal != null) {
            return Progress.exited(signal.exitCode());
        }
        try {
            return switch (rest.run()) {
                case Step.Done done -> Progress.exited(done.code());
                case Step.Wait wait -> {
                    rest = wait.next();
                    yield wait.until();
                }
                case Step.Turn turn -> {
                    rest = turn.next();
                    yield new Progress.Working();
                }
            };
        } catch (CommandFailure failure) {
            if (!failure.text().isEmpty()) {
                err.line(failure.text());
            }
            return Progress.exited(failure.code());
        }
    }
}
