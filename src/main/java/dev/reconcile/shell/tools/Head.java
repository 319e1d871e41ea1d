package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code head}: the first lines or bytes of files, or all but the last lines. */
final class Head extends Filter {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("n:c:qv#", "lines=n", "bytes=c", "quiet=q", "silent=q", "verbose=v"), 1, Head::make));

    private final boolean bytes;
    private final boolean headers;
    private final long count;
    private final boolean allButLast;
    private long left;
    private boolean printed;
    private List<String> held = new ArrayList<>();

    private Head(Arguments arguments, long count, boolean allButLast) {
        super(arguments.invocation, arguments.operands());
        this.bytes = arguments.has('c');
        this.headers = arguments.has('v') || severalFiles() && !arguments.has('q');
        this.count = count;
        this.allButLast = allButLast;
    }

    private static Utility make(Arguments arguments) {
        boolean bytes = arguments.has('c');
        String written = bytes ? arguments.value('c') : arguments.value('n', "10");
        if (!written.matches("[-+]?\\d{1,15}")) {
            return Arguments.failed(arguments.invocation, "invalid number of " + (bytes ? "bytes" : "lines") + ": '" + written + "'", 1);
        }
        return new Head(arguments, Math.abs(Long.parseLong(written)), written.startsWith("-"));
    }

    @Override
    void beginFile(String name) {
        left = count;
        held.clear();
        if (headers) {
            out((printed ? "\n" : "") + "==> " + (name.equals("-") ? "standard input" : name) + " <==\n");
            printed = true;
        }
        if (left == 0 && !allButLast) {
            nextFile();
        }
    }

    @Override
    void cannotRead(String name, FileProblem problem) {
        complain(problem == FileProblem.IS_DIRECTORY ? "error reading '" + name + "': " + problem.text()
                : "cannot open '" + name + "' for reading: " + problem.text());
        status = 1;
    }

    @Override
    void line(String text, boolean newline) {
        String whole = newline ? text + "\n" : text;
        if (bytes) {
            byte[] encoded = whole.getBytes(StandardCharsets.UTF_8);
            int length = (int) Math.min(left, encoded.length);
            out(new String(encoded, 0, length, StandardCharsets.UTF_8));
            left -= length;
        } else if (allButLast) {
            held.add(whole);
            if (held.size() > count) {
                out(held.removeFirst());
            }
            return;
        } else {
            out(whole);
            left--;
        }
        if (left == 0) {
            nextFile();
        }
    }

    @Override
    Json own() {
        return Json.of("left", left, "printed", printed, "held", held);
    }

    @Override
    void loadOwn(Json own) {
        left = own.number(0, "left");
        printed = own.isTrue("printed");
        held = new ArrayList<>(own.texts("held"));
    }
}
