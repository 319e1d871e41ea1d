package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;

/** {@code uniq}: makes one of equal neighbouring lines, or counts them. */
final class Uniq extends Filter {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("cdui", "count=c", "repeated=d", "unique=u", "ignore-case=i"), 1, Uniq::new));

    private final Arguments arguments;
    private String previous;
    private long count;

    private Uniq(Arguments arguments) {
        super(arguments.invocation, arguments.operands());
        this.arguments = arguments;
    }

    @Override
    void line(String text, boolean newline) {
        boolean same = previous != null && (arguments.has('i') ? previous.equalsIgnoreCase(text) : previous.equals(text));
        if (!same) {
            print();
            previous = text;
            count = 0;
        }
        count++;
    }

    private void print() {
        boolean wanted = arguments.has('d') ? count > 1 : !arguments.has('u') || count == 1;
        if (previous != null && wanted) {
            out((arguments.has('c') ? String.format("%7d ", count) : "") + previous + "\n");
        }
    }

    @Override
    int finish() {
        print();
        return status;
    }

    @Override
    Json own() {
        return Json.of("previous", previous, "count", count);
    }

    @Override
    void loadOwn(Json own) {
        previous = own.text("previous");
        count = own.number(0, "count");
    }
}
