package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The builtins that set and show variables, options and positional parameters. */
final class VariableBuiltins {
    private VariableBuiltins() {}

    static int declare(Call call) {
        String builtin = call.args().getFirst();
        boolean local = builtin.equals("local") || !builtin.equals("export") && !builtin.equals("readonly");
        Optional<Frame> function = call.shell().frames().stream().filter(frame -> frame.kind == Frame.Kind.FUNCTION).findFirst();
        if (builtin.equals("local") && function.isEmpty()) {
            throw Stop.failed(call.dash() ? "local: not in a function" : "local: can only be used in a function", call.dash() ? 2 : 1);
        }
        List<String> operands = new ArrayList<>(call.operands());
        boolean unexport = operands.remove("-n");
        operands.removeIf(operand -> operand.equals("-p") || operand.equals("--"));
        if (operands.isEmpty() && !local) {
            return show(call, builtin);
        }
        for (String operand : operands) {
            int equals = operand.indexOf('=');
            String name = equals < 0 ? operand : operand.substring(0, equals);
            if (!Words.isName(name)) {
                throw Stop.failed(call.dash() ? builtin + ": " + name + ": bad variable name" : builtin + ": `" + operand + "': not a valid identifier",
                        call.dash() ? 2 : 1);
            }
            if (local && function.isPresent()) {
                hide(call.state(), function.get(), name);
            }
            if (equals >= 0) {
                call.state().assign(name, operand.substring(equals + 1));
            }
            mark(call.state(), builtin, name, unexport);
        }
        return 0;
    }

    private static void hide(ShellState state, Frame function, String name) {
        if (!function.hidden.containsKey(name)) {
            function.hidden.put(name, state.variables().variable(name));
        }
        if (state.dialect() == Dialect.BASH) {
            state.variables().unset(name);
        }
    }

    private static void mark(ShellState state, String builtin, String name, boolean unexport) {
        if (builtin.equals("export") && unexport) {
            state.variables().unexport(name);
        } else if (builtin.equals("export")) {
            state.variables().export(name);
        } else if (builtin.equals("readonly")) {
            state.variables().makeReadOnly(name);
        }
    }

    private static int show(Call call, String builtin) {
        boolean export = builtin.equals("export");
        call.state().variables().all().forEach((name, variable) -> {
            if (export ? variable.exported() : variable.readOnly()) {
                String word = call.dash() ? builtin : export ? "declare -x" : "declare -r";
                String value = variable.value() == null ? "" : "=" + (call.dash() ? Quoting.quote(variable.value()) : "\"" + variable.value() + "\"");
                call.print(word + " " + name + value + "\n");
            }
        });
        return 0;
    }

    static int unset(Call call) {
        boolean functions = false;
        for (String operand : call.operands()) {
            if (operand.equals("-f") || operand.equals("-v")) {
                functions = operand.equals("-f");
            } else if (functions) {
                call.state().functions().remove(operand);
            } else if (!Words.isName(operand)) {
                throw Stop.failed(call.dash() ? "unset: " + operand + ": bad variable name" : "unset: `" + operand + "': not a valid identifier",
                        call.dash() ? 2 : 1);
            } else if (call.state().variables().isReadOnly(operand)) {
                throw Stop.failed("unset: " + operand + (call.dash() ? ": is read only" : ": cannot unset: readonly variable"), call.dash() ? 2 : 1);
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
                option = "-" + Options.letter(operands.get(i++));
            }
            for (char letter : option.substring(1).toCharArray()) {
                if (letter == 'o') {
                    letter = i < operands.size() ? Options.letter(operands.get(i++)) : 'e';
                }
                if (!Options.isLetter(letter)) {
                    throw Stop.failed("set: Illegal option -" + letter, 2);
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

    static int shift(Call call) {
        String operand = call.operands().isEmpty() ? "1" : call.operands().getFirst();
        if (!operand.matches("\\d{1,6}")) {
            throw Stop.failed("shift: Illegal number: " + operand, 2);
        }
        List<String> positional = call.state().positional();
        int count = Integer.parseInt(operand);
        if (count > positional.size()) {
            if (call.dash()) {
                throw Stop.failed("shift: can't shift that many", 2);
            }
            return 1;
        }
        call.state().setPositional(positional.subList(count, positional.size()));
        return 0;
    }

    static int read(Call call) {
        List<String> names = new ArrayList<>(call.operands());
        boolean raw = false;
        while (!names.isEmpty() && names.getFirst().startsWith("-")) {
            String option = names.removeFirst();
            raw |= option.contains("r");
            if (option.endsWith("p") && !names.isEmpty()) {
                String prompt = names.removeFirst();
                call.shell().promptOnce(call.io().err(), prompt);
            }
        }
        if (names.isEmpty() && call.dash()) {
            return call.fail("read: arg count", 2);
        }
        for (String name : names) {
            if (!Words.isName(name)) {
                return call.fail("read: " + (call.dash() ? name + ": bad variable name" : "`" + name + "': not a valid identifier"), call.dash() ? 2 : 1);
            }
        }
        Optional<String> line = call.io().in().takeLine();
        if (line.isEmpty() && !call.io().in().ended()) {
            return Builtins.WAITS;
        }
        StringBuilder text = new StringBuilder(line.orElse(""));
        boolean whole = !text.isEmpty() && text.charAt(text.length() - 1) == '\n';
        while (!raw && text.toString().matches("(?s).*(?<!\\\\)(\\\\\\\\)*\\\\\n")) {
            text.setLength(text.length() - 2);
            text.append(call.io().in().takeLine().orElse(""));
        }
        String content = text.toString();
        ReadLine.assign(content.endsWith("\n") ? content.substring(0, content.length() - 1) : content, raw,
                names.isEmpty() ? List.of("REPLY") : names, call.state());
        return whole ? 0 : 1;
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
