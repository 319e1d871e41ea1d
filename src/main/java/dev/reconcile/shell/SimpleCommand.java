package dev.reconcile.shell;

import dev.reconcile.shell.Assigning.Assigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Executes one simple command: expands its words, then calls a function or builtin, or starts a program. */
final class SimpleCommand {
    private static final List<String> DECLARATIONS = Arrays.asList("export", "readonly", "local", "declare", "typeset");

    private final Shell shell;
    private final ShellState state;
    private final Frame frame;
    private final Command.Simple command;
    private final boolean tested;
    private List<Assigned> declared = List.of();

    SimpleCommand(Shell shell, Frame frame, Step.Run run) {
        this.shell = shell;
        this.state = shell.state();
        this.frame = frame;
        this.command = run.command();
        this.tested = run.tested();
    }

    void execute() {
        List<String> args = arguments();
        List<Assigned> values = new Assigning(shell).expand(command.assignments());
        declared = new Assigning(shell).expand(command.declared());
        Optional<Channel[]> opened = shell.open(command.redirects());
        shell.done(frame);
        int substituted = shell.takeSubstitutionStatus();
        if (opened.isEmpty()) {
            shell.finish(Complaints.redirectionStatus(state.dialect()), tested);
            if (!args.isEmpty() && Builtins.isSpecial(args.getFirst()) && state.dialect() != Dialect.BASH) {
                shell.abort(2);
            }
            return;
        }
        trace(args, values);
        if (args.isEmpty()) {
            assign(values, false);
            shell.finish(substituted, tested);
            return;
        }
        dispatch(args, values, opened.get());
    }

    /** Whether words after this one that assign are neither split nor matched against file names. */
    static boolean isDeclaration(Word word) {
        return DECLARATIONS.contains(String.valueOf(word.plain()));
    }

    private List<String> arguments() {
        List<Word> words = command.words();
        if (words.isEmpty() || !isDeclaration(words.getFirst())) {
            return shell.expander().fields(words);
        }
        List<String> args = new ArrayList<>();
        for (Word word : words) {
            boolean assignment = !word.parts().isEmpty() && word.parts().getFirst() instanceof Part.Literal literal && !literal.quoted()
                    && literal.text().matches("[A-Za-z_][A-Za-z_0-9]*=.*");
            args.addAll(assignment ? List.of(shell.expander().single(word)) : shell.expander().fields(List.of(word)));
        }
        return args;
    }

    private void dispatch(List<String> args, List<Assigned> values, Channel[] opened) {
        String name = args.getFirst();
        ShellState.Function function = state.functions().get(name);
        if (function != null && !Builtins.isSpecial(name)) {
            call(function, args, values, opened);
        } else if (name.equals("exec")) {
            exec(args, values, opened);
        } else if (Builtins.isBuiltin(name, state.dialect())) {
            builtin(args, values, opened);
        } else {
            program(args, values, opened, Job.Purpose.FOREGROUND);
        }
    }

    /** Sets the variables; gives what to put back afterwards. */
    private SortedMap<String, Variables.Variable> assign(List<Assigned> values, boolean export) {
        SortedMap<String, Variables.Variable> hidden = new TreeMap<>();
        for (Assigned each : values) {
            hidden.putIfAbsent(each.name(), state.variables().variable(each.name()));
            new Assigning(shell).make(each);
            if (export) {
                state.variables().export(each.name());
            }
        }
        return hidden;
    }

    private void call(ShellState.Function function, List<String> args, List<Assigned> values, Channel[] opened) {
        if (shell.frames().size() >= state.limits().functionDepth()) {
            throw Stop.failed(args.getFirst() + ": functions call each other more than " + state.limits().functionDepth() + " deep", ShellLimits.EXIT_CODE);
        }
        Frame called = Frame.steps(Frame.Kind.FUNCTION, function.unit(), function.body(), function.range());
        called.hidden.putAll(assign(values, true));
        called.positionalBefore = state.positional();
        called.tested = tested;
        state.setPositional(args.subList(1, args.size()));
        enter(called, opened);
    }

    private void enter(Frame called, Channel[] opened) {
        called.scopes.addLast(new Frame.Scope.Descriptors(shell.descriptors()));
        shell.setDescriptors(opened);
        shell.frames().push(called);
    }

