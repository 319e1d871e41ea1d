package dev.reconcile.workshop;

import dev.reconcile.api.Status;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.kubelet.Conversation;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.RawTerminal;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command in a container, or another stream, that a client of the learner's own has opened. It goes on with the session's time; what it says
 * is fetched by {@link #take}, and it waits while nobody fetches.
 */
public final class Dialogue implements World, Terminal, Runs {
    /** Characters that it may say before somebody has to listen. */
    private static final int AHEAD = 256 * 1024;

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    /** @param raw whether the client's terminal leaves echo and line editing to this side */
    public record Window(boolean raw) {}

    /**
     * What was said since the last time.
     *
     * @param over nothing more will come
     * @param failure what the error channel is to say, beside an exit code
     */
    public record Turn(String out, String err, boolean over, int exitCode, Optional<Status> failure) {
        public boolean isEmpty() {
            return out.isEmpty() && err.isEmpty() && !over;
        }
    }

    private final Clients clients;
    private final Cluster cluster;
    private final boolean raw;
    private final Pipe out = new Pipe(AHEAD);
    private final Pipe err = new Pipe(AHEAD);
    private final RawTerminal terminal;
    private final Pipe input;
    private Conversation conversation;
    private Progress.Waiting waiting;
    private int exitCode;
    private boolean over;
    private volatile Session.Listener listener = () -> { };
    private boolean awake = true;
    private long seen;
    private int columns = USUAL_COLUMNS;
    private int rows = USUAL_ROWS;

    Dialogue(Clients clients, Cluster cluster, Window window) {
        this.clients = clients;
        this.cluster = cluster;
        this.raw = window.raw();
        this.terminal = new RawTerminal(out, this::hear);
        this.input = raw ? terminal.input() : Pipe.unbounded();
    }

    Stdio streams() {
        Output screen = raw ? terminal.output() : out;
        return new Stdio(input, screen, raw ? screen : err);
    }

    void begin(Conversation open) {
        conversation = open;
    }

    void hear(Signal signal) {
        if (conversation != null) {
            conversation.signal(signal);
            awake = true;
        }
    }

    // what a client does

    /** What came from the client's standard input. */
    public void type(String text) {
        clients.act(() -> {
            if (raw) {
                terminal.type(text);
            } else {
                input.write(text);
            }
            awake = true;
        });
    }

    /** The client's standard input has ended. */
    public void endInput() {
        clients.act(() -> {
            input.closeWriter();
            awake = true;
        });
    }

    public void resize(int newColumns, int newRows) {
        clients.act(() -> {
            columns = newColumns;
            rows = newRows;
        });
    }

    public Turn take() {
        return clients.take(this);
    }

    /** Whom to tell that there is something to take. */
    public void listen(Session.Listener who) {
        listener = who;
        who.changed();
    }

    /** The client has gone. */
    public void close() {
        clients.leave(this);
    }

    Turn taken() {
        Optional<Status> failure = over ? conversation.failure() : Optional.empty();
        return new Turn(out.takeAll(), err.takeAll(), over, exitCode, failure);
    }

    // how it goes on

    @Override
    public boolean pump() {
        boolean more = goOn();
        if (over || !out.text().isEmpty() || !err.text().isEmpty()) {
            listener.changed();
        }
        return more;
    }

    private boolean goOn() {
        for (int i = 0; !over && isReady(); i++) {
            if (i == Limits.ADVANCES_A_TURN) {
                return true;
            }
            awake = false;
            switch (conversation.advance()) {
                case Progress.Exited exited -> {
                    over = true;
                    exitCode = exited.code();
                    waiting = null;
                }
                case Progress.Working working -> waiting = null;
                case Progress.Waiting wait -> waiting = wait;
            }
            seen = cluster.log().position();
        }
        return false;
    }

    private boolean isReady() {
        if (out.full() || err.full()) {
            return false;
        }
        return waiting == null
                || awake
                || waiting.forChange() && cluster.log().position() > seen
                || waiting.forInput() && input.ready()
                || waiting.untilMillis().orElse(Long.MAX_VALUE) <= cluster.now();
    }

    @Override
    public OptionalLong wakeAt() {
        return over || waiting == null || out.full() || err.full() ? OptionalLong.empty() : waiting.untilMillis();
    }

    @Override
    public long nowMillis() {
        return cluster.now();
    }

    @Override
    public Optional<Terminal> terminal() {
        return raw ? Optional.of(this) : Optional.empty();
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int rows() {
        return rows;
    }

    /** There is no page here that could open an editor. */
    @Override
    public void openEditor(String path) {
        awake = true;
    }

    @Override
    public Optional<EditorOutcome> editorOutcome() {
        return Optional.of(EditorOutcome.CANCELLED);
    }
}
