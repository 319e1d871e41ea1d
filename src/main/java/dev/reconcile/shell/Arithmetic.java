package dev.reconcile.shell;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Calculates <code>$((…))</code> with C's operators on 64-bit integers. */
final class Arithmetic {
    private static final int MAX_NESTING = 100;

    /** Binary operators by rising precedence. */
    private static final List<List<String>> LEVELS = Arrays.asList(
            Arrays.asList("||"), Arrays.asList("&&"), Arrays.asList("|"), Arrays.asList("^"), Arrays.asList("&"),
            Arrays.asList("==", "!="), Arrays.asList("<=", ">=", "<", ">"), Arrays.asList("<<", ">>"),
            Arrays.asList("+", "-"), Arrays.asList("*", "/", "%"), Arrays.asList("**"));
    private static final List<String> ASSIGNMENTS = Arrays.asList("=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^=");

    private final String text;
    private final ShellState state;
    private int position;
    private int nesting;
    /** Where the right side of the operator begins that is applied next. */
    private int operand;
    /** More than zero where the value does not count, as on the right of {@code 0 &&}: nothing is assigned and nothing fails. */
    private int idle;

    private Arithmetic(String text, ShellState state) {
        this.text = text;
        this.state = state;
    }

    static long calculate(String text, ShellState state) {
        Arithmetic arithmetic = new Arithmetic(text, state);
        arithmetic.skip();
        if (arithmetic.position == text.length()) {
            return 0;
        }
        long value = arithmetic.sequence();
        if (arithmetic.position < text.length()) {
            throw arithmetic.failure("expecting EOF", "syntax error in expression");
        }
        return value;
    }

    /** In bash, expressions separated by commas, of which the last one counts. */
    private long sequence() {
        long value = expression();
        while (state.dialect() == Dialect.BASH && take(",")) {
            value = expression();
        }
        return value;
    }

    private long expression() {
        if (++nesting > MAX_NESTING) {
            throw failure("nested too deeply (limit " + MAX_NESTING + ")", "expression recursion level exceeded");
        }
        int start = position;
        String name = name();
        String operator = name.isEmpty() ? "" : assignment();
        if (!operator.isEmpty()) {
            long right = expression();
            long value = operator.equals("=") ? right : apply(operator.substring(0, operator.length() - 1), variable(name), right);
            if (idle == 0) {
                state.assignReference(name, Long.toString(value));
            }
            nesting--;
            return value;
        }
        position = start;
        long value = conditional();
        nesting--;
        return value;
    }

    private String assignment() {
        for (int length = 3; length > 0; length--) {
            String candidate = text.substring(position, Math.min(position + length, text.length()));
            boolean comparison = length == 1 && text.startsWith("==", position);
            if (!comparison && candidate.length() == length && ASSIGNMENTS.contains(candidate)) {
                position += length;
                skip();
                return candidate;
            }
        }
        return "";
    }

    private long conditional() {
        long condition = binary(0);
        if (!take("?")) {
            return condition;
        }
        long yes = idleUnless(condition != 0, this::expression);
        if (!take(":")) {
            throw failure("expecting ':'", "`:' expected for conditional expression");
        }
        long no = idleUnless(condition == 0, this::expression);
        return condition != 0 ? yes : no;
    }

    private long idleUnless(boolean counts, LongSupplier part) {
        idle += counts ? 0 : 1;
        long value = part.getAsLong();
        idle -= counts ? 0 : 1;
        return value;
    }

