package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.List;

/** How a shell starts subshells of itself: for pipelines, substitutions, parentheses and background jobs. Descriptors above 2 stay with the shell. */
final class Forks {
    private final Shell shell;
    private final Launcher launcher;

    Forks(Shell shell) {
        this.shell = shell;
        this.launcher = shell.launcher();
    }

    /** A subshell that runs some steps of this shell. */
    private Child fork(Frame from, int body, Step.Range range, boolean tested, Channel[] itsDescriptors) {
        if (launcher.depth() >= launcher.limits().subshellDepth()) {
            throw launcher.meter().stop("more than " + launcher.limits().subshellDepth() + " subshells within each other");
        }
        if (!launcher.meter().mayStart()) {
            throw launcher.meter().stop("more than " + launcher.limits().processes() + " processes");
        }
        Invocation its = shell.invocation().withEnvironment(shell.state().environment()).withIo(Channel.stdio(itsDescriptors));
        Shell fork = new Shell(launcher.deeper(), its, shell.state().fork());
        Frame frame = Frame.steps(Frame.Kind.SUBSHELL, from.unit, body, range);
        frame.tested = tested || shell.frames().stream().anyMatch(each -> each.tested);
        fork.frames.push(frame);
        fork.line = shell.line();
        launcher.meter().started(1);
        return new Child(its, itsDescriptors, fork);
    }

    private Channel[] descriptors(Channel in, Channel out) {
        return Channel.descriptors(in, out, shell.descriptors()[2], null);
    }

    void subshell(Frame frame, Step.RunSubshell step) {
        Channel[] its = descriptors(shell.descriptors()[0], shell.descriptors()[1]);
        shell.start(new Job(Job.Purpose.FOREGROUND, step.tested(), 0), fork(frame, frame.body, step.body(), step.tested(), its));
    }

    void background(Frame frame, Step.RunBackground step) {
        Child child = fork(frame, frame.body, step.body(), false, descriptors(new Channel.Null(), shell.descriptors()[1]));
        shell.jobs.begin(shell, child, step.text());
    }

    void stages(Frame frame, Step.RunStages step) {
        shell.line = step.line();
        Job pipeline = new Job(Job.Purpose.FOREGROUND, step.tested(), 0);
        Channel input = shell.descriptors()[0];
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < step.stages().size(); i++) {
            boolean last = i == step.stages().size() - 1;
            Pipe pipe = last ? null : new Pipe(launcher.limits().pipeCharacters());
            Channel[] its = descriptors(input, last ? shell.descriptors()[1] : new Channel.Piped(pipe));
            children.add(fork(frame, frame.body, step.stages().get(i), step.tested(), its));
            if (!last) {
                pipeline.add(pipe);
                input = new Channel.Piped(pipe);
            }
        }
        children.forEach(pipeline::add);
        shell.job = pipeline;
        frame.next++;
    }

    boolean substitute(Part.Substitution needed) {
        Frame frame = shell.frames().peek();
        Pipe capture = Pipe.unbounded();
        Job substitution = new Job(needed.file() ? Job.Purpose.FILE : Job.Purpose.SUBSTITUTION, true, needed.id());
        substitution.add(capture);
        Step.Range all = new Step.Range(0, frame.unit.code(needed.body()).steps().size());
        shell.start(substitution, fork(frame, needed.body(), all, false, descriptors(shell.descriptors()[0], new Channel.Piped(capture))));
        return true;
    }
}
