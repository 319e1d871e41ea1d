package dev.reconcile.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands that a shell carries out itself. */
final class Builtins {
    /** Instead of a status: input is needed first, the builtin is to be called again. */
    static final int WAITS = -1;

    /** Instead of a status: the builtin has changed what runs next. */
    static final int MOVED = -2;

    private static final List<String> SPECIAL = Arrays.asList(
            ":", ".", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "times", "trap", "unset");
    private static final List<String> ORDINARY = Arrays.asList(
            "true", "false", "echo", "printf", "test", "[", "pwd", "cd", "source", "local", "declare", "typeset", "read", "alias", "unalias", "type", "command",
            "umask", "wait", "hash", "getopts", "let", "[[", "jobs", "fg", "bg", "kill", "disown",
            "mapfile", "readarray", "pushd", "popd", "dirs", "shopt", "builtin", "ulimit");
    private static final List<String> BASH_ONLY = Arrays.asList("source", "declare", "typeset", "let", "[[", "mapfile", "readarray", "pushd", "popd", "dirs", "shopt", "builtin", "disown");

    private static final List<String> ALSO_OF_ASH = Arrays.asList("source", "let", "[[");
    private static final List<String> ALSO_PROGRAMS = Arrays.asList("[", "echo", "false", "printf", "pwd", "test", "true");

    private Builtins() {}

    /** Errors of special builtins end a script, and assignments before them stay (POSIX 2.14). */
    static boolean isSpecial(String name) {
        return SPECIAL.contains(name);
    }

    static boolean isBuiltin(String name) {
        return SPECIAL.contains(name) || ORDINARY.contains(name);
    }

    static boolean isBuiltin(String name, Dialect dialect) {
        return isBuiltin(name) && (dialect == Dialect.BASH || !BASH_ONLY.contains(name) || dialect == Dialect.ASH && ALSO_OF_ASH.contains(name));
    }

    /** Builtins that a system also has as programs: what {@code xargs echo} starts. */
    static List<String> alsoPrograms() {
        return ALSO_PROGRAMS;
    }

    static List<String> names() {
        return Stream.concat(SPECIAL.stream(), ORDINARY.stream()).sorted().toList();
    }

    /** The frame of what runs within {@code eval} and {@code .}; empty for other builtins. */
    static Optional<Frame> called(Shell shell, List<String> args, Channel[] descriptors) {
        String name = args.getFirst();
        ShellState state = shell.state();
        if (name.equals("eval")) {
            state.setStatus(0);
            return Optional.of(new Frame(Frame.Kind.EVAL, String.join(" ", args.subList(1, args.size()))));
        }
        if (!name.equals(".") && !name.equals("source")) {
            return Optional.empty();
        }
        if (args.size() == 1) {
            throw Stop.failed(name + ": filename argument required", 2);
        }
        String path = state.path(args.get(1));
        Optional<FileProblem> problem = shell.invocation().files().problemReading(path);
        if (problem.isPresent()) {
            String text = state.dialect() != Dialect.BASH ? name + ": " + Complaints.cannotRead(args.get(1), problem.get(), Dialect.DASH)
                    : args.get(1) + ": " + problem.get().text();
            if (state.dialect() != Dialect.BASH) {
                throw Stop.failed(text, 2);
            }
            shell.complain(text);
            state.setStatus(1);
            return Optional.of(new Frame(Frame.Kind.SOURCED, "(exit 1)"));
        }
        state.setStatus(0);
        Frame frame = new Frame(Frame.Kind.SOURCED, shell.invocation().files().content(path).orElse(""));
        if (args.size() > 2 && state.dialect() == Dialect.BASH) {
            frame.positionalBefore = state.positional();
            state.setPositional(args.subList(2, args.size()));
        }
        return Optional.of(frame);
    }

    /** A status, {@link #WAITS} or {@link #MOVED}. */
    static int run(Shell shell, List<String> args, Channel[] descriptors) {
        Call call = new Call(shell, args, Channel.stdio(descriptors));
        return switch (args.getFirst()) {
            case ":", "true" -> 0;
            case "false" -> 1;
            case "echo" -> Printing.echo(call);
            case "printf" -> Printing.printf(call);
            case "test", "[" -> TestExpression.run(call);
            case "[[" -> call.fail("[[: only at the beginning of a command", 2);
            case "pwd" -> call.print(shell.state().directory() + "\n");
            case "cd" -> DirectoryStack.change(call);
            case "export", "readonly", "local", "declare", "typeset" -> Declarations.run(call);
            case "unset" -> VariableBuiltins.unset(call);
            case "set" -> VariableBuiltins.set(call);
            case "shift" -> VariableBuiltins.shift(call);
            case "read" -> Reading.read(call);
            case "getopts" -> VariableBuiltins.getopts(call);
            case "let" -> VariableBuiltins.let(call);
            case "mapfile", "readarray" -> Reading.mapfile(call);
            case "pushd", "popd", "dirs" -> DirectoryStack.run(call);
            case "shopt" -> ShellOptions.run(call);
            case "alias", "unalias", "type", "command" -> NameBuiltins.run(call);
            case "trap" -> Traps.run(call);
            case "exit" -> exit(call);
            case "return" -> returnFrom(call);
            case "break", "continue" -> leaveLoops(call);
            case "umask" -> call.operands().isEmpty() ? call.print("0022\n") : 0;
            case "ulimit" -> call.print("unlimited\n");
            case "hash", "times" -> 0;
            case "jobs", "fg", "bg", "wait", "kill", "disown" -> JobBuiltins.run(call);
            default -> throw new IllegalArgumentException(args.getFirst());
        };
    }

    /** One call of a builtin. */
    record Call(Shell shell, List<String> args, Stdio io) {
        ShellState state() {
            return shell.state();
        }

        boolean dash() {
            return shell.state().dialect() != Dialect.BASH;
        }

        List<String> operands() {
            return args.subList(1, args.size());
        }

        int print(String text) {
            io.out().write(text);
            return 0;
        }

        /** Complains, with the shell's name before the message. */
        int fail(String message, int status) {
            io.err().line(Complaints.whole(state(), shell.line(), message));
            return status;
        }
    }

    private static int exit(Call call) {
        int status = statusOperand(call);
        if (status >= 0) {
            Prompt.sayExit(call.shell(), true);
            call.shell().exit(status);
        }
        return MOVED;
    }

    private static int returnFrom(Call call) {
        int status = statusOperand(call);
        if (status >= 0) {
            call.shell().returnFrom(status);
        }
        return MOVED;
    }

    private static int statusOperand(Call call) {
        if (call.operands().isEmpty()) {
            return call.state().status();
        }
        String operand = call.operands().getFirst();
        if (!operand.matches(call.dash() ? "\\d{1,9}" : "-?\\d{1,9}")) {
            throw Stop.failed(call.args().getFirst() + ": " + (call.dash() ? "Illegal number: " + operand : operand + ": numeric argument required"), 2);
        }
        return (int) (Long.parseLong(operand) & 0xff);
    }

    private static int leaveLoops(Call call) {
        String operand = call.operands().isEmpty() ? "1" : call.operands().getFirst();
        if (!operand.matches("[1-9]\\d{0,5}")) {
            throw Stop.failed(call.args().getFirst() + ": Illegal number: " + operand, 2);
        }
        call.state().setStatus(0);
        call.shell().leaveLoops(Integer.parseInt(operand), call.args().getFirst().equals("continue"));
        return MOVED;
    }
}
