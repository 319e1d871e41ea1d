package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Stdio;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The streams of a container's first process. What it writes goes into the log and to everybody who is attached; what it reads comes from whoever is
 * attached, where the container has {@code stdin}, and otherwise is at its end at once.
 */
final class Streams {
    private final ContainerLog log;
    private final boolean stdin;
    private final boolean once;
    private final boolean tty;
    private final Pipe input;
    private final List<Stdio> attached = new ArrayList<>();
    private boolean typedBefore;

    /** @param spec the container's, with {@code stdin}, {@code stdinOnce} and {@code tty} */
    Streams(Json spec, ContainerLog log) {
        this(spec, log, !spec.isTrue("stdin") ? Pipe.holding("") : spec.isTrue("tty") ? Pipe.terminal() : Pipe.unbounded());
    }

    private Streams(Json spec, ContainerLog log, Pipe input) {
        this.log = log;
        this.stdin = spec.isTrue("stdin");
        this.once = spec.isTrue("stdinOnce");
        this.tty = spec.isTrue("tty");
        this.input = input;
    }

    ContainerLog log() {
        return log;
    }

    boolean isTerminal() {
        return tty;
    }

    /** What the process is started with. */
    Stdio process() {
        Output out = toAll(Stdio::out);
        return new Stdio(input, out, tty ? out : toAll(Stdio::err));
    }

    private Output toAll(Function<Stdio, Output> which) {
        return new Output() {
            @Override
            public void write(String text) {
                log.write(text);
                attached.forEach(io -> which.apply(io).write(text));
            }

            @Override
            public boolean isTerminal() {
                return tty;
            }
        };
    }

    /** At a terminal the line that is not finished, such as a prompt, is shown again: the new window makes the process draw it. */
    void attach(Stdio io) {
        attached.add(io);
        if (tty) {
            io.out().write(log.unfinished());
        }
    }

    /** Somebody goes who was attached. With {@code stdinOnce} the process then finds its input at the end. */
    void detach(Stdio io) {
        attached.remove(io);
        if (once && typedBefore) {
            input.closeWriter();
        }
    }

    /** Takes note that somebody who can type is attached: whether anything is read from them. */
    boolean takesInput() {
        typedBefore |= stdin;
        return stdin;
    }

    void type(String text) {
        if (stdin) {
            input.write(text);
        }
    }

    /** Ctrl-D, or the end of what is piped in. Without a terminal it ends the process' input only with {@code stdinOnce}. */
    void endInput() {
        if (tty) {
            input.endOnce();
        } else if (once) {
            input.closeWriter();
        }
    }

    Json save() {
        return Json.of("input", stdin ? input.save() : null, "typed", typedBefore ? true : null);
    }

    /** Whoever was attached when it was saved is not any more. */
    static Streams restore(Json saved, Json spec, ContainerLog log) {
        if (!saved.has("input")) {
            return new Streams(spec, log);
        }
        Streams streams = new Streams(spec, log, Pipe.restore(saved.object("input")));
        if (streams.once && saved.isTrue("typed")) {
            streams.input.closeWriter();
        }
        return streams;
    }
}
