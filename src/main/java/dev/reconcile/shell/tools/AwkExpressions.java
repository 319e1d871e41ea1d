package dev.reconcile.shell.tools;

import dev.reconcile.shell.Regex;
import dev.reconcile.shell.tools.AwkMachine.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;

/** How expressions of awk are read: from what binds least to what binds most, as POSIX orders them. */
abstract class AwkExpressions extends AwkText {
    private static final int MOST_NESTED = 60;

    /** Inside {@code print} without parentheses {@code >} is a redirection. */
    private boolean printing;
    private int nested;

    AwkExpressions(String source) {
        super(source);
    }

    /** The values of a print. */
    final List<Expression> printed() {
        boolean before = printing;
        printing = true;
        List<Expression> values = new ArrayList<>();
        if (!sees("}") && !sees(";") && !atNewline() && !ended() && !sees(">") && !sees("|")) {
            do {
                blankLines();
                values.add(expression());
            } while (take(","));
        }
        printing = before;
        if (sees(">") || sees("|")) {
            throw refused("print into a file or a command");
        }
        return group == null || values.size() != 1 || values.getFirst() != group.whole ? values : group.values;
    }

    /** What stood in parentheses last, with commas: the values of a print, or a key of several parts. */
    private record Group(Expression whole, List<Expression> values) {}

    private Group group;

    final Expression expression() {
        Expression value = unwrapped();
        return machine -> {
            machine.step();
            return value.of(machine);
        };
    }

    private Expression assignment() {
        Expression left = choice();
        if (!(left instanceof AwkPlace place)) {
            return left;
        }
        if (operator("=", "=~")) {
            Expression right = expressionAfterOperator();
            return machine -> place.assigned(machine, right.of(machine));
        }
        for (String operator : List.of("+=", "-=", "*=", "/=", "%=", "^=")) {
            if (take(operator)) {
                Expression right = expressionAfterOperator();
                DoubleBinaryOperator by = AwkFunctions.arithmetic(operator.charAt(0));
                return machine -> {
                    double amount = right.of(machine).number();
                    return place.assigned(machine, AwkValue.of(by.applyAsDouble(place.of(machine).number(), amount)));
                };
            }
        }
        return left;
    }

    private Expression expressionAfterOperator() {
        blankLines();
        return expression();
    }

    private Expression choice() {
        Expression condition = either();
        if (!take("?")) {
            return condition;
        }
        Expression then = expressionAfterOperator();
        blankLines();
        need(":");
        Expression otherwise = expressionAfterOperator();
        return machine -> condition.of(machine).truth() ? then.of(machine) : otherwise.of(machine);
    }

    private Expression either() {
        Expression left = both();
        while (take("||")) {
            blankLines();
            Expression first = left;
            Expression second = both();
            left = machine -> AwkValue.of(first.of(machine).truth() || second.of(machine).truth());
        }
        return left;
    }

    private Expression both() {
        Expression left = membership();
        while (take("&&")) {
            blankLines();
            Expression first = left;
            Expression second = membership();
            left = machine -> AwkValue.of(first.of(machine).truth() && second.of(machine).truth());
        }
        return left;
    }

    private Expression membership() {
        Expression left = match();
        while (word("in")) {
            Expression key = left;
            String array = name();
            left = machine -> AwkValue.of(machine.array(array).containsKey(key.of(machine).shown()));
        }
        return left;
    }

    private Expression match() {
        Expression left = comparison();
        while (sees("~") || sees("!~")) {
            boolean negated = take("!~");
            if (!negated) {
                need("~");
            }
            Expression text = left;
            AwkFunctions.Search search = take("/") ? AwkFunctions.search(pattern()) : AwkFunctions.search(comparison());
            left = machine -> AwkValue.of(search.in(machine, text.of(machine).shown()) != negated);
        }
        return left;
    }

    private Expression comparison() {
        Expression left = concatenation();
        IntPredicate test = take("<=") ? order -> order <= 0 : take("==") ? order -> order == 0 : take("!=") ? order -> order != 0
                : !printing && take(">=") ? order -> order >= 0 : take("<") ? order -> order < 0 : !printing && take(">") ? order -> order > 0 : null;
        if (test == null) {
            return left;
        }
        Expression right = concatenation();
        return machine -> AwkValue.of(test.test(left.of(machine).compare(right.of(machine))));
    }

    /** Whether a value begins here that is not another operand of an operator. */
    private boolean seesValue() {
        char c = next();
        return c == '$' || c == '"' || c == '(' || c == '.' || c >= '0' && c <= '9' || seesName();
    }

