package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The builtins that unset variables, and set options and positional parameters. Declaring: {@link Declarations}; reading: {@link Reading}. */
final class VariableBuiltins {
    private VariableBuiltins() {}

    static int unset(Call call) {
        boolean functions = false;
        for (String operand : call.operands()) {
            if (operand.equals("-f") || operand.equals("-v")) {
                functions = operand.equals("-f");
            } else if (functions) {
                call.state().functions().remove(operand);
            } else if (!call.dash() && operand.matches("\\w+\\[.+]")) {
                int bracket = operand.indexOf('[');
                Subscripts.unset(call.state(), operand.substring(0, bracket), operand.substring(bracket + 1, operand.length() - 1));
            } else if (!Words.isName(operand)) {
                throw Stop.failed(call.dash() ? "unset: " + operand + ": bad variable name" : "unset: `" + operand + "': not a valid identifier",
                        call.dash() ? 2 : 1);
            } else if (call.state().variables().isReadOnly(operand)) {
                if (call.dash()) {
                    throw Stop.failed("unset: " + operand + ": is read only", 2);
                }
                return call.fail("unset: " + operand + ": cannot unset: readonly variable", 1);
            } else if (call.state().variables().variable(operand) == null && !call.dash()) {
                call.state().functions().remove(operand);
            } else {
                call.state().variables().unset(operand);
            }
        }
        return 0;
    }

    static int set(Call call) {
        List<String> operands = call.operands();
        if (operands.isEmpty()) {
            call.state().variables().all().forEach((name, variable) -> {
                if (variable.value() != null) {
                    call.print(name + "=" + Quoting.quote(variable.value()) + "\n");
                }
            });
            return 0;
        }
        int i = 0;
        while (i < operands.size() && operands.get(i).matches("[-+][a-zA-Z]+")) {
            String option = operands.get(i++);
            boolean on = option.startsWith("-");
            if (option.substring(1).equals("o")) {
                if (i == operands.size()) {
                    Options.lines(call.state()).forEach(line -> call.print(line + "\n"));
                    return 0;
                }
                option = "-" + optionNamed(operands.get(i++), call);
            }
            for (char letter : option.substring(1).toCharArray()) {
                if (letter == 'o') {
                    letter = i < operands.size() ? optionNamed(operands.get(i++), call) : 'e';
                }
                if (!Options.isLetter(letter) && letter != Options.PIPEFAIL) {
                    throw Stop.failed(call.dash() ? "set: Illegal option -" + letter : "set: -" + letter + ": invalid option", 2);
                }
                call.state().set(letter, on);
            }
        }
        boolean dashes = i < operands.size() && (operands.get(i).equals("--") || operands.get(i).equals("-"));
        if (dashes || i < operands.size()) {
            call.state().setPositional(operands.subList(dashes ? i + 1 : i, operands.size()));
        }
        return 0;
    }

    private static char optionNamed(String name, Call call) {
        char letter = Options.letter(name, call.state().dialect());
        if (letter == '?') {
            throw Stop.failed(call.dash() ? "set: Illegal option -o " + name : "set: " + name + ": invalid option name", call.dash() ? 2 : 1);
        }
        return letter;
    }

    static int shift(Call call) {
        String operand = call.operands().isEmpty() ? "1" : call.operands().getFirst();
        if (!operand.matches("\\d{1,6}")) {
            throw Stop.failed("shift: Illegal number: " + operand, 2);
        }
        List<String> positional = call.state().positional();
        int count = Integer.parseInt(operand);
        if (count > positional.size()) {
            if (call.state().dialect() == Dialect.DASH) {
                throw Stop.failed("shift: can't shift that many", 2);
            }
            return 1;
        }
        call.state().setPositional(positional.subList(count, positional.size()));
        return 0;
    }

    static int getopts(Call call) {
        if (call.operands().size() < 2) {
            return call.fail("getopts: Usage: getopts optstring var [arg...]", 2);
        }
        String options = call.operands().getFirst();
        String name = call.operands().get(1);
        List<String> words = call.operands().size() > 2 ? call.operands().subList(2, call.operands().size()) : call.state().positional();
        return new OptionReader(call, options, name, words).next();
    }

    static int let(Call call) {
        long value = 0;
        for (String expression : call.operands()) {
            value = Arithmetic.calculate(expression, call.state());
        }
        return value == 0 ? 1 : 0;
    }
}