    private void builtin(List<String> args, List<Assigned> values, Channel[] opened) {
        SortedMap<String, Variables.Variable> hidden = assign(values, false);
        if (Builtins.isSpecial(args.getFirst()) && state.dialect() != Dialect.BASH) {
            hidden.clear();
        }
        Optional<Frame> called = Builtins.called(shell, args, opened);
        if (called.isPresent()) {
            called.get().tested = tested;
            called.get().hidden.putAll(hidden);
            enter(called.get(), opened);
            return;
        }
        if ((args.getFirst().equals("command") || args.getFirst().equals("builtin")) && args.size() > 1 && !args.get(1).startsWith("-")) {
            withoutFunctions(args.subList(1, args.size()), values, opened);
            return;
        }
        int status = Builtins.run(shell, args, opened);
        if (status == Builtins.WAITS) {
            shell.waitIn(args, opened, hidden, tested);
            return;
        }
        hidden.forEach(state.variables()::putBack);
        declared.forEach(new Assigning(shell)::make);
        if (status == Builtins.MOVED) {
            return;
        }
        shell.finish(written(args.getFirst(), opened, status), tested);
    }

    private void withoutFunctions(List<String> args, List<Assigned> values, Channel[] opened) {
        if (args.getFirst().equals("exec")) {
            exec(args, values, opened);
        } else if (Builtins.isBuiltin(args.getFirst(), state.dialect())) {
            builtin(args, values, opened);
        } else {
            program(args, values, opened, Job.Purpose.FOREGROUND);
        }
    }

    /** A builtin whose output went nowhere: a broken pipe ends the shell, a full disk is an error. */
    private int written(String name, Channel[] opened, int status) {
        if (!opened[1].output().broken()) {
            return status;
        }
        boolean file = opened[1] instanceof Channel.OpenFile;
        int broken = Child.brokenStatus(opened[1], Complaints.prefix(state, command.line()) + name, opened[2].output());
        if (!file) {
            shell.signal(Signal.PIPE);
        }
        return broken;
    }

    private void exec(List<String> args, List<Assigned> values, Channel[] opened) {
        assign(values, true);
        if (args.size() == 1) {
            shell.setDescriptors(opened);
            shell.finish(0, tested);
        } else {
            program(args.subList(1, args.size()), List.of(), opened, Job.Purpose.EXEC);
        }
    }

    private void program(List<String> args, List<Assigned> values, Channel[] opened, Job.Purpose purpose) {
        Environment environment = state.environment();
        for (Assigned each : values) {
            environment = each.value() == null ? environment : environment.with(each.name(), each.value());
        }
        if (!shell.launcher().meter().mayStart()) {
            throw shell.launcher().meter().stop("more than " + state.limits().processes() + " processes");
        }
        Invocation its = shell.invocation().withArgs(args).withEnvironment(environment).withIo(Channel.stdio(opened));
        Launcher.Launch launch = args.getFirst().isEmpty() ? Launcher.Launch.refused(state.dialect() != Dialect.BASH ? FileProblem.DENIED.text() : "not found", 127) : shell.launcher().deeper().start(its);
        if (launch.process().isEmpty()) {
            String exec = purpose == Job.Purpose.EXEC ? "exec: " : "";
            shell.complain(opened, exec + (state.dialect() == Dialect.BASH && args.getFirst().contains("/") && its.files().isDirectory(its.path(args.getFirst()))
                    ? args.getFirst() + ": " + FileProblem.IS_DIRECTORY.text() : Complaints.notStarted(args.getFirst(), launch, state.dialect())));
            if (state.interactive() && state.dialect() == Dialect.BASH && state.user().equals("learner")) {
                LearnerMachine.insteadOf(args.getFirst()).ifPresent(hint -> opened[2].output().line("(" + hint + ")"));
            }
            shell.finish(launch.status(), tested);
            if (purpose == Job.Purpose.EXEC) {
                shell.abort(launch.status());
            }
            return;
        }
        shell.launcher().meter().started(1);
        shell.start(new Job(purpose, tested, 0), new Child(its, opened, launch.process().get()));
    }

    private void trace(List<String> args, List<Assigned> values) {
        if (!state.isSet('x') || args.isEmpty() && values.isEmpty()) {
            return;
        }
        String prompt = String.valueOf(state.variables().get("PS4"));
        Output to = shell.descriptors()[2].output();
        List<String> words = new ArrayList<>();
        if (state.dialect() == Dialect.BASH) {
            values.forEach(each -> to.line(prompt + each.trace()));
            args.forEach(arg -> words.add(Quoting.trace(arg)));
        } else {
            values.forEach(each -> words.add(each.name() + "=" + each.value()));
            words.addAll(args);
        }
        if (!words.isEmpty()) {
            to.line(prompt + String.join(" ", words));
        }
    }
}
