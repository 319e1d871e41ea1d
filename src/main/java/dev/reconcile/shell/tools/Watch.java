package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Channel;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** {@code watch}: runs a command again and again and shows what it prints on a cleared screen. */
final class Watch extends Starter {
    static final Program PROGRAM = Starter.program(Watch::make);

    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ENGLISH);
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 24;
    private static final long SHORTEST_MILLIS = 100;

    private final Arguments arguments;
    private final long interval;
    private Pipe captured = Pipe.unbounded();
    private long nextAt;

    private Watch(Arguments arguments, long interval, Launcher launcher) {
        super(arguments.invocation, launcher);
        this.arguments = arguments;
        this.interval = interval;
    }

    private static Process make(Invocation invocation, Launcher launcher) {
        Arguments arguments = Arguments.read(invocation,
                Grammar.of("n:tdegcx", "interval=n", "no-title=t", "differences=d", "errexit=e", "chgexit=g", "color=c", "exec=x").beforeOperands());
        if (arguments.problem() != null || arguments.operands().isEmpty()) {
            return Arguments.failed(invocation, (arguments.problem() == null ? "" : arguments.problem() + "\n\n") + "Usage:\n watch [options] command", 1);
        }
        OptionalLong interval = Durations.millis(arguments.value('n', "2"));
        if (interval.isEmpty() || interval.getAsLong() == Durations.INFINITE) {
            return Arguments.failed(invocation, "failed to parse argument: '" + arguments.value('n') + "'", 1);
        }
        return new Watch(arguments, Math.max(SHORTEST_MILLIS, interval.getAsLong()), launcher);
    }

    @Override
    Progress next() {
        long now = invocation.world().nowMillis();
        if (now < nextAt) {
            return Progress.until(nextAt);
        }
        nextAt = now + interval;
        captured = Pipe.unbounded();
        begin(given().withArgs(List.of("sh", "-c", String.join(" ", arguments.operands()))));
        return new Progress.Working();
    }

    @Override
    Invocation given() {
        return invocation.withIo(new Stdio(Channel.Nothing.EMPTY, captured, captured));
    }

    @Override
    void ended(int status) {
        int rows = invocation.world().terminal().map(Terminal::rows).orElse(DEFAULT_ROWS);
        StringBuilder screen = new StringBuilder(CLEAR);
        if (!arguments.has('t')) {
            screen.append(title()).append("\n\n");
            rows -= 2;
        }
        captured.text().lines().limit(Math.max(1, rows - 1)).forEach(line -> screen.append(line).append('\n'));
        invocation.io().out().write(screen.toString());
    }

    private String title() {
        int columns = invocation.world().terminal().map(Terminal::columns).orElse(DEFAULT_COLUMNS);
        String left = String.format(Locale.ROOT, "Every %.1fs: %s", interval / 1_000.0, String.join(" ", arguments.operands()));
        String right = invocation.environment().hostname() + ": "
                + TIME.format(java.time.Instant.ofEpochMilli(invocation.world().nowMillis()).atOffset(ZoneOffset.UTC));
        int between = columns - left.length() - right.length();
        return between > 0 ? left + " ".repeat(between) + right : left;
    }

    @Override
    Json own() {
        return Json.of("captured", captured.text(), "next", nextAt);
    }

    @Override
    void loadOwn(Json own) {
        captured = Pipe.unbounded();
        captured.write(own.textOrEmpty("captured"));
        nextAt = own.number(0, "next");
    }
}
