package dev.reconcile.shell.tools;

import dev.reconcile.shell.tools.AwkMachine.Expression;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;

/** How expressions of awk are read: from what binds least to what binds most, as POSIX orders them. */
abstract class AwkExpressions extends AwkOperands {
    AwkExpressions(String source) {
        super(source);
    }

    @Override
    final Expression expression() {
        Expression value = unwrapped();
        return machine -> {
            machine.step();
            return value.of(machine);
        };
    }

    @Override
    final Expression assignment() {
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
        if (!printing() && sees("|") && !sees("||")) {
            throw refused("reading from a command (the shell has $(…) for that)");
        }
        IntPredicate test = take("<=") ? order -> order <= 0 : take("==") ? order -> order == 0 : take("!=") ? order -> order != 0
                : !printing() && take(">=") ? order -> order >= 0 : take("<") ? order -> order < 0 : !printing() && take(">") ? order -> order > 0 : null;
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

    @Override
    final Expression concatenation() {
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
    @Override
    final Expression counted() {
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
}
