package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program that needs all of its files, or all of its input, before it can do anything. */
abstract class WholeInput extends Utility {
    private final StringBuilder read = new StringBuilder();
    private List<String> names = List.of();

    WholeInput(Invocation invocation) {
        super(invocation);
    }

    /** The files to read; without any, the input. */
    final void names(List<String> files) {
        names = List.copyOf(files);
    }

    /** Does what needs no input; an exit code ends it. */
    abstract Optional<Integer> before();

    /** A file cannot be read; gives the exit code. */
    abstract int cannotRead(String name, String why);

    /**
     * Does the work and gives the exit code.
     *
     * @param texts of the files, or the one of the input
     * @param status what has gone wrong so far
     */
    abstract int work(List<String> texts, int status);

    @Override
    protected Progress run() {
        Optional<Integer> over = before();
        if (over.isPresent()) {
            return Progress.exited(over.get());
        }
        if (names.isEmpty() || names.equals(List.of("-"))) {
            read.append(invocation.io().in().takeAll());
            return invocation.io().in().ended() ? Progress.exited(work(List.of(read.toString()), 0)) : Progress.forInput();
        }
        List<String> texts = new ArrayList<>();
        int status = 0;
        for (String name : names) {
            Optional<FileProblem> problem = invocation.files().problemReading(invocation.path(name));
            if (problem.isPresent()) {
                status = cannotRead(name, problem.get().text());
            } else {
                texts.add(invocation.files().content(invocation.path(name)).orElse(""));
            }
        }
        return Progress.exited(texts.isEmpty() ? status : work(texts, status));
    }

    @Override
    protected Json state() {
        return Json.of("read", read.isEmpty() ? null : read.toString());
    }

    @Override
    protected void load(Json state) {
        read.append(state.textOrEmpty("read"));
    }
}
