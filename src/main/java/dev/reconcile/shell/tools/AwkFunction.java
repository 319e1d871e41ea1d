package dev.reconcile.shell.tools;

import dev.reconcile.shell.Regex;
import dev.reconcile.shell.tools.AwkMachine.Expression;
import dev.reconcile.shell.tools.AwkMachine.Flow;
import dev.reconcile.shell.tools.AwkMachine.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A function that a program of awk defines. Its parameters are its only variables of its own; those that a call leaves out start empty. */
record AwkFunction(String name, List<String> parameters, Statement body) {
    /** What a call has of its own: values, and arrays, which are those of the caller where it gave one. */
    record Frame(Map<String, AwkValue> values, Map<String, Map<String, AwkValue>> arrays) {
        boolean has(String variable) {
            return values.containsKey(variable);
        }
    }

    /** Out of a function by {@code exit} or {@code next}. */
    static final class Leave extends RuntimeException {
        private final transient Flow flow;

        private Leave(Flow flow) {
            super(flow.name(), null, false, false);
            this.flow = flow;
        }

        Flow flow() {
            return flow;
        }
    }

    static Expression call(String name, List<Expression> given, Map<String, AwkFunction> functions) {
        return machine -> {
            AwkFunction function = functions.get(name);
            if (given.size() > function.parameters().size()) {
                throw new Regex.Wrong("function " + name + " called with too many arguments");
            }
            return function.run(given, machine);
        };
    }

    private AwkValue run(List<Expression> given, AwkMachine machine) {
        Map<String, AwkValue> values = new LinkedHashMap<>();
        Map<String, Map<String, AwkValue>> arrays = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            Expression argument = i < given.size() ? given.get(i) : null;
            values.put(parameters.get(i), argument == null ? AwkValue.UNSET : argument.of(machine));
            if (argument instanceof AwkPlace.Variable variable) {
                arrays.put(parameters.get(i), machine.array(variable.name()));
            }
        }
        machine.enter(new Frame(values, arrays));
        Flow flow = body.run(machine);
        machine.leave();
        if (flow == Flow.EXIT || flow == Flow.NEXT) {
            throw new Leave(flow);
        }
        return machine.returned();
    }

    /** {@code function name(parameters)}, whose block follows. */
    static List<String> parameters(AwkText text) {
        List<String> parameters = new ArrayList<>();
        text.need("(");
        while (!text.take(")")) {
            text.blankLines();
            parameters.add(text.name());
            text.blankLines();
            if (!text.sees(")")) {
                text.need(",");
            }
        }
        text.blankLines();
        return parameters;
    }
}
