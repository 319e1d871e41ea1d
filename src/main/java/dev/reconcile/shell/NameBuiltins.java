package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.Arrays;
import java.util.List;

/** The builtins that say what a name stands for, and {@code alias}. */
final class NameBuiltins {
    private static final List<String> KEYWORDS = Arrays.asList(
            "!", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then", "until", "while", "{", "}");

    private static final List<String> BASH_KEYWORDS = Arrays.asList("[[", "]]", "function", "time");

    private NameBuiltins() {}

    static int run(Call call) {
        return switch (call.args().getFirst()) {
            case "alias" -> alias(call);
            case "unalias" -> unalias(call);
            case "type" -> type(call);
            default -> command(call);
        };
    }

    private static int alias(Call call) {
        int status = 0;
        String word = call.dash() ? "" : "alias ";
        if (call.operands().isEmpty()) {
            call.state().aliases().forEach((name, value) -> call.print(word + name + "=" + Quoting.quote(value) + "\n"));
        }
        for (String operand : call.operands()) {
            int equals = operand.indexOf('=', 1);
            if (equals > 0) {
                call.state().aliases().put(operand.substring(0, equals), operand.substring(equals + 1));
            } else if (call.state().aliases().containsKey(operand)) {
                call.print(word + operand + "=" + Quoting.quote(call.state().aliases().get(operand)) + "\n");
            } else {
                status = call.dash() ? missing(call, "alias: " + operand + " not found") : call.fail("alias: " + operand + ": not found", 1);
            }
        }
        return status;
    }

    private static int missing(Call call, String message) {
        call.io().err().line(message);
        return 1;
    }

    private static int unalias(Call call) {
        int status = 0;
        for (String operand : call.operands()) {
            if (operand.equals("-a")) {
                call.state().aliases().clear();
            } else if (call.state().aliases().remove(operand) == null) {
                status = call.dash() ? missing(call, "unalias: " + operand + " not found") : call.fail("unalias: " + operand + ": not found", 1);
            }
        }
        return status;
    }

    private static int type(Call call) {
        int status = 0;
        if (!call.dash() && !call.operands().isEmpty() && call.operands().getFirst().matches("-[taPpf]")) {
            return kinds(call);
        }
        for (String name : call.operands()) {
            String what = describe(call, name);
            if (what == null) {
                status = call.dash() ? 127 : 1;
                if (call.dash()) {
                    call.print(name + ": not found\n");
                } else {
                    call.fail("type: " + name + ": not found", 1);
                }
            } else {
                call.print(name + what + "\n");
            }
        }
        return status;
    }

    /** bash's {@code type -t}, which says it in one word, {@code -p}, which gives paths only, and {@code -a}. */
    private static int kinds(Call call) {
        int status = 0;
        String option = call.operands().getFirst();
        for (String name : call.operands().subList(1, call.operands().size())) {
            String what = describe(call, name);
            if (what == null) {
                status = 1;
                continue;
            }
            boolean file = what.startsWith(" is /");
            if (option.equals("-t")) {
                call.print((file ? "file" : what.contains("builtin") ? "builtin" : what.contains("keyword") ? "keyword" : what.contains("alias") ? "alias" : "function") + "\n");
            } else if (option.equals("-a") || option.equals("-f")) {
                call.print(name + what + "\n");
            } else if (file) {
                call.print(what.substring(" is ".length()) + "\n");
            }
        }
        return status;
    }

    private static String describe(Call call, String name) {
        ShellState state = call.state();
        if (KEYWORDS.contains(name) || !call.dash() && BASH_KEYWORDS.contains(name)) {
            return " is a shell keyword";
        }
        if (state.aliases().containsKey(name)) {
            return call.dash() ? " is an alias for " + state.aliases().get(name) : " is aliased to `" + state.aliases().get(name) + "'";
        }
        if (state.functions().containsKey(name)) {
            return call.state().dialect() == Dialect.DASH ? " is a shell function" : " is a function";
        }
        if (Builtins.isBuiltin(name, state.dialect())) {
            return call.state().dialect() == Dialect.DASH && Builtins.isSpecial(name) ? " is a special shell builtin" : " is a shell builtin";
        }
        return call.shell().launcher().knows(name) ? " is " + Launcher.path(name) : null;
    }

    private static int command(Call call) {
        if (call.operands().isEmpty()) {
            return 0;
        }
        if (call.operands().getFirst().equals("-V")) {
            return type(new Call(call.shell(), call.operands(), call.io()));
        }
        int missing = 0;
        List<String> names = call.operands().subList(1, call.operands().size());
        for (String name : names) {
            ShellState state = call.state();
            if (state.aliases().containsKey(name)) {
                call.print("alias " + name + "=" + Quoting.quote(state.aliases().get(name)) + "\n");
            } else if (KEYWORDS.contains(name) || state.functions().containsKey(name) || Builtins.isBuiltin(name, state.dialect())) {
                call.print(name + "\n");
            } else if (call.shell().launcher().knows(name)) {
                call.print(Launcher.path(name) + "\n");
            } else {
                missing++;
            }
        }
        return missing == 0 || !call.dash() && missing < names.size() ? 0 : call.dash() ? 127 : 1;
    }
}
