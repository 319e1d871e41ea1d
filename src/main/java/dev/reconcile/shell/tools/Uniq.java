package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;

/** {@code uniq}: makes one of equal neighbouring lines, or counts them. */
final class Uniq extends Filter {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("cduif:s:w:", "skip-fields=f", "skip-chars=s", "check-chars=w", "count=c", "repeated=d", "unique=u", "ignore-case=i"), 1, Uniq::new));

    private final Arguments arguments;
    private String previous;
    private long count;

    private Uniq(Arguments arguments) {
        super(arguments.invocation, arguments.operands());
        this.arguments = arguments;
    }

    @Override
    void line(String text, boolean newline) {
        boolean same = previous != null && (arguments.has('i') ? key(previous).equalsIgnoreCase(key(text)) : key(previous).equals(key(text)));
        if (!same) {
            print();
            previous = text;
            count = 0;
        }
        count++;
    }

    /** What of a line counts. */
    private String key(String line) {
        String rest = line.replaceFirst("^([ \\t]*[^ \\t]+){0," + number('f', 0) + "}", "");
        rest = rest.substring(Math.min(rest.length(), number('s', 0)));
        return rest.substring(0, Math.min(rest.length(), number('w', Integer.MAX_VALUE)));
    }

    private int number(char option, int otherwise) {
        return arguments.value(option, "").matches("\\d{1,4}") ? Integer.parseInt(arguments.value(option)) : otherwise;
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
