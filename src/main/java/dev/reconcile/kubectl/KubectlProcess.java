package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.Optional;

/** A running kubectl: it advances its command step by step, prints why it failed, and ends at a signal. */
final class KubectlProcess implements Process {
    /** What a command ends with that caught Ctrl-C. */
    private static final int CAUGHT = 1;

    private final Output err;
    private Step.Continuation rest;
    private Step.Talk talk;
    private Signal signal;
    private boolean catches;

    KubectlProcess(Output err, Step.Continuation start) {
        this.err = err;
        this.rest = start;
    }

    @Override
    public boolean takesKeys() {
        return talk != null && talk.keys();
    }

    @Override
    public void signal(Signal arrived) {
        boolean key = arrived == Signal.INT || arrived == Signal.QUIT;
        if (takesKeys() && key) {
            talk.with().signal(arrived);
            return;
        }
        if (talk != null) {
            talk.with().signal(Signal.HUP);
        }
        signal = arrived;
    }

    @Override
    public Progress advance() {
        if (signal != null) {
            return Progress.exited(catches && signal == Signal.INT ? CAUGHT : signal.exitCode());
        }
        try {
            return goOn();
        } catch (CommandFailure failure) {
            String text = failure.text();
            err.write(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
            return Progress.exited(failure.code());
        }
    }

    private Progress goOn() throws CommandFailure {
        Optional<Progress> unfinished = talk == null ? Optional.empty() : talk();
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        return switch (rest.run()) {
            case Step.Done done -> Progress.exited(done.code());
            case Step.Wait wait -> {
                rest = wait.next();
                catches = wait.catches();
                yield wait.until();
            }
            case Step.Turn turn -> {
                rest = turn.next();
                yield new Progress.Working();
            }
            case Step.Talk begun -> {
                talk = begun;
                catches = begun.catches();
                yield new Progress.Working();
            }
        };
    }

    /** One turn of the conversation; empty when it has ended. */
    private Optional<Progress> talk() {
        Progress progress = talk.with().advance();
        if (!(progress instanceof Progress.Exited exited)) {
            return Optional.of(progress);
        }
        Step.Ending next = talk.next();
        talk = null;
        rest = () -> next.run(exited.code());
        return Optional.empty();
    }
}