    private long binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        long left = binary(level + 1);
        for (String operator = operator(level); operator != null; operator = operator(level)) {
            boolean counts = operator.equals("&&") ? left != 0 : !operator.equals("||") || left == 0;
            operand = position;
            long right = idleUnless(counts, () -> binary(level + 1));
            left = apply(operator, left, right);
        }
        return left;
    }

    private String operator(int level) {
        for (String operator : LEVELS.get(level)) {
            char after = position + operator.length() < text.length() ? text.charAt(position + operator.length()) : ' ';
            boolean longer = "&|<>*".contains(operator) && after == operator.charAt(0) || after == '=' && !"&& || == != <= >=".contains(operator);
            boolean known = !operator.equals("**") || state.dialect() == Dialect.BASH;
            if (known && text.startsWith(operator, position) && !longer) {
                position += operator.length();
                skip();
                return operator;
            }
        }
        return null;
    }

    private long apply(String operator, long left, long right) {
        return switch (operator) {
            case "||" -> left != 0 || right != 0 ? 1 : 0;
            case "&&" -> left != 0 && right != 0 ? 1 : 0;
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "==" -> left == right ? 1 : 0;
            case "!=" -> left != right ? 1 : 0;
            case "<=" -> left <= right ? 1 : 0;
            case ">=" -> left >= right ? 1 : 0;
            case "<" -> left < right ? 1 : 0;
            case ">" -> left > right ? 1 : 0;
            case "<<" -> left << right;
            case ">>" -> left >> right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "**" -> power(left, right);
            case "/", "%" -> divide(operator, left, right);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private long power(long base, long exponent) {
        if (exponent < 0) {
            throw failure("exponent less than 0", "exponent less than 0");
        }
        return BigInteger.valueOf(base).modPow(BigInteger.valueOf(exponent), BigInteger.ONE.shiftLeft(Long.SIZE)).longValue();
    }

    private long divide(String operator, long left, long right) {
        if (right == 0) {
            if (idle > 0) {
                return 0;
            }
            position = operand;
            throw failure("division by zero", "division by 0");
        }
        return operator.equals("/") ? left / right : left % right;
    }

    private long unary() {
        if (++nesting > MAX_NESTING) {
            throw failure("nested too deeply (limit " + MAX_NESTING + ")", "expression recursion level exceeded");
        }
        long value;
        if (state.dialect() == Dialect.BASH && (text.startsWith("++", position) || text.startsWith("--", position))) {
            value = prefixStep();
        } else if (take("-")) {
            value = -unary();
        } else if (take("+")) {
            value = unary();
        } else if (take("!")) {
            value = unary() == 0 ? 1 : 0;
        } else if (take("~")) {
            value = ~unary();
        } else {
            value = primary();
        }
        nesting--;
        return value;
    }

    private long prefixStep() {
        int change = text.charAt(position) == '+' ? 1 : -1;
        position += 2;
        skip();
        return step(name(), change) + change;
    }

    /** Changes the variable and gives its old value. */
    private long step(String name, int change) {
        if (name.isEmpty()) {
            throw failure("expecting primary", "syntax error: operand expected");
        }
        long old = variable(name);
        if (idle == 0) {
            state.assignReference(name, Long.toString(old + change));
        }
        return old;
    }

    private long primary() {
        if (take("(")) {
            long value = sequence();
            if (!take(")")) {
                throw failure("expecting ')'", "missing `)'");
            }
            return value;
        }
        String name = name();
        if (!name.isEmpty()) {
            boolean plus = text.startsWith("++", position);
            if (state.dialect() == Dialect.BASH && (plus || text.startsWith("--", position))) {
                position += 2;
                skip();
                return step(name, plus ? 1 : -1);
            }
            return variable(name);
        }
        int start = position;
        while (position < text.length() && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '#' && position > start)) {
            position++;
        }
        if (start == position) {
            throw failure("expecting primary", "syntax error: operand expected");
        }
        Long number = Numerals.read(text.substring(start, position));
        if (number == null) {
            throw failure("expecting EOF", "value too great for base");
        }
        skip();
        return number;
    }

    private long variable(String name) {
        String value = state.reference(name);
        if (value == null && state.isSet('u')) {
            throw Stop.failed(state.unset(name), 2);
        }
        if (value == null || value.isBlank()) {
            return 0;
        }
        Long number = Numerals.read(value.strip());
        if (number != null) {
            return number;
        }
        if (state.dialect() == Dialect.BASH) {
            return Words.isName(value) ? nested(value) : 0;
        }
        throw Stop.failed("Illegal number: " + value, 2);
    }

    private long nested(String name) {
        if (++nesting > MAX_NESTING) {
            throw failure("nested too deeply (limit " + MAX_NESTING + ")", "expression recursion level exceeded");
        }
        long value = variable(name);
        nesting--;
        return value;
    }

    /** A variable, in bash also an element of an array. */
    private String name() {
        int start = position;
        if (position < text.length() && Words.isNameStart(text.charAt(position))) {
            while (position < text.length() && Words.isNamePart(text.charAt(position))) {
                position++;
            }
            if (state.dialect() == Dialect.BASH && text.startsWith("[", position)) {
                position = afterSubscript();
            }
        }
        String name = text.substring(start, position);
        if (!name.isEmpty()) {
            skip();
        }
        return name;
    }

    private int afterSubscript() {
        int depth = 0;
        for (int i = position; i < text.length(); i++) {
            depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
            if (depth > MAX_NESTING) {
                throw failure("nested too deeply (limit " + MAX_NESTING + ")", "expression recursion level exceeded");
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        throw failure("expecting EOF", "bad array subscript");
    }

    private boolean take(String token) {
        if (!text.startsWith(token, position)) {
            return false;
        }
        position += token.length();
        skip();
        return true;
    }

    private void skip() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private Stop failure(String dash, String bash) {
        if (state.dialect() == Dialect.ASH) {
            return Stop.failed(dash.equals("division by zero") ? "divide by zero" : "arithmetic syntax error", 2);
        }
        return state.dialect() == Dialect.DASH
                ? Stop.failed("arithmetic expression: " + dash + ": \"" + text + "\"", 2)
                : Stop.failed(text + ": " + bash + " (error token is \"" + text.substring(Math.min(position, text.length())) + "\")", 1);
    }
}
