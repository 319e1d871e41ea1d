package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Environment;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code env}: shows the environment, or runs a program in a changed one. */
final class Env extends Starter {
    static final Program PROGRAM = Starter.program(Env::make);

    private static final Grammar GRAMMAR = Grammar.of("iu:C:", "ignore-environment=i", "unset=u").beforeOperands();

    private final Arguments arguments;
    private boolean begun;
    private int status;

    private Env(Arguments arguments, Launcher launcher) {
        super(arguments.invocation, launcher);
        this.arguments = arguments;
    }

    private static Process make(Invocation invocation, Launcher launcher) {
        Arguments arguments = Arguments.read(invocation, GRAMMAR);
        return arguments.problem() == null ? new Env(arguments, launcher) : Arguments.usage(invocation, arguments.problem(), 125);
    }

    @Override
    Progress next() {
        if (begun) {
            return Progress.exited(status);
        }
        begun = true;
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
            return Progress.exited(0);
        }
        Environment environment = invocation.environment().withVariables(variables);
        begin(invocation.withArgs(words).withEnvironment(environment));
        return isRunning() ? new Progress.Working() : Progress.exited(status);
    }

    @Override
    void ended(int code) {
        status = code;
    }

    /** In reality the program takes the place of env. */
    @Override
    public void signal(Signal arrived) {
        if (isRunning()) {
            forward(arrived);
        } else {
            super.signal(arrived);
        }
    }

    @Override
    Json own() {
        return Json.of("begun", begun, "status", status);
    }

    @Override
    void loadOwn(Json own) {
        begun = own.isTrue("begun");
        status = (int) own.number(0, "status");
    }
}