    private Expression concatenation() {
        Expression left = sum();
        while (seesValue() && !atNewline()) {
            Expression first = left;
            Expression second = sum();
            left = machine -> {
                String before = first.of(machine).shown();
                return AwkValue.of(machine.bounded(before + second.of(machine).shown()));
            };
        }
        return left;
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            if (operator("+", "=+")) {
                left = calculated('+', left, product());
            } else if (operator("-", "=-")) {
                left = calculated('-', left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = sign();
        while (true) {
            if (operator("*", "=*")) {
                left = calculated('*', left, sign());
            } else if (operator("/", "=")) {
                left = calculated('/', left, sign());
            } else if (operator("%", "=")) {
                left = calculated('%', left, sign());
            } else {
                return left;
            }
        }
    }

    private static Expression calculated(char operator, Expression left, Expression right) {
        DoubleBinaryOperator by = AwkFunctions.arithmetic(operator);
        return machine -> AwkValue.of(by.applyAsDouble(left.of(machine).number(), right.of(machine).number()));
    }

    private Expression sign() {
        if (operator("!", "=~")) {
            Expression value = sign();
            return machine -> AwkValue.of(!value.of(machine).truth());
        }
        if (operator("-", "-")) {
            Expression value = sign();
            return machine -> AwkValue.of(-value.of(machine).number());
        }
        if (operator("+", "+")) {
            Expression value = sign();
            return machine -> AwkValue.of(value.of(machine).number());
        }
        Expression base = counted();
        if (operator("^", "=") || operator("**", "=")) {
            return calculated('^', base, sign());
        }
        return base;
    }

    /** With {@code ++} or {@code --} before or after. */
    private Expression counted() {
        boolean up = take("++");
        if (up || take("--")) {
            if (!(primary() instanceof AwkPlace place)) {
                throw syntax();
            }
            return machine -> place.assigned(machine, AwkValue.of(place.of(machine).number() + (up ? 1 : -1)));
        }
        Expression value = primary();
        if (!(value instanceof AwkPlace place) || !sees("++") && !sees("--")) {
            return value;
        }
        int by = take("++") ? 1 : -1;
        if (by < 0) {
            need("--");
        }
        return machine -> {
            AwkValue before = AwkValue.of(place.of(machine).number());
            place.set(machine, AwkValue.of(before.number() + by));
            return before;
        };
    }

    private Expression primary() {
        if (take("(")) {
            return grouped();
        }
        if (take("$")) {
            return new AwkPlace.Field(next() == '+' || next() == '-' ? counted() : primary());
        }
        if (take("\"")) {
            AwkValue text = AwkValue.of(string());
            return machine -> text;
        }
        if (take("/")) {
            AwkFunctions.Search search = AwkFunctions.search(pattern());
            return new AwkFunctions.Literal(search);
        }
        char c = next();
        if (c >= '0' && c <= '9' || c == '.') {
            AwkValue number = AwkValue.of(number());
            return machine -> number;
        }
        if (word("getline")) {
            throw refused("getline");
        }
        String name = name();
        if (take("[")) {
            return new AwkPlace.Element(name, subscript());
        }
        if (AwkFunctions.knows(name) && (sees("(") || name.equals("length"))) {
            return AwkFunctions.call(name, arguments());
        }
        if (sees("(") && !name.matches("[A-Z]+")) {
            throw refused("the function " + name);
        }
        return new AwkPlace.Variable(name);
    }

    private Expression grouped() {
        boolean before = printing;
        printing = false;
        List<Expression> values = new ArrayList<>();
        do {
            blankLines();
            values.add(expression());
        } while (take(","));
        blankLines();
        need(")");
        printing = before;
        Expression whole = values.size() == 1 ? values.getFirst() : AwkPlace.key(values);
        Expression grouped = machine -> whole.of(machine);
        group = values.size() == 1 ? null : new Group(grouped, values);
        return grouped;
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        if (!take("(")) {
            return arguments;
        }
        boolean before = printing;
        printing = false;
        while (!take(")")) {
            blankLines();
            // A bare name may be an array, a regular expression is not matched but handed on.
            int start = place();
            Expression bare = take("/") ? new AwkFunctions.Literal(AwkFunctions.search(pattern())) : seesName() ? new AwkPlace.Variable(name()) : null;
            if (bare == null || !sees(",") && !sees(")")) {
                back(start);
                bare = unwrapped();
            }
            arguments.add(bare);
            blankLines();
            if (!sees(")")) {
                need(",");
            }
        }
        printing = before;
        return arguments;
    }

    /** An argument that may be a place, as the target of sub is. */
    private Expression unwrapped() {
        if (++nested > MOST_NESTED) {
            throw refused("an expression nested more than " + MOST_NESTED + " deep");
        }
        Expression value = assignment();
        nested--;
        return value;
    }

    /** What stands between the brackets of an array, after the first. */
    final Expression subscript() {
        List<Expression> parts = new ArrayList<>();
        boolean before = printing;
        printing = false;
        do {
            parts.add(expression());
        } while (take(","));
        need("]");
        printing = before;
        return parts.size() == 1 ? parts.getFirst() : AwkPlace.key(parts);
    }
}
