package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.Optional;

/**
 * Text on its way from a writer to a reader, in memory.
 *
 * <p>The capacity is soft: a write is always taken whole, and whoever runs the writer leaves it alone while the pipe is full.
 */
public final class Pipe implements Input, Output {
    private final int capacityCharacters;
    private final StringBuilder held = new StringBuilder();
    private boolean writerGone;
    private boolean readerGone;
    private boolean broken;
    private boolean terminal;
    private boolean endOnce;
    private boolean endSeen;
    private long arrivals;

    public Pipe(int capacityCharacters) {
        this.capacityCharacters = capacityCharacters;
    }

    /** A pipe for capturing: never full. */
    public static Pipe unbounded() {
        return new Pipe(Integer.MAX_VALUE);
    }

    /** What a person types: never full. */
    public static Pipe terminal() {
        Pipe pipe = unbounded();
        pipe.terminal = true;
        return pipe;
    }

    /** A finished input that holds this text. */
    public static Pipe holding(String text) {
        Pipe pipe = unbounded();
        pipe.held.append(text);
        pipe.writerGone = true;
        return pipe;
    }

    /** What {@link #save} wrote. */
    public static Pipe restore(Json state) {
        Pipe pipe = new Pipe((int) state.number(Integer.MAX_VALUE, "capacity"));
        pipe.held.append(state.textOrEmpty("held"));
        pipe.writerGone = state.isTrue("writerGone");
        pipe.readerGone = state.isTrue("readerGone");
        pipe.broken = state.isTrue("broken");
        pipe.terminal = state.isTrue("terminal");
        pipe.endOnce = state.isTrue("endOnce");
        pipe.endSeen = state.isTrue("endSeen");
        pipe.arrivals = state.number(0, "arrivals");
        return pipe;
    }

    public Json save() {
        return Json.of("capacity", capacityCharacters, "held", held.toString(), "writerGone", writerGone, "readerGone", readerGone, "broken", broken,
                "terminal", terminal ? true : null, "endOnce", endOnce ? true : null, "endSeen", endSeen ? true : null, "arrivals", arrivals);
    }

    /** Nothing more will be written: after what is held, the reader sees the end. */
    public void closeWriter() {
        writerGone = true;
        arrivals++;
    }

    /** Ctrl-D in a terminal: whoever reads now sees the end after what is held; once it has, {@link #resume} lets the next reader read on. */
    public void endOnce() {
        endOnce = true;
        arrivals++;
    }

    @Override
    public void resume() {
        if (endSeen) {
            endOnce = false;
            endSeen = false;
        }
    }

    /** Nobody will read any more. */
    public void closeReader() {
        readerGone = true;
        held.setLength(0);
    }

    /** What is held, without taking it. */
    public String text() {
        return held.toString();
    }

    int length() {
        return held.length();
    }

    @Override
    public void write(String text) {
        if (readerGone) {
            broken |= !text.isEmpty();
        } else {
            held.append(text);
            arrivals++;
        }
    }

    @Override
    public boolean isTyped() {
        return terminal;
    }

    @Override
    public long arrivals() {
        return arrivals;
    }

    @Override
    public boolean full() {
        return held.length() >= capacityCharacters;
    }

    @Override
    public boolean broken() {
        boolean before = broken;
        broken = false;
        return before;
    }

    @Override
    public boolean ready() {
        return writerGone || endOnce || !held.isEmpty();
    }

    @Override
    public boolean ended() {
        endSeen |= endOnce && held.isEmpty();
        return (writerGone || endOnce) && held.isEmpty();
    }

    @Override
    public String take(int most) {
        int length = Math.min(most, held.length());
        String taken = held.substring(0, length);
        held.delete(0, length);
        return taken;
    }

    @Override
    public Optional<String> takeLine() {
        int newline = held.indexOf("\n");
        if (newline >= 0) {
            return Optional.of(take(newline + 1));
        }
        return ended() || !(writerGone || endOnce) ? Optional.empty() : Optional.of(takeAll());
    }
}
