package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code export}, {@code readonly}, {@code local}, and bash's {@code declare}. */
final class Declarations {
    private static final String SHOWN_OPTIONS = "aAiprxgfF";

    private final Call call;
    private final String builtin;
    private final List<String> operands = new ArrayList<>();
    private final StringBuilder options = new StringBuilder();
    private final Optional<Frame> function;

    private Declarations(Call call) {
        this.call = call;
        this.builtin = call.args().getFirst();
        this.function = call.shell().frames().stream().filter(frame -> frame.kind == Frame.Kind.FUNCTION).findFirst();
    }

    static int run(Call call) {
        return new Declarations(call).run();
    }

    private int run() {
        if (builtin.equals("local") && function.isEmpty()) {
            if (call.dash()) {
                throw Stop.failed("local: not in a function", 2);
            }
            return call.fail("local: can only be used in a function", 1);
        }
        List<String> words = new ArrayList<>(call.operands());
        while (!words.isEmpty() && words.getFirst().matches("[-+][a-zA-Z]+|--")) {
            String option = words.removeFirst();
            if (option.equals("--")) {
                break;
            }
            for (char letter : option.substring(1).toCharArray()) {
                if (call.dash() ? "pn".indexOf(letter) < 0 : (SHOWN_OPTIONS + "n").indexOf(letter) < 0 || letter == 'n' && !builtin.equals("export")) {
                    return call.dash() ? stop("Illegal option " + option) : call.fail(builtin + ": " + option + ": not supported here", 2);
                }
                options.append(option.startsWith("+") ? "" : letter);
            }
        }
        operands.addAll(words);
        if (has('F') || has('f')) {
            return functions();
        }
        if (has('p') && !operands.isEmpty()) {
            return showEach();
        }
        if (operands.isEmpty()) {
            return builtin.equals("local") ? 0 : showAll();
        }
        int status = 0;
        for (String operand : operands) {
            status = Math.max(status, declare(operand));
        }
        return status;
    }

    private boolean has(char option) {
        return options.indexOf(String.valueOf(option)) >= 0;
    }

    private int stop(String message) {
        throw Stop.failed(builtin + ": " + message, 2);
    }

    private int declare(String operand) {
        int equals = operand.indexOf('=');
        boolean append = !call.dash() && equals > 0 && operand.charAt(equals - 1) == '+';
        String name = equals < 0 ? operand : operand.substring(0, append ? equals - 1 : equals);
        if (!Words.isName(name)) {
            if (call.dash()) {
                return stop(name + ": bad variable name");
            }
            return call.fail(builtin + ": `" + operand + "': not a valid identifier", 1);
        }
        ShellState state = call.state();
        boolean local = !builtin.equals("export") && !builtin.equals("readonly") && !has('g');
        if (local && function.isPresent()) {
            hide(function.get(), name);
        }
        Variables variables = state.variables();
        if (has('i')) {
            variables.put(name, variables.all(name).asInteger());
        }
        if (has('A') && (variables.all(name).elements() == null || !variables.all(name).elements().isNamed())) {
            variables.put(name, variables.all(name).with(Elements.named()));
        } else if (has('a')) {
            variables.change(name);
        }
        if (equals >= 0) {
            String old = append ? state.value(name) : null;
            state.assign(name, (old == null ? "" : old) + operand.substring(equals + 1));
        }
        mark(variables, name);
        return 0;
    }

    private void hide(Frame frame, String name) {
        boolean first = !frame.hidden.containsKey(name);
        if (first) {
            frame.hidden.put(name, call.state().variables().variable(name));
        }
        if (first && !call.dash()) {
            call.state().variables().unset(name);
        }
    }

    private void mark(Variables variables, String name) {
        if (builtin.equals("export") && has('n')) {
            variables.unexport(name);
        } else if (builtin.equals("export") || has('x')) {
            variables.export(name);
        }
        if (builtin.equals("readonly") || has('r')) {
            variables.makeReadOnly(name);
        }
    }

    private int functions() {
        if (has('f')) {
            return call.fail(builtin + ": -f: the bodies of functions are not kept here; declare -F lists their names", 1);
        }
        int status = 0;
        for (String name : operands.isEmpty() ? List.copyOf(call.state().functions().keySet()) : operands) {
            boolean known = call.state().functions().containsKey(name);
            status = known ? status : 1;
            if (known) {
                call.print((operands.isEmpty() ? "declare -f " : "") + name + "\n");
            }
        }
        return status;
    }

    private int showEach() {
        int status = 0;
        for (String name : operands) {
            Variables.Variable variable = call.state().variables().variable(name);
            if (variable == null) {
                status = call.fail(builtin + ": " + name + ": not found", 1);
            } else {
                call.print(shown(name, variable) + "\n");
            }
        }
        return status;
    }

    private int showAll() {
        boolean all = !builtin.equals("export") && !builtin.equals("readonly") && options.toString().replace("p", "").isEmpty();
        call.state().variables().all().forEach((name, variable) -> {
            boolean array = variable.elements() != null;
            boolean named = array && variable.elements().isNamed();
            boolean wanted = all || (builtin.equals("export") || has('x')) && variable.exported() || (builtin.equals("readonly") || has('r')) && variable.readOnly()
                    || has('a') && array && !named || has('A') && named || has('i') && variable.integer();
            if (wanted) {
                call.print((call.dash() ? builtin + " " + name + (variable.value() == null ? "" : "=" + Quoting.quote(variable.value())) : shown(name, variable)) + "\n");
            }
        });
        return 0;
    }

    private static String shown(String name, Variables.Variable variable) {
        Elements elements = variable.elements();
        String marks = (elements == null ? "" : elements.isNamed() ? "A" : "a") + (variable.integer() ? "i" : "") + (variable.readOnly() ? "r" : "")
                + (variable.exported() ? "x" : "");
        String value = "";
        if (elements != null) {
            value = elements.keys().stream().map(key -> "[" + key + "]=" + Quoting.doubled(elements.get(key)) + (elements.isNamed() ? " " : ""))
                    .collect(Collectors.joining(elements.isNamed() ? "" : " ", "=(", ")"));
        } else if (variable.value() != null) {
            value = "=" + Quoting.doubled(variable.value());
        }
        return "declare -" + (marks.isEmpty() ? "-" : marks) + " " + name + value;
    }
}
