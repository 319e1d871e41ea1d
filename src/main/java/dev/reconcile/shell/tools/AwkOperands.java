package dev.reconcile.shell.tools;

import dev.reconcile.shell.tools.AwkMachine.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How operands of awk are read: constants, variables, fields, calls, what stands in parentheses; and the values of a print. */
abstract class AwkOperands extends AwkText {
    private static final int MOST_NESTED = 60;

    /** Functions of the program's own; a call may come before the definition. */
    final SortedMap<String, AwkFunction> functions = new TreeMap<>();
    final TreeSet<String> called = new TreeSet<>();

    /** Inside {@code print} without parentheses {@code >} is a redirection. */
    private boolean printing;
    private int nested;
    private boolean readsOn;

    AwkOperands(String source) {
        super(source);
    }

    abstract Expression expression();

    abstract Expression assignment();

    abstract Expression counted();

    abstract Expression concatenation();

    final boolean printing() {
        return printing;
    }

    /** Whether {@code getline} takes lines of the input out of turn. */
    final boolean readsOn() {
        return readsOn;
    }

    /** What a print prints, and into which file; a null file for the output. */
    record Printed(List<Expression> values, Expression file, boolean append) {
        void print(AwkMachine machine, String text) {
            if (file == null) {
                machine.print(text);
            } else {
                machine.files().print(file.of(machine).shown(), text, append, machine);
            }
        }
    }

    /** The values of a print. */
    final Printed printed() {
        boolean before = printing;
        printing = true;
        group = null;
        List<Expression> values = new ArrayList<>();
        if (!sees("}") && !sees(";") && !atNewline() && !ended() && !sees(">") && !sees("|")) {
            do {
                blankLines();
                values.add(unwrapped());
            } while (take(","));
        }
        List<Expression> all = group == null || values.size() != 1 || values.getFirst() != group.whole ? values : group.values;
        if (sees("|")) {
            throw refused("printing into a command (a pipe of the shell does that)");
        }
        boolean append = take(">>");
        Expression file = append || take(">") ? concatenation() : null;
        printing = before;
        return new Printed(all, file, append);
    }

    /** What stood in parentheses last, with commas: the values of a print, or a key of several parts. */
    private record Group(Expression whole, List<Expression> values) {}

    private Group group;

    /** {@code getline}, {@code getline place}, both also with {@code < file}. 1 for a line, 0 at the end, -1 where the file cannot be read. */
    private Expression getline() {
        AwkPlace place = next() == '$' || seesName() ? (AwkPlace) primary() : null;
        Expression file = take("<") ? primary() : null;
        readsOn |= file == null;
        return machine -> {
            machine.step();
            String line = file == null ? machine.nextRecord() : machine.files().line(file.of(machine).shown());
            if (line == null) {
                return AwkValue.of(file != null && machine.files().isUnreadable(file.of(machine).shown()) ? -1 : 0);
            }
            if (file == null) {
                machine.count();
            }
            if (place == null) {
                machine.setField(0, AwkValue.input(line));
            } else {
                place.set(machine, AwkValue.input(line));
            }
            return AwkValue.TRUE;
        };
    }

    final Expression primary() {
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
            return getline();
        }
        String name = name();
        if (take("[")) {
            return new AwkPlace.Element(name, subscript());
        }
        if (AwkFunctions.knows(name) && (sees("(") || name.equals("length"))) {
            return AwkFunctions.call(name, arguments());
        }
        if (sees("(") && followsAtOnce()) {
            if (name.equals("system")) {
                throw refused("running commands");
            }
            called.add(name);
            return AwkFunction.call(name, arguments(), functions);
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
    final Expression unwrapped() {
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
