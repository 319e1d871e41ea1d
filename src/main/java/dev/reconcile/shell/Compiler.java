package dev.reconcile.shell;

import dev.reconcile.shell.Step.Range;
import java.util.ArrayList;
import java.util.List;

/** Flattens a tree of commands into steps and jumps. */
final class Compiler {
    private final List<Step> steps = new ArrayList<>();

    private Compiler() {}

    static Code compile(Command command) {
        Compiler compiler = new Compiler();
        compiler.add(command, false);
        return new Code(compiler.steps);
    }

    private void add(Command command, boolean tested) {
        switch (command) {
            case Command.Simple simple -> steps.add(new Step.Run(simple, tested));
            case Command.Sequence sequence -> sequence.commands().forEach(each -> add(each, tested));
            case Command.Pipeline pipeline -> pipeline(pipeline, tested);
            case Command.Not not -> {
                add(not.command(), true);
                steps.add(new Step.Negate());
            }
            case Command.Timed timed -> {
                steps.add(new Step.TimeStart());
                add(timed.command(), tested);
                steps.add(new Step.TimeEnd(timed.posix()));
            }
            case Command.Chain chain -> chain(chain, tested);
            case Command.Subshell subshell -> {
                int jump = hole();
                Range body = range(subshell.body(), tested);
                steps.set(jump, new Step.Jump(here()));
                steps.add(new Step.RunSubshell(body, tested, subshell.line()));
            }
            case Command.Conditional conditional -> steps.add(new Step.Evaluate(conditional.tokens(), tested, conditional.line()));
            case Command.Background background -> {
                int jump = hole();
                Range body = range(background.body(), false);
                steps.set(jump, new Step.Jump(here()));
                steps.add(new Step.RunBackground(body, background.text(), background.line()));
            }
            case Command.Redirected redirected -> {
                steps.add(new Step.Redirected(redirected.redirects(), redirected.line()));
                add(redirected.command(), tested);
                steps.add(new Step.RedirectedEnd());
            }
            case Command.If conditional -> conditional(conditional, tested);
            case Command.Loop loop -> loop(loop, tested);
            case Command.For loop -> forLoop(loop, tested);
            case Command.Counting loop -> counting(loop, tested);
            case Command.Case choice -> choice(choice, tested);
            case Command.Definition definition -> {
                int jump = hole();
                Range body = range(definition.body(), false);
                steps.set(jump, new Step.Jump(here()));
                steps.add(new Step.Define(definition.name(), body));
            }
        }
    }

    private void pipeline(Command.Pipeline pipeline, boolean tested) {
        int jump = hole();
        List<Range> stages = new ArrayList<>();
        pipeline.stages().forEach(stage -> stages.add(range(stage, tested)));
        steps.set(jump, new Step.Jump(here()));
        steps.add(new Step.RunStages(List.copyOf(stages), tested, pipeline.line()));
    }

    private void chain(Command.Chain chain, boolean tested) {
        int last = chain.commands().size() - 1;
        for (int i = 0; i <= last; i++) {
            int jump = i == 0 ? -1 : hole();
            add(chain.commands().get(i), tested || i < last);
            if (i > 0) {
                steps.set(jump, new Step.JumpIf(!chain.whenSuccess().get(i - 1), here()));
            }
        }
    }

    private void conditional(Command.If conditional, boolean tested) {
        List<Integer> toEnd = new ArrayList<>();
        boolean otherwise = false;
        for (Command.Branch branch : conditional.branches()) {
            otherwise = branch.condition() == null;
            if (otherwise) {
                add(branch.body(), tested);
                continue;
            }
            add(branch.condition(), true);
            int jump = hole();
            add(branch.body(), tested);
            toEnd.add(hole());
            steps.set(jump, new Step.JumpIf(false, here()));
        }
        if (!otherwise) {
            steps.add(new Step.Succeed());
        }
        toEnd.forEach(jump -> steps.set(jump, new Step.Jump(here())));
    }

    private void loop(Command.Loop loop, boolean tested) {
        int start = hole();
        int again = here();
        add(loop.condition(), true);
        int jump = hole();
        add(loop.body(), tested);
        steps.add(new Step.BodyDone(again));
        steps.set(start, new Step.LoopStart(again, here()));
        steps.set(jump, new Step.JumpIf(!loop.whileSuccess(), here()));
        steps.add(new Step.LoopEnd());
    }

    private void forLoop(Command.For loop, boolean tested) {
        int start = hole();
        int again = hole();
        add(loop.body(), tested);
        steps.add(new Step.BodyDone(again));
        steps.set(start, new Step.ForStart(loop.words(), again, here(), loop.line()));
        steps.set(again, new Step.NextItem(loop.name(), here()));
        steps.add(new Step.LoopEnd());
    }

    /** {@code continue} goes on with the step, which the first round leaves out. */
    private void counting(Command.Counting loop, boolean tested) {
        add(loop.start(), true);
        int start = hole();
        int first = hole();
        int again = here();
        add(loop.step(), true);
        steps.set(first, new Step.Jump(here()));
        add(loop.condition(), true);
        int jump = hole();
        add(loop.body(), tested);
        steps.add(new Step.BodyDone(again));
        steps.set(start, new Step.LoopStart(again, here()));
        steps.set(jump, new Step.JumpIf(false, here()));
        steps.add(new Step.LoopEnd());
    }

    private void choice(Command.Case choice, boolean tested) {
        List<Integer> toEnd = new ArrayList<>();
        steps.add(new Step.CaseStart(choice.subject(), choice.line()));
        int falling = -1;
        for (Command.Item item : choice.items()) {
            int test = hole();
            steps.add(new Step.Succeed());
            if (falling >= 0) {
                steps.set(falling, new Step.Jump(here()));
            }
            add(item.body(), tested);
            falling = item.falls() ? hole() : -1;
            if (!item.falls() && !item.tests()) {
                toEnd.add(hole());
            }
            steps.set(test, new Step.CaseTest(item.patterns(), here()));
        }
        if (falling >= 0) {
            toEnd.add(falling);
        }
        steps.add(new Step.Succeed());
        toEnd.forEach(jump -> steps.set(jump, new Step.Jump(here())));
        steps.add(new Step.CaseEnd());
    }

    private Range range(Command command, boolean tested) {
        int from = here();
        add(command, tested);
        return new Range(from, here());
    }

    private int here() {
        return steps.size();
    }

    /** Keeps a place for a jump whose target is not known yet. */
    private int hole() {
        steps.add(new Step.Jump(here()));
        return here() - 1;
    }
}
