package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Ended;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Regex;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code sed}: edits lines. A script that only looks at the line it has works as lines arrive; one that needs to know which line is the last reads
 * everything first.
 */
final class Sed extends Filter {
    static final Program PROGRAM = program(invocation -> make(Arguments.read(withSuffix(invocation),
            Grammar.of("nrEszu" + "i" + "e:f:", "quiet=n", "silent=n", "regexp-extended=E", "expression=e", "file=f", "in-place=i", "separate=s"))));

    private final SedRun run;
    private final boolean inPlace;
    /** What is added to the name of the file as it was; empty where it is not kept. */
    private final String backup;
    private final boolean collects;
    private List<String> collected = new ArrayList<>();
    private boolean lastNewline = true;

    private Sed(Arguments arguments, List<String> files, List<SedCommand> commands) {
        super(arguments.invocation, files);
        this.inPlace = arguments.has('i');
        this.collects = inPlace || commands.stream().anyMatch(Sed::looksAhead);
        this.backup = arguments.value('i', "");
        this.run = new SedRun(commands, arguments.has('n'), name -> invocation.files().content(invocation.path(name)).orElse(""));
    }

    /** {@code -i.bak} as {@code --in-place=.bak}. */
    private static Invocation withSuffix(Invocation invocation) {
        return invocation.withArgs(invocation.args().stream().map(word -> word.startsWith("-i.") ? "--in-place=" + word.substring(2) : word).toList());
    }

    private static boolean looksAhead(SedCommand command) {
        return command.from() instanceof SedCommand.Address.Last || command.to() instanceof SedCommand.Address.Last || "nNDc".indexOf(command.name()) >= 0;
    }

    private static Utility make(Arguments arguments) {
        List<String> operands = new ArrayList<>(arguments.operands());
        if (arguments.problem() != null || !arguments.has('e') && !arguments.has('f') && operands.isEmpty()) {
            String problem = arguments.problem() == null ? "" : "sed: " + arguments.problem() + "\n";
            return new Ended(arguments.invocation, problem + "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...", 1);
        }
        StringBuilder script = new StringBuilder(arguments.value('e', ""));
        if (arguments.has('f')) {
            String name = arguments.value('f');
            if (!arguments.invocation.files().isFile(arguments.invocation.path(name))) {
                return Arguments.failed(arguments.invocation, "couldn't open file " + name + ": " + FileProblem.NOT_FOUND.text(), 1);
            }
            script.append('\n').append(arguments.invocation.files().content(arguments.invocation.path(name)).orElse(""));
        }
        if (!arguments.has('e') && !arguments.has('f')) {
            script.append(operands.removeFirst());
        }
        try {
            return new Sed(arguments, operands, SedScript.parse(script.toString(), arguments.has('E') || arguments.has('r')));
        } catch (Regex.Wrong wrong) {
            return Arguments.failed(arguments.invocation, wrong.getMessage(), 1);
        }
    }

    @Override
    void cannotRead(String name, FileProblem problem) {
        if (problem == FileProblem.IS_DIRECTORY) {
            complain(inPlace ? "couldn't edit " + name + ": not a regular file" : "read error on " + name + ": " + problem.text());
        } else {
            complain("can't read " + name + ": " + problem.text());
        }
        status = inPlace && problem == FileProblem.IS_DIRECTORY ? 4 : 2;
    }

    @Override
    void beginFile(String name) {
        if (inPlace) {
            collected.clear();
            run.begin();
        }
    }

    @Override
    void line(String text, boolean newline) {
        lastNewline = newline;
        if (collects) {
            collected.add(text);
            return;
        }
        attempt(() -> {
            out(run.line(text, newline));
            if (run.quit() >= 0) {
                status = run.quit();
                stop();
            }
        });
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Regex.Wrong wrong) {
            complain(wrong.getMessage());
            status = 1;
            stop();
        }
    }

    @Override
    void endFile(String name) {
        if (inPlace && !name.equals("-")) {
            if (!backup.isEmpty()) {
                invocation.files().copy(invocation.path(name), invocation.path(name + backup));
            }
            attempt(() -> invocation.files().write(invocation.path(name), run.all(collected, lastNewline)).ifPresent(problem -> {
                complain("couldn't write " + name + ": " + problem.text());
                status = 4;
            }));
        }
    }

    @Override
    int finish() {
        if (collects && !inPlace) {
            attempt(() -> {
                out(run.all(collected, lastNewline));
                status = run.quit() >= 0 ? run.quit() : status;
            });
        }
        return status;
    }

    @Override
    Json own() {
        return Json.of("collected", collected, "newline", lastNewline, "run", run.save());
    }

    @Override
    void loadOwn(Json own) {
        collected = new ArrayList<>(own.texts("collected"));
        lastNewline = own.isTrue("newline");
        run.load(own.object("run"));
    }
}
