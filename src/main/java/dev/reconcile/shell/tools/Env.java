package dev.reconcile.shell.tools;

import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code env}: shows the environment, or runs a program in a changed one. */
final class Env extends Wrapper {
    static final Program PROGRAM = Starter.program(Env::make);

    private static final Grammar GRAMMAR = Grammar.of("iu:C:", "ignore-environment=i", "unset=u").beforeOperands();

    private final Arguments arguments;

    private Env(Arguments arguments, Launcher launcher) {
        super(arguments.invocation, launcher);
        this.arguments = arguments;
    }

    private static Process make(Invocation invocation, Launcher launcher) {
        Arguments arguments = Arguments.read(invocation, GRAMMAR);
        return arguments.problem() == null ? new Env(arguments, launcher) : Arguments.usage(invocation, arguments.problem(), 125);
    }

    @Override
    Optional<Progress> first() {
        SortedMap<String, String> variables = new TreeMap<>(arguments.has('i') ? new TreeMap<>() : invocation.environment().variables());
        for (String name : arguments.value('u', "").split("\n")) {
            variables.remove(name);
        }
        List<String> words = new ArrayList<>(arguments.operands());
        while (!words.isEmpty() && words.getFirst().indexOf('=') > 0) {
            String assignment = words.removeFirst();
            variables.put(assignment.substring(0, assignment.indexOf('=')), assignment.substring(assignment.indexOf('=') + 1));
        }
        if (words.isEmpty()) {
            variables.forEach((name, value) -> arguments.print(name + "=" + value + "\n"));
            return Optional.of(Progress.exited(0));
        }
        begin(invocation.withArgs(words).withEnvironment(invocation.environment().withVariables(variables)));
        return Optional.empty();
    }
}
