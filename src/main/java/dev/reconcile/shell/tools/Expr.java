package dev.reconcile.shell.tools;

import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Regex;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;

/** {@code expr}: calculates and compares its arguments, each operator being an argument of its own. */
final class Expr {
    static final Program PROGRAM = Instant.of(invocation -> new Expr(invocation).run());

    /** By rising precedence. */
    private static final List<List<String>> LEVELS = List.of(List.of("|"), List.of("&"), List.of("<", "<=", "=", "==", "!=", ">=", ">"), List.of("+", "-"),
            List.of("*", "/", "%"), List.of(":"));
    private static final int MAX_NESTING = 50;

    /** What ends the calculation with the status 2. */
    private static final class Wrong extends RuntimeException {
        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private final Invocation invocation;
    private final List<String> words;
    private int at;
    private int nesting;

    private Expr(Invocation invocation) {
        this.invocation = invocation;
        this.words = invocation.operands();
    }

    private int run() {
        if (words.isEmpty()) {
            invocation.io().err().line("expr: missing operand\nTry 'expr --help' for more information.");
            return 2;
        }
        try {
            String value = binary(0);
            if (at < words.size()) {
                throw new Wrong("syntax error: unexpected argument '" + words.get(at) + "'");
            }
            invocation.io().out().line(value);
            return isNull(value) ? 1 : 0;
        } catch (Wrong | Regex.Wrong wrong) {
            invocation.io().err().line("expr: " + wrong.getMessage());
            return 2;
        }
    }

    private static boolean isNull(String value) {
        return value.isEmpty() || value.matches("-?0+");
    }

    private String binary(int level) {
        if (level == LEVELS.size()) {
            return primary();
        }
        String left = binary(level + 1);
        while (at < words.size() && LEVELS.get(level).contains(words.get(at))) {
            String operator = words.get(at++);
            left = apply(operator, left, binary(level + 1));
        }
        return left;
    }

    private static String apply(String operator, String left, String right) {
        return switch (operator) {
            case "|" -> !isNull(left) ? left : isNull(right) ? "0" : right;
            case "&" -> isNull(left) || isNull(right) ? "0" : left;
            case ":" -> match(left, right);
            case "+" -> number(left).add(number(right)).toString();
            case "-" -> number(left).subtract(number(right)).toString();
            case "*" -> number(left).multiply(number(right)).toString();
            case "/" -> number(left).divide(divisor(right)).toString();
            case "%" -> number(left).remainder(divisor(right)).toString();
            default -> compare(operator, left, right) ? "1" : "0";
        };
    }

    private static boolean compare(String operator, String left, String right) {
        boolean numbers = isNumber(left) && isNumber(right);
        int order = numbers ? number(left).compareTo(number(right)) : left.compareTo(right);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case "=", "==" -> order == 0;
            case "!=" -> order != 0;
            case ">=" -> order >= 0;
            default -> order > 0;
        };
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d{1,200}");
    }

    private static BigInteger number(String text) {
        if (!isNumber(text)) {
            throw new Wrong("non-integer argument");
        }
        return new BigInteger(text);
    }

    private static BigInteger divisor(String text) {
        if (number(text).signum() == 0) {
            throw new Wrong("division by zero");
        }
        return number(text);
    }

    /** The group, or how much of the beginning matches. */
    private static String match(String text, String expression) {
        boolean group = expression.contains("\\(");
        Matcher matcher = Regex.matcher(Regex.compile(expression, false, false), text);
        boolean found = Regex.find(matcher, 0) && matcher.start() == 0;
        return group ? found && matcher.group(1) != null ? matcher.group(1) : "" : Integer.toString(found ? matcher.end() : 0);
    }

    private String primary() {
        if (at >= words.size()) {
            throw new Wrong("syntax error: missing argument after '" + words.getLast() + "'");
        }
        String word = words.get(at++);
        int left = words.size() - at;
        return switch (word) {
            case "(" -> parenthesis();
            case "length" -> left >= 1 ? Integer.toString(primary().length()) : word;
            case "match" -> left >= 2 ? match(primary(), primary()) : word;
            case "index" -> left >= 2 ? index(primary(), primary()) : word;
            case "substr" -> left >= 3 ? substring(primary(), primary(), primary()) : word;
            default -> word;
        };
    }

    private String parenthesis() {
        if (++nesting > MAX_NESTING) {
            throw new Wrong("nested too deeply (limit " + MAX_NESTING + ")");
        }
        String value = binary(0);
        if (at >= words.size() || !words.get(at++).equals(")")) {
            throw new Wrong("syntax error: expecting ')' after '" + words.get(Math.min(at, words.size()) - 1) + "'");
        }
        nesting--;
        return value;
    }

    private static String index(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return Integer.toString(i + 1);
            }
        }
        return "0";
    }

    private static String substring(String text, String position, String length) {
        if (!isNumber(position) || !isNumber(length)) {
            return "";
        }
        long from = Math.max(0, number(position).longValue() - 1);
        long to = Math.min(text.length(), from + Math.max(0, number(length).longValue()));
        return number(position).signum() <= 0 || from >= to ? "" : text.substring((int) from, (int) to);
    }
}
