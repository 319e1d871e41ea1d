package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.List;

/** {@code echo} and {@code printf}. */
final class Printing {
    private Printing() {}

    static int echo(Call call) {
        List<String> words = call.operands();
        boolean newline = true;
        boolean dash = call.state().dialect() == Dialect.DASH;
        boolean escapes = dash;
        while (!words.isEmpty() && words.getFirst().matches(dash ? "-n" : "-[neE]+")) {
            String option = words.getFirst();
            newline &= option.indexOf('n') < 0;
            escapes = dash || (option.lastIndexOf('e') > option.lastIndexOf('E') || escapes && option.indexOf('E') < 0);
            words = words.subList(1, words.size());
            if (dash) {
                break;
            }
        }
        String text = String.join(" ", words);
        if (!escapes) {
            return call.print(text + (newline ? "\n" : ""));
        }
        Escapes expanded = Escapes.expand(text, true);
        return call.print(expanded.text() + (newline && !expanded.stopped() ? "\n" : ""));
    }

    static int printf(Call call) {
        List<String> operands = call.operands();
        if (!operands.isEmpty() && operands.getFirst().equals("--")) {
            operands = operands.subList(1, operands.size());
        }
        if (operands.isEmpty()) {
            return call.fail(call.dash() ? "printf: usage: printf format [arg ...]" : "printf: usage: printf [-v var] format [arguments]", 2);
        }
        String variable = null;
        if (operands.getFirst().equals("-v") && operands.size() > 2 && !call.dash()) {
            variable = operands.get(1);
            operands = operands.subList(2, operands.size());
        }
        PrintfFormat format = new PrintfFormat(operands.getFirst(), operands.subList(1, operands.size()), call);
        String text = format.run();
        if (variable != null) {
            call.state().assign(variable, text);
        } else {
            call.print(text);
        }
        return format.status();
    }
}
