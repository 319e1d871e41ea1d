package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.FileStream;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Input;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import java.util.List;
import java.util.Optional;

/** A program that works through the lines of its files, or of its input. */
abstract class Filter extends Utility {
    private static final int LINES_PER_TURN = 100;

    private final List<String> names;
    private int index = -1;
    private FileStream stream;
    private boolean standardInput;
    private boolean finished;
    /** What the program ends with if nothing else is decided. */
    int status;

    /** Without names the input is read; so is a file called {@code -}. */
    Filter(Invocation invocation, List<String> names) {
        super(invocation);
        this.names = names.isEmpty() ? List.of("-") : List.copyOf(names);
    }

    /** One line without its newline; the last one of a file may have none. */
    abstract void line(String text, boolean newline);

    /** Before anything is opened or read. */
    void begin() {}

    /** Whether that operand names a file; where it does not, it has been dealt with. */
    boolean isFile(String name) {
        return true;
    }

    /** A file has been opened. */
    void beginFile(String name) {}

    /** A file is over. */
    void endFile(String name) {}

    /** Everything is read; gives the exit code. */
    int finish() {
        return status;
    }

    /** What the program itself has to remember. */
    Json own() {
        return Json.EMPTY;
    }

    void loadOwn(Json own) {}

    /** How an unreadable file is reported. */
    void cannotRead(String name, FileProblem problem) {
        complain(name + ": " + problem.text());
        status = 1;
    }

    final boolean severalFiles() {
        return names.size() > 1;
    }

    final String name() {
        return names.get(index);
    }

    /** Leaves the rest of this file unread. */
    final void nextFile() {
        endFile(name());
        stream = null;
        standardInput = false;
    }

    /** Reads nothing more at all. */
    final void stop() {
        finished = true;
    }

    @Override
    protected final Progress run() {
        if (index < 0 && !finished) {
            begin();
        }
        for (int i = 0; i < LINES_PER_TURN; i++) {
            if (finished || !inFile() && !open()) {
                return Progress.exited(finish());
            }
            if (!inFile()) {
                continue;
            }
            Input in = standardInput ? invocation.io().in() : stream;
            Optional<String> line = in.takeLine();
            if (line.isPresent()) {
                boolean newline = line.get().endsWith("\n");
                line(newline ? line.get().substring(0, line.get().length() - 1) : line.get(), newline);
            } else if (in.ended()) {
                nextFile();
            } else {
                return Progress.forInput();
            }
        }
        return new Progress.Working();
    }

    private boolean inFile() {
        return standardInput || stream != null;
    }

    /** Opens the next file; false when there is none. */
    private boolean open() {
        if (++index >= names.size()) {
            return false;
        }
        String name = name();
        if (!isFile(name)) {
            return true;
        }
        standardInput = name.equals("-") || name.equals("/dev/stdin");
        if (!standardInput && !name.equals("/dev/null")) {
            Files files = invocation.files();
            String path = invocation.path(name);
            Optional<FileProblem> problem = name.isEmpty() ? Optional.of(FileProblem.NOT_FOUND) : files.problemReading(path);
            if (problem.isPresent()) {
                cannotRead(name, problem.get());
                return true;
            }
            stream = new FileStream(files, path);
        }
        beginFile(name);
        return true;
    }

    @Override
    protected final Json state() {
        return Json.of("index", index, "stream", stream == null ? null : stream.save(), "input", standardInput, "finished", finished, "status", status,
                "own", own());
    }

    @Override
    protected final void load(Json state) {
        index = (int) state.number(0, "index");
        stream = state.has("stream") ? FileStream.restore(state.object("stream"), invocation.files()) : null;
        standardInput = state.isTrue("input");
        finished = state.isTrue("finished");
        status = (int) state.number(0, "status");
        loadOwn(state.object("own"));
    }
}
