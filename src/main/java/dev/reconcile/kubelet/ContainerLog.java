package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Output;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** What one container has written, line by line with the time; the oldest lines go when there are too many. */
final class ContainerLog implements Output {
    /** Characters kept per container, where a real node keeps 10 MiB. */
    static final int MAX_CHARACTERS = 64 * 1024;

    /** @param at milliseconds since the epoch */
    record Line(long at, String text) {}

    private final LongSupplier now;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final StringBuilder unfinished = new StringBuilder();
    private int characters;
    private long forgotten;

    ContainerLog(LongSupplier now) {
        this.now = now;
    }

    @Override
    public void write(String text) {
        int looked = unfinished.length();
        unfinished.append(text);
        int newline;
        while ((newline = unfinished.indexOf("\n", looked)) >= 0) {
            add(new Line(now.getAsLong(), unfinished.substring(0, newline)));
            unfinished.delete(0, newline + 1);
            looked = 0;
        }
        if (unfinished.length() > MAX_CHARACTERS / 4) {
            finish();
        }
    }

    /** What has been written of a line whose end has not. */
    String unfinished() {
        return unfinished.toString();
    }

    /** Nothing more will be written: a last line without newline counts too. */
    void finish() {
        if (!unfinished.isEmpty()) {
            add(new Line(now.getAsLong(), unfinished.toString()));
            unfinished.setLength(0);
        }
    }

    private void add(Line line) {
        lines.addLast(line);
        characters += line.text().length() + 1;
        while (characters > MAX_CHARACTERS) {
            characters -= lines.removeFirst().text().length() + 1;
            forgotten++;
        }
    }

    /** How many lines have ever been written. */
    long written() {
        return forgotten + lines.size();
    }

    /** The lines after the first so many that were written, as far as they are still there. */
    List<Line> since(long written) {
        return lines.stream().skip(Math.max(0, written - forgotten)).toList();
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    Json save() {
        List<Json> saved = new ArrayList<>();
        lines.forEach(line -> saved.add(Json.of("at", line.at(), "text", line.text())));
        return Json.of("lines", saved, "forgotten", forgotten == 0 ? null : forgotten, "unfinished", unfinished.isEmpty() ? null : unfinished.toString());
    }

    static ContainerLog restore(Json saved, LongSupplier now) {
        ContainerLog log = new ContainerLog(now);
        saved.objects("lines").forEach(line -> log.add(new Line(line.number(0, "at"), line.textOrEmpty("text"))));
        log.forgotten = saved.number(0, "forgotten");
        log.unfinished.append(saved.textOrEmpty("unfinished"));
        return log;
    }
}
