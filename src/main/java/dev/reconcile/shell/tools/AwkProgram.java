package dev.reconcile.shell.tools;

import dev.reconcile.shell.Regex;
import dev.reconcile.shell.tools.AwkMachine.Expression;
import dev.reconcile.shell.tools.AwkMachine.Flow;
import dev.reconcile.shell.tools.AwkMachine.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A program of awk: rules for the beginning, for lines, and for the end; and how its statements are read. */
final class AwkProgram extends AwkExpressions {
    private static final int MOST_NESTED = 60;

    /** A rule that is on from a line where the first holds to one where the last holds; without a last, on one line. */
    private static final class Rule {
        private final Expression first;
        private final Expression last;
        private final Statement action;
        private boolean on;

        Rule(Expression first, Expression last, Statement action) {
            this.first = first;
            this.last = last;
            this.action = action;
        }

        boolean applies(AwkMachine machine) {
            if (last == null) {
                return first == null || first.of(machine).truth();
            }
            on = on || first.of(machine).truth();
            boolean applies = on;
            on = on && !last.of(machine).truth();
            return applies;
        }
    }

    private final List<Statement> beginnings = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Statement> ends = new ArrayList<>();
    private int nested;

    private AwkProgram(String source) {
        super(source);
    }

    static AwkProgram parse(String source) {
        AwkProgram program = new AwkProgram(source);
        program.blank();
        while (!program.ended()) {
            program.rule();
            program.blank();
        }
        for (String name : program.called) {
            if (!program.functions.containsKey(name)) {
                throw new Regex.Wrong("function " + name + " never defined");
            }
        }
        return program;
    }

    /** Whether it reads its input at all. */
    boolean reads() {
        return !rules.isEmpty() || !ends.isEmpty();
    }

    Flow begin(AwkMachine machine) {
        return run(beginnings, machine);
    }

    Flow line(AwkMachine machine) {
        for (Rule rule : rules) {
            if (rule.applies(machine)) {
                Flow flow = rule.action.run(machine);
                if (flow.leaves()) {
                    return flow;
                }
            }
        }
        return Flow.ON;
    }

    Flow end(AwkMachine machine) {
        return run(ends, machine);
    }

    /** Which ranges are on, in the order of the rules. */
    List<Boolean> ranges() {
        return rules.stream().map(rule -> rule.on).toList();
    }

