package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;

/** A program that reads all of its files, of which {@code -} is its input, before it writes anything. */
final class WholeFiles extends Utility {
    /** One file, read. */
    record Text(String name, String content) {
        List<String> lines() {
            return content.lines().toList();
        }
    }

    /** What a program does with its files. */
    interface Work {
        /**
         * Gives the exit code.
         *
         * @param status 1 where a file could not be read, otherwise 0
         */
        int run(Arguments arguments, List<Text> texts, int status);
    }

    /**
     * What tells one such program from another.
     *
     * @param unreadable how a file is complained about: its name and the reason are put in
     * @param notFiles how many operands come before the files
     */
    record Kind(Grammar grammar, String unreadable, int notFiles, Work work) {
        Program program() {
            return Utility.program(Arguments.reading(grammar, 1, arguments -> new WholeFiles(arguments, this)));
        }
    }

    private final Arguments arguments;
    private final Kind kind;
    private final List<String> names;
    private final StringBuilder read = new StringBuilder();

    private WholeFiles(Arguments arguments, Kind kind) {
        super(arguments.invocation);
        this.arguments = arguments;
        this.kind = kind;
        List<String> operands = arguments.operands();
        List<String> files = operands.subList(Math.min(kind.notFiles(), operands.size()), operands.size());
        this.names = files.isEmpty() ? List.of("-") : files;
    }

    @Override
    protected Progress run() {
        if (names.contains("-")) {
            read.append(invocation.io().in().takeAll());
            if (!invocation.io().in().ended()) {
                return Progress.forInput();
            }
        }
        List<Text> texts = new ArrayList<>();
        int status = 0;
        for (String name : names) {
            FileProblem problem = name.equals("-") ? null : name.isEmpty() ? FileProblem.NOT_FOUND
                    : invocation.files().problemReading(invocation.path(name)).orElse(null);
            if (problem == null) {
                texts.add(new Text(name, name.equals("-") ? read.toString() : invocation.files().content(invocation.path(name)).orElse("")));
            } else {
                complain(kind.unreadable().replace("NAME", name).replace("REASON", problem.text()));
                status = 1;
            }
        }
        return Progress.exited(kind.work().run(arguments, texts, status));
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
