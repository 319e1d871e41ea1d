package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.List;

/** Gives numbers to the bodies and expansions of one {@link Unit} while it is parsed. */
final class UnitBuilder {
    private final List<Command> bodies = new ArrayList<>();
    private int ids;

    /** Forgets everything: another unit begins, whose body 0 is still to come. */
    void begin() {
        bodies.clear();
        ids = 0;
        reserveBody();
    }

    int nextId() {
        return ids++;
    }

    int reserveBody() {
        bodies.add(new Command.Sequence(List.of()));
        return bodies.size() - 1;
    }

    void setBody(int number, Command command) {
        bodies.set(number, command);
    }

    List<Command> bodies() {
        return List.copyOf(bodies);
    }
}