    void resume(List<Boolean> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            rules.get(i).on = ranges.get(i);
        }
    }

    private static Flow run(List<Statement> statements, AwkMachine machine) {
        for (Statement statement : statements) {
            Flow flow = statement.run(machine);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private void rule() {
        if (word("BEGIN")) {
            beginnings.add(block());
        } else if (word("END")) {
            ends.add(block());
        } else if (word("function") || word("func")) {
            String name = name();
            List<String> parameters = AwkFunction.parameters(this);
            functions.put(name, new AwkFunction(name, parameters, block()));
        } else {
            Expression first = sees("{") ? null : expression();
            Expression last = null;
            if (take(",")) {
                blank();
                last = expression();
            }
            Statement action = sees("{") ? block() : machine -> {
                machine.print(machine.field(0).shown() + machine.get("ORS").shown());
                return Flow.ON;
            };
            rules.add(new Rule(first, last, action));
        }
    }

    private Statement block() {
        need("{");
        if (++nested > MOST_NESTED) {
            throw refused("blocks nested more than " + MOST_NESTED + " deep");
        }
        List<Statement> statements = new ArrayList<>();
        blank();
        while (!take("}")) {
            statements.add(statement());
            blank();
        }
        nested--;
        return machine -> run(statements, machine);
    }

    private Statement statement() {
        if (sees("{")) {
            return block();
        }
        if (word("if")) {
            return choice();
        }
        if (word("while")) {
            Expression condition = parenthesized();
            return loop(null, condition, null, body(), false);
        }
        if (word("do")) {
            Statement body = body();
            blank();
            if (!word("while")) {
                throw syntax();
            }
            return loop(null, parenthesized(), null, body, true);
        }
        if (word("for")) {
            return counting();
        }
        Statement simple = simple();
        if (!sees("}") && !ended() && !newline() && !take(";")) {
            throw syntax();
        }
        return simple;
    }

    private Expression parenthesized() {
        need("(");
        Expression inside = expression();
        need(")");
        return inside;
    }

    /** What belongs to an if or a loop; it may be empty. */
    private Statement body() {
        blankLines();
        return take(";") ? machine -> Flow.ON : statement();
    }

    private Statement choice() {
        Expression condition = parenthesized();
        Statement then = body();
        int before = place();
        blank();
        if (!word("else")) {
            back(before);
            return machine -> condition.of(machine).truth() ? then.run(machine) : Flow.ON;
        }
        Statement otherwise = body();
        return machine -> condition.of(machine).truth() ? then.run(machine) : otherwise.run(machine);
    }

    private Statement counting() {
        need("(");
        String[] names = eachOf();
        if (names != null) {
            Statement body = body();
            return machine -> {
                for (String key : List.copyOf(machine.array(names[1]).keySet())) {
                    machine.step();
                    machine.set(names[0], AwkValue.input(key));
                    Flow flow = body.run(machine);
                    if (flow == Flow.BREAK) {
                        break;
                    }
                    if (flow.leaves()) {
                        return flow;
                    }
                }
                return Flow.ON;
            };
        }
        Statement start = sees(";") ? null : simple();
        need(";");
        Expression condition = sees(";") ? null : expression();
        need(";");
        Statement step = sees(")") ? null : simple();
        need(")");
        return loop(start, condition, step, body(), false);
    }

    private static Statement loop(Statement start, Expression condition, Statement step, Statement body, boolean bodyFirst) {
        return machine -> {
            if (start != null) {
                start.run(machine);
            }
            boolean first = bodyFirst;
            while (first || condition == null || condition.of(machine).truth()) {
                first = false;
                machine.step();
                Flow flow = body.run(machine);
                if (flow == Flow.BREAK) {
                    break;
                }
                if (flow.leaves()) {
                    return flow;
                }
                if (step != null) {
                    step.run(machine);
                }
            }
            return Flow.ON;
        };
    }

    private Statement simple() {
        for (Flow flow : List.of(Flow.BREAK, Flow.CONTINUE, Flow.NEXT)) {
            if (word(flow.name().toLowerCase(Locale.ROOT))) {
                return machine -> flow;
            }
        }
        if (word("exit")) {
            Expression code = sees("}") || sees(";") || atNewline() || ended() ? null : expression();
            return machine -> {
                if (code != null) {
                    machine.exitWith((int) code.of(machine).number());
                }
                return Flow.EXIT;
            };
        }
        if (word("return")) {
            Expression value = sees("}") || sees(";") || atNewline() || ended() ? null : expression();
            return machine -> {
                machine.give(value == null ? AwkValue.UNSET : value.of(machine));
                return Flow.RETURN;
            };
        }
        if (word("delete")) {
            return deletion();
        }
        if (word("printf")) {
            Printed printed = printed();
            return machine -> {
                printed.print(machine, AwkFunctions.formatted(printed.values(), machine));
                return Flow.ON;
            };
        }
        if (word("print")) {
            Printed printed = printed();
            return machine -> {
                machine.step();
                List<String> texts = printed.values().stream().map(value -> value.of(machine).shown()).toList();
                printed.print(machine, (texts.isEmpty() ? machine.field(0).shown() : String.join(machine.get("OFS").shown(), texts)) + machine.get("ORS").shown());
                return Flow.ON;
            };
        }
        Expression value = expression();
        return machine -> {
            value.of(machine);
            return Flow.ON;
        };
    }

    private Statement deletion() {
        String array = name();
        if (!take("[")) {
            return machine -> {
                machine.array(array).clear();
                return Flow.ON;
            };
        }
        Expression key = subscript();
        return machine -> {
            machine.array(array).remove(key.of(machine).shown());
            return Flow.ON;
        };
    }
}
