package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.shell.FileChange;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Network;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import dev.reconcile.store.Body;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The learner's terminal: runs one command line at a time against virtual time, and writes into the log what it prints, what it does to
 * files, and how it ends.
 */
final class Console implements World, Terminal, Runs {
    private static final String ACTOR = "learner";
    private static final Progress.Waiting NEVER = new Progress.Waiting(OptionalLong.empty(), false, false);

    private final Cluster cluster;
    private final Files files;
    private final Runnable afterTurn;
    private Supplier<String> directory = () -> "~";
    private final Transcript transcript = new Transcript(true);

    private Process process;
    private Progress.Waiting waiting;
    private Pipe input;
    private long cause;
    private long seen;
    private boolean awake;
    private LongFunction<Progress> jobs = now -> Progress.exited(0);
    private Progress.Waiting idle;
    private Network network = Network.NONE;
    private boolean interactive;
    private int columns = 120;
    private int rows = 30;
    private String editing;
    private EditorOutcome outcome;

    /** @param afterTurn called whenever a command has done something: what it did can be judged before it does more */
    Console(Cluster cluster, Files files, Runnable afterTurn) {
        this.cluster = cluster;
        this.files = files;
        this.afterTurn = afterTurn;
    }

    /** Position of the act whose command runs now; 0 when nothing runs. */
    long cause() {
        return cause;
    }

    boolean busy() {
        return process != null;
    }

    /**
     * Who gives the shell's background jobs their turns while no command line runs, at an instant of virtual time; and what the person's machine
     * reaches.
     */
    void setSurroundings(LongFunction<Progress> turns, Network reached) {
        jobs = turns;
        network = reached;
    }

    @Override
    public Network network() {
        return network;
    }

    /**
     * Starts a command line.
     *
     * @param act position of the act in the log
     * @param onPage whether a person sits at a terminal that can open an editor
     * @param start gives the process for streams and world
     * @param directoryNow where the shell is, as a prompt shows it
     */
    void start(long act, boolean onPage, BiFunction<Stdio, World, Process> start, Supplier<String> directoryNow) {
        directory = directoryNow;
        cause = act;
        interactive = onPage;
        waiting = null;
        awake = true;
        editing = null;
        outcome = null;
        input = onPage ? Pipe.terminal() : Pipe.holding("");
        process = start.apply(new Stdio(input, transcript.stream(Body.Stream.OUT), transcript.stream(Body.Stream.ERR)), this);
    }

    /** Between two command lines, when a background job does. */
    @Override
    public OptionalLong wakeAt() {
        Progress.Waiting wait = busy() ? waiting : idle;
        return wait == null ? OptionalLong.empty() : wait.untilMillis();
    }

    @Override
    public boolean pump() {
        for (int i = 0; busy() && isReady(); i++) {
            if (i == Limits.ADVANCES_A_TURN) {
                return true;
            }
            advance();
        }
        return !busy() && jobsGoOn();
    }

    private boolean isReady() {
        return waiting == null || awake || waiting.forInput() && input.ready() || happened(waiting);
    }

    private boolean happened(Progress.Waiting wait) {
        return wait.forChange() && cluster.log().position() > seen || wait.untilMillis().orElse(Long.MAX_VALUE) <= cluster.now();
    }

    /** One turn for the background jobs, if what they wait for has happened. True if they want another at once. */
    private boolean jobsGoOn() {
        if (idle != null && !happened(idle)) {
            return false;
        }
        Progress progress = jobs.apply(cluster.now());
        record();
        idle = progress instanceof Progress.Waiting wait ? wait : progress instanceof Progress.Exited ? NEVER : null;
        seen = cluster.log().position();
        return idle == null;
    }

    private void advance() {
        awake = false;
        Progress progress = process.advance();
        record();
        afterTurn.run();
        switch (progress) {
            case Progress.Exited exited -> {
                process = null;
                waiting = null;
                cluster.append(ACTOR, cause, new Body.Exit(exited.code(), directory.get()));
                cause = 0;
                idle = null;
            }
            case Progress.Working working -> waiting = null;
            case Progress.Waiting wait -> waiting = wait;
        }
        seen = cluster.log().position();
    }

    private void record() {
        transcript.take().forEach(output -> cluster.append(ACTOR, cause, output));
        recordFiles(cause);
    }

    /** Writes into the log what has happened to the files since the last time. */
    void recordFiles(long because) {
        for (FileChange change : files.takeChanges()) {
            cluster.append(ACTOR, because, switch (change) {
                case FileChange.Written written ->
                    new Body.FileChanged(Body.FileChangeKind.WRITTEN, written.path(), written.content(), written.executable());
                case FileChange.DirectoryMade made -> new Body.FileChanged(Body.FileChangeKind.DIRECTORY, made.path(), "", false);
                case FileChange.Removed removed -> new Body.FileChanged(Body.FileChangeKind.REMOVED, removed.path(), "", false);
            });
        }
    }

    /** Ctrl-C. Does nothing when no command runs. */
    void interrupt() {
        if (busy()) {
            process.signal(Signal.INT);
            awake = true;
        }
    }

    /** What the learner types while a command runs. */
    void type(String text) {
        if (busy()) {
            input.write(text);
            awake = true;
        }
    }

    /** Ctrl-D. */
    void endInput() {
        if (busy()) {
            input.endOnce();
            awake = true;
        }
    }

    void resize(int newColumns, int newRows) {
        columns = newColumns;
        rows = newRows;
    }

    /** The file that an editor is open on. */
    Optional<String> editing() {
        return Optional.ofNullable(editing);
    }

    void leaveEditor(EditorOutcome how) {
        editing = null;
        outcome = how;
        awake = true;
    }

    @Override
    public long nowMillis() {
        return cluster.now();
    }

    @Override
    public Optional<Terminal> terminal() {
        return interactive ? Optional.of(this) : Optional.empty();
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public void openEditor(String path) {
        editing = path;
        outcome = null;
    }

    @Override
    public Optional<EditorOutcome> editorOutcome() {
        return Optional.ofNullable(outcome);
    }
}
