package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Input;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code tail}: the last lines or bytes of files, and with {@code -f} what is added to them. */
final class Tail extends Utility {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("n:c:fFqvs:#", "lines=n", "bytes=c", "follow=f", "quiet=q", "silent=q", "verbose=v", "sleep-interval=s"), 1, Tail::make));

    /** How often a followed file is looked at. */
    private static final long POLL_MILLIS = 1_000;

    private final List<String> names;
    private final boolean follow;
    private final boolean headers;
    private final boolean bytes;
    private final boolean fromStart;
    private final long count;
    private int index;
    private int status;
    private StringBuilder collected = new StringBuilder();
    /** How much of each followed file has been shown, in characters; of files in their order, -1 for what cannot be followed. */
    private long[] shown;
    private int lastShown = -1;

    private Tail(Arguments arguments, String count) {
        super(arguments.invocation);
        this.names = arguments.operands().isEmpty() ? List.of("-") : arguments.operands();
        this.follow = arguments.has('f') || arguments.has('F');
        this.headers = arguments.has('v') || names.size() > 1 && !arguments.has('q');
        this.bytes = arguments.has('c');
        this.fromStart = count.startsWith("+");
        this.count = Math.abs(Long.parseLong(count));
        this.shown = new long[names.size()];
        Arrays.fill(shown, -1);
    }

    private static Utility make(Arguments arguments) {
        boolean bytes = arguments.has('c');
        String written = bytes ? arguments.value('c') : arguments.value('n', "10");
        if (!written.matches("[-+]?\\d{1,15}")) {
            return Arguments.failed(arguments.invocation, "invalid number of " + (bytes ? "bytes" : "lines") + ": '" + written + "'", 1);
        }
        return new Tail(arguments, written);
    }

    @Override
    protected Progress run() {
        while (index < names.size()) {
            String name = names.get(index);
            if (name.equals("-")) {
                Input in = invocation.io().in();
                collected.append(in.takeAll());
                if (!in.ended()) {
                    return Progress.forInput();
                }
                show(name, collected.toString());
                collected = new StringBuilder();
            } else if (!name.equals("/dev/null")) {
                file(name);
            }
            index++;
        }
        return follow ? follow() : Progress.exited(status);
    }

    private void file(String name) {
        Optional<FileProblem> problem = invocation.files().problemReading(invocation.path(name));
        if (problem.isPresent()) {
            complain(problem.get() == FileProblem.IS_DIRECTORY ? "error reading '" + name + "': " + problem.get().text()
                    : "cannot open '" + name + "' for reading: " + problem.get().text());
            status = 1;
            return;
        }
        String content = invocation.files().content(invocation.path(name)).orElse("");
        show(name, content);
        shown[index] = content.length();
    }

    private void show(String name, String text) {
        header(index, name);
        out(bytes ? lastBytes(text) : lastLines(text));
    }

    private void header(int which, String name) {
        if (headers && lastShown != which) {
            out((lastShown < 0 ? "" : "\n") + "==> " + (name.equals("-") ? "standard input" : name) + " <==\n");
        }
        lastShown = which;
    }

    private String lastBytes(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int start = (int) (fromStart ? Math.min(encoded.length, Math.max(0, count - 1)) : Math.max(0, encoded.length - count));
        return new String(encoded, start, encoded.length - start, StandardCharsets.UTF_8);
    }

    private String lastLines(String text) {
        if (fromStart) {
            int start = 0;
            for (long line = 1; line < count && start >= 0 && start < text.length(); line++) {
                int newline = text.indexOf('\n', start);
                start = newline < 0 ? text.length() : newline + 1;
            }
            return text.substring(start);
        }
        int start = text.length();
        for (long line = 0; line < count && start > 0; line++) {
            start = text.lastIndexOf('\n', start - 2) + 1;
        }
        return text.substring(start);
    }

    private Progress follow() {
        boolean any = false;
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] < 0) {
                continue;
            }
            any = true;
            String content = invocation.files().content(invocation.path(names.get(i))).orElse("");
            if (content.length() < shown[i]) {
                complain(names.get(i) + ": file truncated");
                shown[i] = 0;
            }
            if (content.length() > shown[i]) {
                header(i, names.get(i));
                out(content.substring((int) shown[i]));
                shown[i] = content.length();
            }
        }
        if (any) {
            return Progress.until(invocation.world().nowMillis() + POLL_MILLIS);
        }
        // Nothing can ever come from /dev/null: the usual way of a container to wait for its end.
        return names.contains("/dev/null") ? new Progress.Waiting(OptionalLong.empty(), false, false) : Progress.exited(status);
    }

    @Override
    protected Json state() {
        return Json.of("index", index, "status", status, "collected", collected.toString(), "shown", Arrays.stream(shown).boxed().toList(), "last", lastShown);
    }

    @Override
    protected void load(Json state) {
        index = (int) state.number(0, "index");
        status = (int) state.number(0, "status");
        collected = new StringBuilder(state.textOrEmpty("collected"));
        shown = state.list("shown").stream().mapToLong(each -> (Long) each).toArray();
        lastShown = (int) state.number(-1, "last");
    }
}
