package dev.reconcile.shell.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The few awk programs that are understood: an optional condition, and an optional print. */
final class AwkProgram {
    static final String REFUSAL = "only programs like '/word/ {print $1, $3}' are supported here";

    /** A piece of what is printed or compared. */
    private sealed interface Value {
        record Text(String text) implements Value {}

        record Number(double value) implements Value {}

        record Field(Value index) implements Value {}

        record FieldCount() implements Value {}

        record LineNumber() implements Value {}
    }

    /** Without an operator the left side is a regular expression for the whole line. */
    private record Condition(boolean negated, Pattern pattern, Value left, String operator, Value right) {}

    private final String source;
    private final List<Condition> conditions = new ArrayList<>();
    /** Expressions between commas, each a concatenation. */
    private final List<List<Value>> printed = new ArrayList<>();
    private int at;

    private AwkProgram(String source) {
        this.source = source;
    }

    static AwkProgram parse(String source) {
        AwkProgram program = new AwkProgram(source);
        program.skip();
        if (!program.ahead("{") && program.at < source.length()) {
            program.conditions();
        }
        if (program.take("{")) {
            program.action();
        }
        program.skip();
        if (program.at < source.length()) {
            throw refused();
        }
        return program;
    }

    private static Regex.Wrong refused() {
        return new Regex.Wrong(REFUSAL);
    }

    private void conditions() {
        do {
            boolean negated = take("!");
            if (ahead("/")) {
                conditions.add(new Condition(negated, pattern(), null, "", null));
                continue;
            }
            Value left = value();
            String operator = "";
            for (String each : new String[] {"==", "!=", "<=", ">=", "!~", "~", "<", ">"}) {
                if (operator.isEmpty() && take(each)) {
                    operator = each;
                }
            }
            if (left == null || operator.isEmpty() || negated) {
                throw refused();
            }
            if (operator.endsWith("~")) {
                conditions.add(new Condition(false, pattern(), left, operator, null));
            } else {
                Value right = value();
                if (right == null) {
                    throw refused();
                }
                conditions.add(new Condition(false, null, left, operator, right));
            }
        } while (take("&&"));
    }

    private Pattern pattern() {
        if (!take("/")) {
            throw refused();
        }
        StringBuilder expression = new StringBuilder();
        while (at < source.length() && source.charAt(at) != '/') {
            char c = source.charAt(at++);
            if (c == '\\' && at < source.length() && source.charAt(at) == '/') {
                c = source.charAt(at++);
            }
            expression.append(c);
        }
        if (at++ >= source.length()) {
            throw refused();
        }
        return Regex.compile(expression.toString(), true, false);
    }

    private void action() {
        if (!take("print")) {
            throw refused();
        }
        List<Value> expression = new ArrayList<>();
        while (!take("}")) {
            if (take(",")) {
                if (expression.isEmpty()) {
                    throw refused();
                }
                printed.add(expression);
                expression = new ArrayList<>();
                continue;
            }
            take(";");
            if (ahead("}")) {
                continue;
            }
            Value value = value();
            if (value == null) {
                throw refused();
            }
            expression.add(value);
        }
        printed.add(expression);
    }

    private Value value() {
        skip();
        if (take("$")) {
            Value index = value();
            if (index == null || index instanceof Value.Text || index instanceof Value.Field) {
                throw refused();
            }
            return new Value.Field(index);
        }
        if (take("NF")) {
            return new Value.FieldCount();
        }
        if (take("NR")) {
            return new Value.LineNumber();
        }
        if (at < source.length() && source.charAt(at) == '"') {
            return text();
        }
        int start = at;
        while (at < source.length() && (Character.isDigit(source.charAt(at)) || source.charAt(at) == '.')) {
            at++;
        }
        String digits = source.substring(start, at);
        return digits.matches("\\d{1,9}(\\.\\d{1,9})?") ? new Value.Number(Double.parseDouble(digits)) : null;
    }

    private Value text() {
        StringBuilder text = new StringBuilder();
        for (at++; at < source.length() && source.charAt(at) != '"'; at++) {
            char c = source.charAt(at);
            if (c == '\\' && at + 1 < source.length()) {
                c = source.charAt(++at);
                c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
            }
            text.append(c);
        }
        if (at++ >= source.length()) {
            throw refused();
        }
        return new Value.Text(text.toString());
    }

    private void skip() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    private boolean ahead(String token) {
        skip();
        return source.startsWith(token, at);
    }

    private boolean take(String token) {
        if (!ahead(token)) {
            return false;
        }
        at += token.length();
        return true;
    }

    // running

    /** What is printed for a line. */
    String run(String line, List<String> fields, long number) {
        for (Condition condition : conditions) {
            if (!holds(condition, line, fields, number)) {
                return "";
            }
        }
        if (printed.isEmpty() || printed.size() == 1 && printed.getFirst().isEmpty()) {
            return line + "\n";
        }
        List<String> columns = new ArrayList<>();
        for (List<Value> expression : printed) {
            StringBuilder column = new StringBuilder();
            expression.forEach(value -> column.append(text(value, line, fields, number)));
            columns.add(column.toString());
        }
        return String.join(" ", columns) + "\n";
    }

    private static boolean holds(Condition condition, String line, List<String> fields, long number) {
        if (condition.pattern() != null) {
            String subject = condition.left() == null ? line : text(condition.left(), line, fields, number);
            boolean found = Regex.find(Regex.matcher(condition.pattern(), subject), 0);
            return found != (condition.negated() || condition.operator().equals("!~"));
        }
        int comparison = compare(condition, line, fields, number);
        return switch (condition.operator()) {
            case "==" -> comparison == 0;
            case "!=" -> comparison != 0;
            case "<" -> comparison < 0;
            case "<=" -> comparison <= 0;
            case ">" -> comparison > 0;
            default -> comparison >= 0;
        };
    }

    /** As numbers where both sides look like numbers and none is written as text. */
    private static int compare(Condition condition, String line, List<String> fields, long number) {
        String left = text(condition.left(), line, fields, number);
        String right = text(condition.right(), line, fields, number);
        boolean numbers = !(condition.left() instanceof Value.Text) && !(condition.right() instanceof Value.Text)
                && left.matches("\\s*-?\\d{1,15}(\\.\\d{1,9})?\\s*") && right.matches("\\s*-?\\d{1,15}(\\.\\d{1,9})?\\s*");
        return numbers ? Double.compare(Double.parseDouble(left), Double.parseDouble(right)) : left.compareTo(right);
    }

    private static String text(Value value, String line, List<String> fields, long number) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Number plain -> plain.value() == Math.rint(plain.value()) ? Long.toString((long) plain.value()) : Double.toString(plain.value());
            case Value.FieldCount count -> Integer.toString(fields.size());
            case Value.LineNumber lineNumber -> Long.toString(number);
            case Value.Field field -> {
                int index = (int) Double.parseDouble(text(field.index(), line, fields, number));
                yield index == 0 ? line : index <= fields.size() ? fields.get(index - 1) : "";
            }
        };
    }
}
