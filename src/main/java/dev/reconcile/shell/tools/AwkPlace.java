package dev.reconcile.shell.tools;

import dev.reconcile.shell.tools.AwkMachine.Expression;
import java.util.List;

/** What can be assigned to in awk. */
sealed interface AwkPlace extends Expression {
    void set(AwkMachine machine, AwkValue value);

    /** An assignment is what it assigns. */
    default AwkValue assigned(AwkMachine machine, AwkValue value) {
        set(machine, value);
        return value;
    }

    /** A variable, or an array where a function takes one. */
    record Variable(String name) implements AwkPlace {
        @Override
        public AwkValue of(AwkMachine machine) {
            return machine.get(name);
        }

        @Override
        public void set(AwkMachine machine, AwkValue value) {
            machine.set(name, value);
        }
    }

    record Element(String array, Expression key) implements AwkPlace {
        @Override
        public AwkValue of(AwkMachine machine) {
            String index = key.of(machine).shown();
            AwkValue value = machine.array(array).get(index);
            if (value == null) {
                machine.put(array, index, AwkValue.UNSET);
            }
            return value == null ? AwkValue.UNSET : value;
        }

        @Override
        public void set(AwkMachine machine, AwkValue value) {
            machine.put(array, key.of(machine).shown(), value);
        }
    }

    record Field(Expression index) implements AwkPlace {
        @Override
        public AwkValue of(AwkMachine machine) {
            return machine.field((int) index.of(machine).number());
        }

        @Override
        public void set(AwkMachine machine, AwkValue value) {
            machine.setField((int) index.of(machine).number(), value);
        }
    }

    /** Assigns to an argument, if it is a place. */
    static boolean assign(Expression target, AwkMachine machine, AwkValue value) {
        if (target instanceof AwkPlace place) {
            place.set(machine, value);
            return true;
        }
        return false;
    }

    /** {@code $0}. */
    static Expression wholeLine() {
        return new Field(machine -> AwkValue.FALSE);
    }

    /** A key of several parts. */
    static Expression key(List<Expression> parts) {
        return machine -> AwkValue.of(String.join(machine.get("SUBSEP").shown(), parts.stream().map(part -> part.of(machine).shown()).toList()));
    }
}
