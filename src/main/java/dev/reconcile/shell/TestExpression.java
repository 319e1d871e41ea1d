package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.Arrays;
import java.util.List;

/** {@code test} and {@code [}. */
final class TestExpression {
    private static final List<String> UNARY = Arrays.asList(
            "-z", "-n", "-e", "-f", "-d", "-s", "-r", "-w", "-x", "-L", "-h", "-t", "-v", "-p", "-b", "-c", "-S");
    private static final List<String> BINARY = Arrays.asList(
            "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef");
    private static final int MAX_NESTING = 50;

    /** What is wrong with the expression; the status is then 2. */
    private static final class Wrong extends RuntimeException {
        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private final Call call;
    private final List<String> words;
    private int at;
    private int nesting;

    private TestExpression(Call call, List<String> words) {
        this.call = call;
        this.words = words;
    }

    static boolean isUnary(String word) {
        return UNARY.contains(word);
    }

    static boolean isBinary(String word) {
        return BINARY.contains(word);
    }

    static int run(Call call) {
        String name = call.args().getFirst();
        List<String> words = call.operands();
        try {
            if (name.equals("[")) {
                if (words.isEmpty() || !words.getLast().equals("]")) {
                    throw new Wrong(call.dash() ? "missing ]" : "missing `]'");
                }
                words = words.subList(0, words.size() - 1);
            }
            return new TestExpression(call, words).value() ? 0 : 1;
        } catch (Wrong wrong) {
            return call.fail(call.state().dialect() == Dialect.ASH ? wrong.getMessage() : name + ": " + wrong.getMessage(), 2);
        }
    }

    private boolean value() {
        if (words.isEmpty()) {
            return false;
        }
        if (words.size() == 3 && BINARY.contains(words.get(1))) {
            return binary();
        }
        if (words.size() == 4 && words.getFirst().equals("!") && BINARY.contains(words.get(2))) {
            at = 1;
            return !binary();
        }
        boolean value = either();
        if (at < words.size()) {
            throw new Wrong(call.state().dialect() == Dialect.ASH ? words.get(at) + ": unknown operand" : call.dash() ? words.get(at - 1) + ": unexpected operator"
                    : words.size() == 3 ? words.get(1) + ": binary operator expected" : words.size() == 2 ? words.getFirst() + ": unary operator expected"
                    : "too many arguments");
        }
        return value;
    }

    private boolean either() {
        boolean value = both();
        while (at < words.size() && words.get(at).equals("-o")) {
            at++;
            value |= both();
        }
        return value;
    }

    private boolean both() {
        boolean value = negated();
        while (at < words.size() && words.get(at).equals("-a")) {
            at++;
            value &= negated();
        }
        return value;
    }

    private boolean negated() {
        if (++nesting > MAX_NESTING) {
            throw new Wrong("nested too deeply (limit " + MAX_NESTING + ")");
        }
        boolean not = at < words.size() - 1 && words.get(at).equals("!");
        at += not ? 1 : 0;
        boolean value = not ? !negated() : primary();
        nesting--;
        return value;
    }

    private boolean primary() {
        if (at >= words.size()) {
            throw new Wrong("argument expected");
        }
        if (at + 2 < words.size() && BINARY.contains(words.get(at + 1))) {
            return binary();
        }
        String word = words.get(at++);
        if (word.equals("(") && at < words.size()) {
            boolean value = either();
            if (at >= words.size() || !words.get(at++).equals(")")) {
                throw new Wrong(call.dash() ? "closing paren expected" : "`)' expected");
            }
            return value;
        }
        if (UNARY.contains(word) && at < words.size()) {
            return unary(word, words.get(at++));
        }
        if (at < words.size() && BINARY.contains(words.get(at))) {
            throw new Wrong(call.dash() ? word + ": unexpected operator" : words.size() == 2 ? word + ": unary operator expected" : "argument expected");
        }
        return !word.isEmpty();
    }

    private boolean unary(String operator, String operand) {
        ShellState state = call.state();
        FileNode node = operand.isEmpty() ? null : call.shell().invocation().files().at(state.path(operand)).orElse(null);
        return switch (operator) {
            case "-z" -> operand.isEmpty();
            case "-n" -> !operand.isEmpty();
            case "-e", "-r", "-w" -> node != null || operand.equals("/dev/null");
            case "-f" -> node instanceof FileNode.TextFile;
            case "-d" -> node instanceof FileNode.Directory;
            case "-s" -> node instanceof FileNode.Directory || node != null && node.bytes() > 0;
            case "-x" -> node instanceof FileNode.Directory || node instanceof FileNode.TextFile file && file.executable();
            case "-v" -> !call.dash() && state.reference(operand) != null;
            case "-t" -> operand.equals("1") && call.io().out().isTerminal();
            default -> false;
        };
    }

    private boolean binary() {
        String left = words.get(at);
        String operator = words.get(at + 1);
        String right = words.get(at + 2);
        at += 3;
        return switch (operator) {
            case "=", "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> left.compareTo(right) < 0;
            case ">" -> left.compareTo(right) > 0;
            case "-eq" -> number(left) == number(right);
            case "-ne" -> number(left) != number(right);
            case "-lt" -> number(left) < number(right);
            case "-le" -> number(left) <= number(right);
            case "-gt" -> number(left) > number(right);
            case "-ge" -> number(left) >= number(right);
            case "-nt" -> modified(left) > modified(right);
            case "-ot" -> modified(left) < modified(right);
            default -> call.state().path(left).equals(call.state().path(right)) && modified(left) > Long.MIN_VALUE;
        };
    }

    private long modified(String operand) {
        return call.shell().invocation().files().at(call.state().path(operand)).map(FileNode::modifiedMillis).orElse(Long.MIN_VALUE);
    }

    private long number(String operand) {
        try {
            return Long.parseLong(operand.strip());
        } catch (NumberFormatException e) {
            throw new Wrong(call.state().dialect() == Dialect.ASH ? operand + ": bad number" : call.dash() ? "Illegal number: " + operand : operand + ": integer expression expected");
        }
    }
}
