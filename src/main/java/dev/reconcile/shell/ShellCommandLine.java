package dev.reconcile.shell;

import dev.reconcile.shell.Launcher.Launch;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code sh}'s own command line. */
final class ShellCommandLine {
    private static final String OPTIONS = "aefnuxvi" + Options.PIPEFAIL;

    private ShellCommandLine() {}

    static Launch start(Launcher launcher, Invocation invocation, Dialect dialect) {
        List<String> operands = new ArrayList<>(invocation.operands());
        StringBuilder options = new StringBuilder();
        boolean text = false;
        while (!operands.isEmpty() && operands.getFirst().matches("-[a-z]+|-o|--login|--norc")) {
            String option = operands.removeFirst();
            if (option.equals("-o") && !operands.isEmpty()) {
                options.append(Options.letter(operands.removeFirst(), dialect));
            } else if (!option.startsWith("--")) {
                text |= option.indexOf('c') > 0;
                option.substring(1).chars().filter(c -> c != 'c' && c != 's' && c != 'l').forEach(c -> options.append((char) c));
            }
        }
        if (!operands.isEmpty() && operands.getFirst().equals("--")) {
            operands.removeFirst();
        }
        String name = invocation.name();
        for (char option : options.toString().toCharArray()) {
            if (OPTIONS.indexOf(option) < 0) {
                return refused(invocation, name + ": 0: Illegal option -" + option, 2);
            }
        }
        if (text && operands.isEmpty()) {
            return refused(invocation, name + ": 0: -c requires an argument", 2);
        }
        Shell shell;
        if (text) {
            String commands = operands.removeFirst();
            String zero = operands.isEmpty() ? name : operands.removeFirst();
            shell = Shell.running(launcher, invocation, dialect, zero, commands, operands);
        } else if (operands.isEmpty()) {
            boolean typed = invocation.io().in().isTyped() && invocation.io().out().isTerminal() || options.indexOf("i") >= 0;
            shell = typed ? Shell.prompting(launcher, invocation, dialect)
                    : Shell.reading(launcher, invocation, dialect, List.of());
        } else {
            String path = invocation.path(operands.getFirst());
            if (invocation.files().problemReading(path).isPresent()) {
                String problem = invocation.files().isDirectory(path) ? FileProblem.IS_DIRECTORY.text() : "No such file";
                return refused(invocation, name + ": 0: cannot open " + operands.getFirst() + ": " + problem, dialect != Dialect.BASH ? 2 : 127);
            }
            shell = Shell.running(launcher, invocation, dialect, operands.getFirst(), invocation.files().content(path).orElse(""),
                    operands.subList(1, operands.size()));
        }
        options.chars().filter(c -> c != 'i').forEach(c -> shell.state().set((char) c, true));
        return Launch.of(shell);
    }

    /** A script that was called by its path. */
    static Launch script(Launcher launcher, Invocation invocation, Dialect dialect, String text) {
        return Launch.of(Shell.running(launcher, invocation, dialect, invocation.name(), text, invocation.operands()));
    }

    private static Launch refused(Invocation invocation, String message, int status) {
        return Launch.of(new Ended(invocation, message, status));
    }
}
